/** Tests of what an operator sees. */
@NullMarked
package org.colophon.node.observe;

import org.jspecify.annotations.NullMarked;
