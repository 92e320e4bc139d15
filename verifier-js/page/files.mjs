// How the pages read the files that they are given.

/** No more than the verifier needs to refuse what is too large. */
export const bytesOf = async (file) =>
  new Uint8Array(await file.slice(0, 16 * 1024 * 1024 + 1).arrayBuffer());

export async function* chunksOf(file) {
  const size = 4 * 1024 * 1024;
  for (let at = 0; at < file.size; at += size) {
    yield new Uint8Array(await file.slice(at, at + size).arrayBuffer());
  }
}
