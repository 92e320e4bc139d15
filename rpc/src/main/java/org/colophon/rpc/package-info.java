/** The protocol, the Netty server and the Java client. */
@NullMarked
package org.colophon.rpc;

import org.jspecify.annotations.NullMarked;
