/** Has seals stamped by time-stamping authorities, and is one. */
@NullMarked
package org.colophon.node.stamping;

import org.jspecify.annotations.NullMarked;
