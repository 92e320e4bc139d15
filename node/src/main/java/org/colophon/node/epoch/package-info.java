/**
 * The way back from a fork: validators sign where an epoch begins, and each node begins it there.
 */
@NullMarked
package org.colophon.node.epoch;

import org.jspecify.annotations.NullMarked;
