// SHA-256 of a file of any size, in a worker of its own so that the page stays quick.

const WORKER = '/explorer/lib/digest-worker.mjs';
const policy = globalThis.trustedTypes?.createPolicy('colophon-worker', {
  createScriptURL: (url) => {
    if (url !== WORKER) throw new TypeError(`${url}: (expected: ${WORKER})`);
    return url;
  },
});

/**
 * @param {File} file is read in pieces; nothing of it leaves this machine
 * @param {(read: number) => void} told how many bytes were read
 * @returns {Promise<string>} 64 hex digits
 */
export function digestOfFile(file, told, signal) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(policy ? policy.createScriptURL(WORKER) : WORKER, { type: 'module' });
    const end = (settle, value) => {
      worker.terminate();
      settle(value);
    };
    signal?.addEventListener('abort', () => end(reject, signal.reason));
    worker.onmessage = ({ data }) => {
      if ('read' in data) told(data.read);
      else if ('digest' in data) end(resolve, data.digest);
      else end(reject, new Error(data.fault));
    };
    worker.onerror = (event) => end(reject, new Error(event.message || 'worker'));
    worker.postMessage(file);
  });
}
