/** Keys in tokens, as a node uses them. */
@NullMarked
package org.colophon.node.token;

import org.jspecify.annotations.NullMarked;
