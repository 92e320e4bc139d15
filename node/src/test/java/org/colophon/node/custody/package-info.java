/** Ciphertexts on a validator's disk. */
@NullMarked
package org.colophon.node.custody;

import org.jspecify.annotations.NullMarked;
