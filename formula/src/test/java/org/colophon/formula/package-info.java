/** Formulas tried. */
@NullMarked
package org.colophon.formula;

import org.jspecify.annotations.NullMarked;
