/** Ordering by Raft with Apache Ratis. */
@NullMarked
package org.colophon.consensus;

import org.jspecify.annotations.NullMarked;
