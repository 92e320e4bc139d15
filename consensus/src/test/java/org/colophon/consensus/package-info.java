/** Groups of nodes in one process. */
@NullMarked
package org.colophon.consensus;

import org.jspecify.annotations.NullMarked;
