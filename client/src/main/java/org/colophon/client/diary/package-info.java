/** The making of works in a folder: what was saved, when it was noted, and which record says so. */
@NullMarked
package org.colophon.client.diary;

import org.jspecify.annotations.NullMarked;
