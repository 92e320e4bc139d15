/** Canonical JSON: the only text that is ever hashed or signed. */
@NullMarked
package org.colophon.core.json;

import org.jspecify.annotations.NullMarked;
