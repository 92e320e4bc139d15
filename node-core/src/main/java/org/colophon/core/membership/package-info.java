/** Organisations, their keys, and the genesis that names them. */
@NullMarked
package org.colophon.core.membership;

import org.jspecify.annotations.NullMarked;
