package org.colophon.report.certificate;

import org.colophon.core.Timestamp;

/**
 * A verified RFC 3161 time-stamp over the sealed note.
 *
 * @param authority subject of the authority's certificate
 * @param time what it says
 * @param policy its policy, dotted decimal
 * @param serial serial number of the token, decimal
 */
public record TimeStampFacts(String authority, Timestamp time, String policy, String serial) {}
