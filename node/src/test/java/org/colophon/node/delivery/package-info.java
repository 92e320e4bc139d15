@NullMarked
package org.colophon.node.delivery;

import org.jspecify.annotations.NullMarked;
