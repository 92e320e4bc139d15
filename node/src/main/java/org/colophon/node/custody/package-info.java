/** A validator keeps ciphertexts of private matter, gives them to recipients, and destroys them. */
@NullMarked
package org.colophon.node.custody;

import org.jspecify.annotations.NullMarked;
