/** The archive container of a record: its documents and the evidence record over them. */
@NullMarked
package org.colophon.core.evidence.archive;

import org.jspecify.annotations.NullMarked;
