/** Families, their codecs, and the one place that handles RocksDB's native objects. */
@NullMarked
package org.colophon.storage.impl;

import org.jspecify.annotations.NullMarked;
