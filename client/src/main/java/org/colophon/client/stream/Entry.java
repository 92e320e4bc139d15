package org.colophon.client.stream;

import java.util.Optional;
import org.colophon.core.Refusal;
import org.colophon.core.content.WorkDeclare;
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
   * A work.
   *
   * @param line the line's number
   * @param ref the platform's own name of it, which stays here
   * @param sha256 of its content
   * @param content what is to be declared
   */
  record Work(long line, Optional<Json> ref, Hash sha256, WorkDeclare content) implements Entry {
    @Override
    public Optional<Hash> digest() {
      return Optional.of(sha256);
    }
  }

  /**
   * A work whose digest an earlier line has.
   *
   * @param work what the line says
   */
  record Repeated(Work work) implements Entry {
    @Override
    public long line() {
      return work.line();
    }

    @Override
    public Optional<Json> ref() {
      return work.ref();
    }

    @Override
    public Optional<Hash> digest() {
      return work.digest();
    }
  }

  /**
   * A line that is no work.
   *
   * @param line the line's number
   * @param ref when it could be read
   * @param digest when it could be read
   * @param refusal why it is none
   */
  record Refused(long line, Optional<Json> ref, Optional<Hash> digest, Refusal refusal)
      implements Entry {}
}
