package org.colophon.core.reading;

import org.colophon.core.RecordId;
import org.colophon.core.custody.Envelope;
import org.colophon.core.custody.WrappedKey;

/**
 * The private matter of a record, with its key wrapped again for whom a grant lets decrypt it.
 *
 * @param record whose private matter
 * @param envelope as its custodians keep it
 * @param key bound to the grant and to the reader
 */
public record ReleasedKey(RecordId record, Envelope envelope, WrappedKey key) {}
