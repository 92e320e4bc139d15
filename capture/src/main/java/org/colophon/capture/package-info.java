/** Takes down what stands at an address of the web, with all that shows how it was done. */
@NullMarked
package org.colophon.capture;

import org.jspecify.annotations.NullMarked;
