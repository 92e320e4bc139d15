/** What an operator sees of a running node: health, meters, status, its log and its disk. */
@NullMarked
package org.colophon.node.observe;

import org.jspecify.annotations.NullMarked;
