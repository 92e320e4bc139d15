/** Tests of the port with real servers over loopback. */
@NullMarked
package org.colophon.rpc;

import org.jspecify.annotations.NullMarked;
