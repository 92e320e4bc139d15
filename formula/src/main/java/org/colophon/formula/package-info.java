/** Formulas over whole numbers, words and lists of numbers: a small part of CEL, and no more. */
@NullMarked
package org.colophon.formula;

import org.jspecify.annotations.NullMarked;
