/** Private keys that stay in a token: a hardware security module, a smart card, or SoftHSM. */
@NullMarked
package org.colophon.crypto.token;

import org.jspecify.annotations.NullMarked;
