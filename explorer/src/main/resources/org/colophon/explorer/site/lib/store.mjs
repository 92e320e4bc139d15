// What this browser keeps of the reader's own: keys, signed records, openings. None of it is sent.

const NAME = 'colophon';
const VERSION = 1;
/** Each kind of thing, with the member that names one. */
const KINDS = { keys: 'id', outbox: 'id', openings: 'id' };

let opened;
const database = () =>
  (opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      for (const [kind, keyPath] of Object.entries(KINDS)) {
        request.result.createObjectStore(kind, { keyPath });
      }
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  }));

/** What a request gives, once its transaction is on the disk. */
async function settled(kind, mode, act) {
  const transaction = (await database()).transaction(kind, mode, { durability: 'strict' });
  return new Promise((resolve, reject) => {
    const request = act(transaction.objectStore(kind));
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onabort = () => reject(transaction.error);
  });
}

export const keep = (kind, thing) => keepAll(kind, [thing]);
/** All of them or none. */
export const keepAll = (kind, things) =>
  settled(kind, 'readwrite', (store) => void things.forEach((thing) => store.put(thing)));
export const drop = (kind, id) => settled(kind, 'readwrite', (store) => store.delete(id));
export const kept = (kind, id) => settled(kind, 'readonly', (store) => store.get(id));
export const allKept = (kind) => settled(kind, 'readonly', (store) => store.getAll());
