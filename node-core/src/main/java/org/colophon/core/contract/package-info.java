/** The rules of each record type, and the state they read and change. */
@NullMarked
package org.colophon.core.contract;

import org.jspecify.annotations.NullMarked;
