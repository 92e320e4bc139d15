/** Hashing, Merkle trees and proofs, signatures, X.509. */
@NullMarked
package org.colophon.crypto;

import org.jspecify.annotations.NullMarked;
