package org.colophon.client.stream;

import java.util.Optional;
import org.colophon.core.Refusal;
import org.colophon.core.content.Content;
import org.colophon.core.json.Json;
import org.colophon.crypto.Hash;

/** What a line of the input says. */
public sealed interface Entry {
  /** The line's number, from 1. */
  long line();

  /** The platform's own name of it. */
  Optional<Json> ref();

  /** The digest, as far as the line has one. */
  Optional<Hash> digest();

  /**
   * Something to record.
   *
   * @param line the line's number
   * @param ref the platform's own name of it, which stays here
   * @param sha256 tells it apart from all others, see {@link RecordLines#keyOf}
   * @param content what is to be recorded
   */
  record Item(long line, Optional<Json> ref, Hash sha256, Content content) implements Entry {
    @Override
    public Optional<Hash> digest() {
      return Optional.of(sha256);
    }
  }

  /**
   * An item whose digest an earlier line has.
   *
   * @param item what the line says
   */
  record Repeated(Item item) implements Entry {
    @Override
    public long line() {
      return item.line();
    }

    @Override
    public Optional<Json> ref() {
      return item.ref();
    }

    @Override
    public Optional<Hash> digest() {
      return item.digest();
    }
  }

  /**
   * A line that says nothing to record.
   *
   * @param line the line's number
   * @param ref when it could be read
   * @param digest when it could be read
   * @param refusal why it is none
   */
  record Refused(long line, Optional<Json> ref, Optional<Hash> digest, Refusal refusal)
      implements Entry {}
}
