/** What every node must agree on; pure. */
@NullMarked
package org.colophon.core;

import org.jspecify.annotations.NullMarked;
