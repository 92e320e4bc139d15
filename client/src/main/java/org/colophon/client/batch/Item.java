package org.colophon.client.batch;

import org.colophon.crypto.Hash;

/**
 * One of the items under a root.
 *
 * @param name for whoever looks for it: a path, a line's number, or what a list says
 * @param sha256 of it
 */
public record Item(String name, Hash sha256) {}
