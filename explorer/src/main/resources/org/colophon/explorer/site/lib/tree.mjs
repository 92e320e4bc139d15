// Merkle trees as RFC 6962 has them, hashed by the browser itself.
import { fromHex, toHex } from './format.mjs';

async function sha256(...pieces) {
  return toHex(
    new Uint8Array(await crypto.subtle.digest('SHA-256', await new Blob(pieces).arrayBuffer())),
  );
}

export const digestOf = (bytes) => sha256(bytes);
export const leafHash = (bytes) => sha256(Uint8Array.of(0), bytes);
export const nodeHash = (left, right) => sha256(Uint8Array.of(1), fromHex(left), fromHex(right));

/**
 * The way from a leaf to the root (RFC 9162, section 2.1.3.2).
 * @param {string} leaf its hash
 * @param {number} index of the leaf, below `size`
 * @param {string[]} path the siblings, the lowest first
 * @returns {Promise<object[]>} for each level `{sibling, isLeft, hash}`: the sibling, whether it
 *   stands left, and what comes out; the last is the root
 * @throws {Error} when the path has not the length that the place demands
 */
export async function climb(leaf, index, size, path) {
  const steps = [];
  let [at, last, current] = [BigInt(index), BigInt(size) - 1n, leaf];
  for (const sibling of path) {
    if (last === 0n) throw new Error(`path: longer than ${steps.length} hashes`);
    const isLeft = at % 2n === 1n || at === last;
    current = await (isLeft ? nodeHash(sibling, current) : nodeHash(current, sibling));
    steps.push({ sibling, isLeft, hash: current });
    // A node without a right sibling moves up as it is, until it has a left one.
    while (isLeft && at % 2n === 0n && at !== 0n) [at, last] = [at >> 1n, last >> 1n];
    [at, last] = [at >> 1n, last >> 1n];
  }
  if (last !== 0n) throw new Error(`path: shorter than needed, ${steps.length} hashes`);
  return steps;
}
