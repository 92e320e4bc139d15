/** Works declared from a stream of lines, without their files. */
@NullMarked
package org.colophon.client.stream;

import org.jspecify.annotations.NullMarked;
