/** How the command speaks to nodes. */
@NullMarked
package org.colophon.client.net;

import org.jspecify.annotations.NullMarked;
