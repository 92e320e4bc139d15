/** Files on the way to the chain: found, hashed, named by kind. */
@NullMarked
package org.colophon.client.file;

import org.jspecify.annotations.NullMarked;
