@NullMarked
package org.colophon.node.archive;

import org.jspecify.annotations.NullMarked;
