/**
 * Reading what is not for everybody: what a reader signs, whether a grant allows it, what is given
 * out and what is withheld, and the row that remains of it.
 */
@NullMarked
package org.colophon.core.reading;

import org.jspecify.annotations.NullMarked;
