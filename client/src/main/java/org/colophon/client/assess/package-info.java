/** Reckoning by a standard of damages: figures gathered from the chain, given, and assumed. */
@NullMarked
package org.colophon.client.assess;

import org.jspecify.annotations.NullMarked;
