/**
 * Bodies of old records on their way out of the store, and what a node does when they are missed.
 */
@NullMarked
package org.colophon.node.archive;

import org.jspecify.annotations.NullMarked;
