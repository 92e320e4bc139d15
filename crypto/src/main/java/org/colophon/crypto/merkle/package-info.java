/**
 * Merkle trees and proofs of RFC 6962, section 2.1: one arithmetic for the log and for batches, and
 * for each hash function.
 */
@NullMarked
package org.colophon.crypto.merkle;

import org.jspecify.annotations.NullMarked;
