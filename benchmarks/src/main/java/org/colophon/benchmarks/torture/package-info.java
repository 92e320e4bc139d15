/** A network under faults, and a judge who knows only what its clients were told. */
@NullMarked
package org.colophon.benchmarks.torture;

import org.jspecify.annotations.NullMarked;
