/** Asks for what is not for everybody, and checks what remains of it. */
@NullMarked
package org.colophon.client.read;

import org.jspecify.annotations.NullMarked;
