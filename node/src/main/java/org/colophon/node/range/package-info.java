/** Sealed ranges of blocks as files: written from a ledger, verified and executed into another. */
@NullMarked
package org.colophon.node.range;

import org.jspecify.annotations.NullMarked;
