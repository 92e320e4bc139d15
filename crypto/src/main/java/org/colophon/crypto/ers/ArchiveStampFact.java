package org.colophon.crypto.ers;

import java.util.SortedSet;

/**
 * What one archive time-stamp says, for people. Nothing here is verified.
 *
 * @param chain number of the chain that it belongs to, from 0; each hash-tree renewal opens one
 * @param timeMs when it was made, in milliseconds since 1970 UTC
 * @param authority subject of the authority's certificate (RFC 2253)
 * @param algorithms names of the hash functions and signature schemes that it rests on, as {@link
 *     AlgorithmPolicy} has them
 * @param certificateEndsMs end of the authority's certificate, in milliseconds since 1970 UTC
 */
public record ArchiveStampFact(
    int chain,
    long timeMs,
    String authority,
    SortedSet<String> algorithms,
    long certificateEndsMs) {}
