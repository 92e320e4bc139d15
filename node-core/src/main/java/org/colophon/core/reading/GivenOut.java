package org.colophon.core.reading;

/**
 * What a reader is given, and what remains of it.
 *
 * @param trace what lies within the grant
 * @param entry the journal's entry: it was on the disk before this was given out
 */
public record GivenOut(ScopedTrace trace, ReadEntry entry) {}
