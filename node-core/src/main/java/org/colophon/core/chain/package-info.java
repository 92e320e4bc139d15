/** The state machine that turns ordered entries into blocks; it never sees a clock. */
@NullMarked
package org.colophon.core.chain;

import org.jspecify.annotations.NullMarked;
