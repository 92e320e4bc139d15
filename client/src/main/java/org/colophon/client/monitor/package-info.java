/** Follows a chain from outside, and keeps proof when its validators contradict themselves. */
@NullMarked
package org.colophon.client.monitor;

import org.jspecify.annotations.NullMarked;
