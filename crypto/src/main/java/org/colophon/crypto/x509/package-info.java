/**
 * Certificates of nodes and subjects: each organisation has its own authority and vouches for its
 * own names only (RFC 5280).
 */
@NullMarked
package org.colophon.crypto.x509;

import org.jspecify.annotations.NullMarked;
