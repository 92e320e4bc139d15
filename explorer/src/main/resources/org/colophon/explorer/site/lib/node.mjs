// Asks the node that served these pages, and no one else.

const WAIT_MS = 20_000;

/** The node refused, by name (RFC 9457), or did not answer: then the reason is UNREACHABLE. */
export class Refused extends Error {
  constructor(reason, detail, status = 0) {
    super(detail);
    this.reason = reason;
    this.status = status;
  }
}

/**
 * What the node answers, as JSON (proto3's mapping: 64-bit numbers are texts, bytes are base64).
 * @param {string} path below /v1/, with its query
 * @throws {Refused}
 */
export const ask = async (path, signal) => (await fetched(path, signal)).json();

/** The exact bytes of an answer. */
export const askBytes = async (path, signal) =>
  new Uint8Array(await (await fetched(path, signal)).arrayBuffer());

/** What the node answers to a body of JSON. @throws {Refused} */
export const send = async (path, body, signal) =>
  (
    await fetched(path, signal, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  ).json();

async function fetched(path, signal, more) {
  const late = AbortSignal.timeout(WAIT_MS);
  let answer;
  try {
    answer = await fetch(`/v1/${path}`, {
      ...more,
      signal: signal ? AbortSignal.any([signal, late]) : late,
    });
  } catch (fault) {
    if (signal?.aborted) throw fault;
    throw new Refused('UNREACHABLE', String(fault.message));
  }
  if (answer.ok) return answer;
  const problem = await answer.json().catch(() => ({}));
  throw new Refused(
    problem.reason ?? 'UNREACHABLE',
    problem.detail ?? answer.statusText,
    answer.status,
  );
}

/** The answer, or undefined when the node has no such thing. */
export const askIfThere = (path, signal) =>
  ask(path, signal).catch((fault) => {
    if (fault instanceof Refused && (fault.status === 404 || fault.reason.startsWith('UNKNOWN_')))
      return undefined;
    throw fault;
  });

/** A query's text; empty values are left out. */
export const query = (values) =>
  new URLSearchParams(Object.entries(values).filter(([, value]) => value)).toString();

export const bytesOf = (base64) => Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
export const textOf = (base64) => new TextDecoder().decode(bytesOf(base64));
export const jsonOf = (base64) => JSON.parse(textOf(base64));

let genesis;
/** The chain's genesis, fetched once: `{chain, bytes, document}`. */
export async function theGenesis() {
  genesis ??= ask('genesis').then(({ chain, genesis: text }) => ({
    chain,
    bytes: bytesOf(text),
    document: jsonOf(text),
  }));
  return genesis.catch((fault) => {
    genesis = undefined;
    throw fault;
  });
}
