package org.colophon.storage;

/**
 * What the store holds in native memory, beside the JVM's heap; all in bytes.
 *
 * @param cache blocks of files that were read, and what write buffers are charged for
 * @param writeBuffers commits that are not in files yet
 * @param tableReaders indexes and filters outside of the cache
 */
public record StoreMemory(long cache, long writeBuffers, long tableReaders) {}
