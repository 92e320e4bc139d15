/** The machine that the browser ran on: names, clock, settings. */
@NullMarked
package org.colophon.capture.surroundings;

import org.jspecify.annotations.NullMarked;
