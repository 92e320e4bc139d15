/** The operator's commands. */
@NullMarked
package org.colophon.node.admin;

import org.jspecify.annotations.NullMarked;
