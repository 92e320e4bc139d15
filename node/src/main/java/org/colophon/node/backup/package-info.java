/** Backups of a node: folders of files by their digest, and what leads back from one to a node. */
@NullMarked
package org.colophon.node.backup;

import org.jspecify.annotations.NullMarked;
