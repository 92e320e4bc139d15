package org.colophon.client.stream;

import java.util.Optional;
import org.colophon.client.submit.Texts;
import org.colophon.core.Refusal;
import org.colophon.core.json.Json;
import org.colophon.core.json.ObjBuilder;
import org.colophon.crypto.Hash;
import org.colophon.rpc.proto.Receipt;

/**
 * What came of one line.
 *
 * @param line the line's number, from 1
 * @param ref the platform's own name of it
 * @param sha256 tells it from other lines, when the line could be read that far
 * @param status what came of it
 * @param work that it opens or is about, when there is one
 * @param receipt where its record stands, when there is one
 * @param sameAs the line that has the same digest
 * @param refusal why it was refused
 */
public record LineOutcome(
    long line,
    Optional<Json> ref,
    Optional<Hash> sha256,
    Status status,
    Optional<String> work,
    Optional<Receipt> receipt,
    Optional<Long> sameAs,
    Optional<Refusal> refusal) {
  private static final int DETAIL_CHARS_MAX = 512;

  /** What came of it. */
  public enum Status {
    /** It stands on the chain now. */
    REGISTERED,
    /** This subject had declared it before. */
    ALREADY_REGISTERED,
    /** An earlier line with the same digest stands. */
    SAME_CONTENT,
    /** It says nothing to record, or the chain refused it. */
    REFUSED;

    /** Whether the chain holds a record for the line. */
    boolean stands() {
      return this == REGISTERED || this == ALREADY_REGISTERED;
    }
  }

  static LineOutcome standing(Entry entry, Status status, Optional<String> work, Receipt receipt) {
    return new LineOutcome(
        entry.line(),
        entry.ref(),
        entry.digest(),
        status,
        work,
        Optional.of(receipt),
        Optional.empty(),
        Optional.empty());
  }

  static LineOutcome sameAs(Entry entry, long line) {
    return new LineOutcome(
        entry.line(),
        entry.ref(),
        entry.digest(),
        Status.SAME_CONTENT,
        Optional.empty(),
        Optional.empty(),
        Optional.of(line),
        Optional.empty());
  }

  static LineOutcome refused(Entry entry, Refusal refusal) {
    return new LineOutcome(
        entry.line(),
        entry.ref(),
        entry.digest(),
        Status.REFUSED,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(refusal));
  }

  /** A line of the results. */
  public Json.Obj json() {
    ObjBuilder json =
        Json.object()
            .put("line", line)
            .putIf("ref", ref)
            .putText("sha256", sha256.map(Hash::hex))
            .put("status", status.name())
            .putText("work", work);
    receipt.ifPresent(
        r -> json.put("record", r.getId()).put("index", r.getIndex()).put("height", r.getHeight()));
    sameAs.ifPresent(other -> json.put("sameAs", other));
    refusal.ifPresent(r -> json.put("reason", r.reason().name()).put("detail", detail(r)));
    return json.build();
  }

  /** What a node says comes from outside. */
  private static String detail(Refusal refusal) {
    String detail = Texts.ofFileName(refusal.detail());
    return detail.length() <= DETAIL_CHARS_MAX
        ? detail
        : Texts.ofFileName(detail.substring(0, DETAIL_CHARS_MAX)) + "…";
  }
}
