/** Benchmarks that anyone can run. */
@NullMarked
package org.colophon.benchmarks;

import org.jspecify.annotations.NullMarked;
