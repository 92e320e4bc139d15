import { chunksOf } from '../verifier/page/files.mjs';
import { digestOf } from '../verifier/verify.mjs';

async function* counted(file) {
  let read = 0;
  for await (const chunk of chunksOf(file)) {
    yield chunk;
    postMessage({ read: (read += chunk.length) });
  }
}

onmessage = async ({ data: file }) => {
  try {
    postMessage({ digest: await digestOf(counted(file)) });
  } catch (fault) {
    postMessage({ fault: String(fault.message) });
  }
};
