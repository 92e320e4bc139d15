/** The node's one port: gRPC, the same methods as HTTP/JSON, exact bytes, and the docs page. */
@NullMarked
package org.colophon.rpc.server;

import org.jspecify.annotations.NullMarked;
