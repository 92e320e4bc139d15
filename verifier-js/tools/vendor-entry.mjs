// What the verifier takes from its libraries, and nothing else.
export { ed25519 } from '@noble/curves/ed25519.js';
export { p256 } from '@noble/curves/nist.js';
export { weierstrass } from '@noble/curves/abstract/weierstrass.js';
export { ml_dsa44 } from '@noble/post-quantum/ml-dsa.js';
export { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
