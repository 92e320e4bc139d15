/** Bodies of records outside of the store: segment files, and where a store finds them again. */
@NullMarked
package org.colophon.storage.archive;

import org.jspecify.annotations.NullMarked;
