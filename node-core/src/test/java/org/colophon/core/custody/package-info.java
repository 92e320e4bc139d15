/** Envelopes: what they open, for whom, and what a change of a byte does. */
@NullMarked
package org.colophon.core.custody;

import org.jspecify.annotations.NullMarked;
