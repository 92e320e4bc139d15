/** Standards of damages tried. */
@NullMarked
package org.colophon.core.standard;

import org.jspecify.annotations.NullMarked;
