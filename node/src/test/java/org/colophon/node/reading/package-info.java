@NullMarked
package org.colophon.node.reading;

import org.jspecify.annotations.NullMarked;
