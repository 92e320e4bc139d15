/** The daemon and the operator command. */
@NullMarked
package org.colophon.node;

import org.jspecify.annotations.NullMarked;
