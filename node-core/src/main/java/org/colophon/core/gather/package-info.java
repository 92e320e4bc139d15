/** What the chain shows for the figures of a standard, record by record. */
@NullMarked
package org.colophon.core.gather;

import org.jspecify.annotations.NullMarked;
