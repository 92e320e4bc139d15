/** Tests of the signing of checkpoints, and of what contradicts them. */
@NullMarked
package org.colophon.node.sealing;

import org.jspecify.annotations.NullMarked;
