/** Deliveries to courts: what is in them, how they are sealed, and requests for them. */
@NullMarked
package org.colophon.core.delivery;

import org.jspecify.annotations.NullMarked;
