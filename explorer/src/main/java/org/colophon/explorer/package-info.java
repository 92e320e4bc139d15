/** The pages that each node serves to people, as files of this jar. */
@NullMarked
package org.colophon.explorer;

import org.jspecify.annotations.NullMarked;
