/** What happened to a work, told as a timeline. */
@NullMarked
package org.colophon.core.provenance;

import org.jspecify.annotations.NullMarked;
