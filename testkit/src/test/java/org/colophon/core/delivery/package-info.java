@NullMarked
package org.colophon.core.delivery;

import org.jspecify.annotations.NullMarked;
