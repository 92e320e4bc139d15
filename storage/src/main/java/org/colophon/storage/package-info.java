/** The block store on RocksDB. */
@NullMarked
package org.colophon.storage;

import org.jspecify.annotations.NullMarked;
