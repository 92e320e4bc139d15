/** How the operator's commands speak with the daemon of their own machine. */
@NullMarked
package org.colophon.node.control;

import org.jspecify.annotations.NullMarked;
