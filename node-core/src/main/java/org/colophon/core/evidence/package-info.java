/** Evidence that stands alone: its parts, its container, and its verifier. */
@NullMarked
package org.colophon.core.evidence;

import org.jspecify.annotations.NullMarked;
