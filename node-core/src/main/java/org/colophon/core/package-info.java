/** Values that every part of the core speaks of. */
@NullMarked
package org.colophon.core;

import org.jspecify.annotations.NullMarked;
