/** Tests of the client's own parts. */
@NullMarked
package org.colophon.rpc.client;

import org.jspecify.annotations.NullMarked;
