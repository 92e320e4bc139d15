package org.colophon.node.ingest;

import java.time.Duration;

/**
 * Bounds of gathering.
 *
 * @param pendingRecordsMax records that wait or are in flight before callers are told to come again
 * @param pendingBytesMax their bytes together
 * @param entryRecordsMax records of one entry
 * @param entryBytesMax bytes of one entry
 * @param age how long a record waits at most for others that come while entries are under way
 * @param entriesInFlightMax entries that are on their way at once
 * @param deadline how long an entry is tried before its outcome is called unknown
 */
public record BatchLimits(
    int pendingRecordsMax,
    long pendingBytesMax,
    int entryRecordsMax,
    int entryBytesMax,
    Duration age,
    int entriesInFlightMax,
    Duration deadline) {}
