/** HPKE against others' vectors, and what it refuses. */
@NullMarked
package org.colophon.crypto.hpke;

import org.jspecify.annotations.NullMarked;
