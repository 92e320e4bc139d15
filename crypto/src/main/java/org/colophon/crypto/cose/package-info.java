/** COSE receipts (RFC 9942): a leaf's place in the log as SCITT users read it. */
@NullMarked
package org.colophon.crypto.cose;

import org.jspecify.annotations.NullMarked;
