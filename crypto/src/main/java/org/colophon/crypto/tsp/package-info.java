/** Time-stamps of trusted authorities: asking, checking and giving them (RFC 3161, RFC 5816). */
@NullMarked
package org.colophon.crypto.tsp;

import org.jspecify.annotations.NullMarked;
