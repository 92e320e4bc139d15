package org.colophon.core.json;

/**
 * What a text may measure before it is refused as too large.
 *
 * @param bytesMax length of the whole text in bytes
 * @param depthMax nesting of objects and arrays
 * @param membersMax members of one object, items of one array
 */
public record JsonLimits(int bytesMax, int depthMax, int membersMax) {}
