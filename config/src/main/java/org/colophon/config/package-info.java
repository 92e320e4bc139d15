/** Typed, eagerly validated local settings. */
@NullMarked
package org.colophon.config;

import org.jspecify.annotations.NullMarked;
