/** What a release is made of, its licences and its known weaknesses. */
@NullMarked
package org.colophon.release;

import org.jspecify.annotations.NullMarked;
