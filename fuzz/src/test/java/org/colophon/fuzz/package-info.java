/** Every decoder that reads foreign bytes, under Jazzer. */
@NullMarked
package org.colophon.fuzz;

import org.jspecify.annotations.NullMarked;
