// The files that somebody drops or chooses: of folders, all files below them; hidden ones are passed
// over. One more than can be taken at once tells that there are more.

/** How many are taken at once. */
export const FILES_MAX = 100_000;

/** @param {DataTransfer} dropped its entries must be taken at once, within the event */
export async function filesDropped({ files, items }) {
  const entries = [...items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (entries.length === 0) return filesChosen(files);
  const found = [];
  for (const entry of entries) await gather(entry, found);
  return found;
}

/** @param {FileList} files of a field */
export const filesChosen = (files) =>
  [...files]
    .filter(({ webkitRelativePath, name }) =>
      (webkitRelativePath || name).split('/').every((part) => !part.startsWith('.')),
    )
    .slice(0, FILES_MAX + 1);

async function gather(entry, found) {
  if (entry.name.startsWith('.') || found.length > FILES_MAX) return;
  if (entry.isFile) {
    found.push(await new Promise((resolve, reject) => entry.file(resolve, reject)));
    return;
  }
  const reader = entry.createReader();
  for (;;) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return;
    for (const one of some) await gather(one, found);
  }
}
