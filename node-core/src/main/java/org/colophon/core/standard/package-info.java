/** Standards by which damages and values are reckoned: their documents, and what they come to. */
@NullMarked
package org.colophon.core.standard;

import org.jspecify.annotations.NullMarked;
