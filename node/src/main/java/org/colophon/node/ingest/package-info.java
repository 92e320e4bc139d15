/** From a caller's bytes to an ordered entry: checking, gathering, and the answer. */
@NullMarked
package org.colophon.node.ingest;

import org.jspecify.annotations.NullMarked;
