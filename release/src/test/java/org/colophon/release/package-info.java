/** Tests of the checks of a release. */
@NullMarked
package org.colophon.release;

import org.jspecify.annotations.NullMarked;
