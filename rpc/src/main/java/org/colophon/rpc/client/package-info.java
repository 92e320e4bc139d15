/** The Java client of a node's port. */
@NullMarked
package org.colophon.rpc.client;

import org.jspecify.annotations.NullMarked;
