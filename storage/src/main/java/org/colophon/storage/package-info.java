/** The block store on RocksDB: the ledger, its indexes and state, and the audit of their bytes. */
@NullMarked
package org.colophon.storage;

import org.jspecify.annotations.NullMarked;
