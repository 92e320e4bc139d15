/** Statements, records and their signatures. */
@NullMarked
package org.colophon.core.record;

import org.jspecify.annotations.NullMarked;
