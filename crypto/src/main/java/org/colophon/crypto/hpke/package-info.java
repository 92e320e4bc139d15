/** Encryption to recipients: HPKE (RFC 9180) over X-Wing, X25519 together with ML-KEM-768. */
@NullMarked
package org.colophon.crypto.hpke;

import org.jspecify.annotations.NullMarked;
