/** The record types: what the members of each statement are, and how they are read. */
@NullMarked
package org.colophon.core.content;

import org.jspecify.annotations.NullMarked;
