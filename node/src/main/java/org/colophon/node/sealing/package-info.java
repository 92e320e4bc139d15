/** Puts the tip up for sealing, cosigns what this node has seen itself, and gathers the quorum. */
@NullMarked
package org.colophon.node.sealing;

import org.jspecify.annotations.NullMarked;
