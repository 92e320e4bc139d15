/** What the core asks of storage, of ordering and of the daemon around it. */
@NullMarked
package org.colophon.core.port;

import org.jspecify.annotations.NullMarked;
