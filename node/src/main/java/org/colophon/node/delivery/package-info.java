/** A court's node takes deliveries, gives them to the court, and tells its system of them. */
@NullMarked
package org.colophon.node.delivery;

import org.jspecify.annotations.NullMarked;
