// SHA-256 of files of any size, in a worker of its own so that the page stays quick.

const WORKER = '/explorer/lib/digest-worker.mjs';
const policy = globalThis.trustedTypes?.createPolicy('colophon-worker', {
  createScriptURL: (url) => {
    if (url !== WORKER) throw new TypeError(`${url}: (expected: ${WORKER})`);
    return url;
  },
});

/** A worker that reads one file after another, until `close()`. */
export function digester() {
  const worker = new Worker(policy ? policy.createScriptURL(WORKER) : WORKER, { type: 'module' });
  return {
    /**
     * @param {File} file is read in pieces; nothing of it leaves this machine
     * @param {(read: number) => void} told how many bytes were read
     * @returns {Promise<string>} 64 hex digits
     */
    digestOf: (file, told = () => {}) =>
      new Promise((resolve, reject) => {
        worker.onmessage = ({ data }) => {
          if ('read' in data) told(data.read);
          else if ('digest' in data) resolve(data.digest);
          else reject(new Error(data.fault));
        };
        worker.onerror = (event) => reject(new Error(event.message || 'worker'));
        worker.postMessage(file);
      }),
    close: () => worker.terminate(),
  };
}

/** The digest of one file, given up when the signal says so. */
export async function digestOfFile(file, told, signal) {
  const { digestOf, close } = digester();
  try {
    return await new Promise((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason));
      digestOf(file, told).then(resolve, reject);
    });
  } finally {
    close();
  }
}
