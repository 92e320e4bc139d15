/** Examines what a node stands on, running or not, and says what to do about what is wrong. */
@NullMarked
package org.colophon.node.doctor;

import org.jspecify.annotations.NullMarked;
