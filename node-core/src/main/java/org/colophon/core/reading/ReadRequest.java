package org.colophon.core.reading;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.colophon.core.ChainId;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.WorkId;
import org.colophon.core.content.ContentCommitment;
import org.colophon.core.content.Scope;
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.json.Members;
import org.colophon.core.json.ObjBuilder;
import org.colophon.core.query.Cursor;
import org.colophon.crypto.Hash;
import org.colophon.crypto.signature.KeyName;

/**
 * What a reader asks, as it signs it: canonical JSON with the one member {@code read}, so that it
 * is never taken for a statement.
 *
 * @param chain whose records
 * @param subject who asks
 * @param key with which it signs
 * @param issuedAt when it asked, by its own clock
 * @param nonce 16 random bytes in hex, so that nobody guesses a query from its digest
 * @param target what is to be traced
 * @param under under which grant; empty when a holder asks who read of its work
 * @param cursor of the page, as the page before gave it; empty for the first
 * @param size most events of the page
 */
public record ReadRequest(
    ChainId chain,
    SubjectId subject,
    KeyName key,
    Timestamp issuedAt,
    String nonce,
    Target target,
    Optional<Under> under,
    String cursor,
    int size)
    implements Asked {
  /** Most bytes of a request. */
  public static final int BYTES_MAX = 64 << 10;

  /** Most events of a page. */
  public static final int SIZE_MAX = 500;

  /** Most events of a page whose private matter is to be decrypted, for that is long. */
  public static final int DECRYPT_SIZE_MAX = 32;

  /** Most events of a page that is exported: each goes out with its evidence, as a read. */
  public static final int EXPORT_SIZE_MAX = 1;

  /** Most commitments that one request opens. */
  public static final int OPENINGS_MAX = 128;

  private static final int TEXT_CHARS_MAX = 64;
  private static final JsonLimits LIMITS = new JsonLimits(BYTES_MAX, 6, 1024);

  /** What is traced. */
  public sealed interface Target {
    /** As it was committed to. */
    String text();

    /**
     * Everything about a work.
     *
     * @param work which
     */
    record Work(WorkId work) implements Target {
      @Override
      public String text() {
        return work.hex();
      }
    }

    /**
     * Everything that a subject signed or that names it.
     *
     * @param party who
     */
    record Party(SubjectId party) implements Target {
      @Override
      public String text() {
        return party.text();
      }
    }
  }

  /**
   * The grant, and what opens its commitments: they name works and parties to nobody else.
   *
   * @param grant its record
   * @param verb what is done
   * @param openings works and parties that it names
   */
  public record Under(RecordId grant, Scope.Verb verb, List<Opened> openings) {
    /** Copies the openings. */
    public Under {
      openings = List.copyOf(openings);
    }
  }

  /**
   * An opened commitment of a grant.
   *
   * @param by who made it
   * @param salt its salt
   * @param text a work's id or a pseudonym
   */
  public record Opened(SubjectId by, Hash salt, String text) {
    /** What it opens. */
    public Hash commitment() {
      return ContentCommitment.of(salt, by, Hash.sha256(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Reads what {@link #json} wrote. */
    public static Opened read(Members members) throws RefusedException {
      return new Opened(
          members.parsed("by", 63, SubjectId::new),
          members.hash("salt"),
          members.text("text", TEXT_CHARS_MAX));
    }

    /** As it stands in a request. */
    public Json json() {
      return Json.object().put("by", by.text()).put("salt", salt.hex()).put("text", text).build();
    }
  }

  /** Reads what {@link #bytes} wrote. */
  public static ReadRequest read(byte[] bytes) throws RefusedException {
    if (bytes.length > BYTES_MAX) {
      throw new RefusedException(Reason.TOO_LARGE, "request: over " + BYTES_MAX + " bytes");
    }
    Members outer = Members.of("", JsonParser.parseObject(bytes, LIMITS));
    Members members = outer.object("read");
    outer.end();
    ReadRequest request =
        new ReadRequest(
            members.parsed("chain", 128, ChainId::new),
            members.parsed("subject", 63, SubjectId::new),
            members.parsed("key", 128, KeyName::parse),
            new Timestamp(members.integer("issuedAt", 0, Json.INTEGER_MAX)),
            Asked.nonce(members),
            readTarget(members),
            members.has("grant") ? Optional.of(readUnder(members)) : Optional.empty(),
            members.textIf("cursor", Cursor.CHARS_MAX).orElse(""),
            (int) members.integer("size", 1, SIZE_MAX));
    members.end();
    if (request.size > sizeMax(request.under)) {
      throw new RefusedException(
          Reason.TOO_LARGE, "size: (expected: at most " + sizeMax(request.under) + ")");
    }
    return request;
  }

  /** Most events of a page. */
  public static int sizeMax(Optional<Under> under) {
    return under
        .map(one ->
            switch (one.verb()) {
              case READ -> SIZE_MAX;
              case DECRYPT -> DECRYPT_SIZE_MAX;
              case EXPORT -> EXPORT_SIZE_MAX;
            })
        .orElse(SIZE_MAX);
  }

  private static Target readTarget(Members members) throws RefusedException {
    if (members.has("work") == members.has("party")) {
      throw members.malformed("work", "(expected: either work or party)");
    }
    return members.has("work")
        ? new Target.Work(members.parsed("work", 64, WorkId::ofHex))
        : new Target.Party(members.parsed("party", 63, SubjectId::new));
  }

  private static Under readUnder(Members members) throws RefusedException {
    return new Under(
        members.parsed("grant", 64, RecordId::ofHex),
        members.oneOf("verb", Scope.Verb.class),
        members.objects("openings", 1, OPENINGS_MAX, Opened::read));
  }

  /** What is signed. */
  public byte[] bytes() {
    ObjBuilder members =
        Json.object()
            .put("chain", chain.text())
            .put("subject", subject.text())
            .put("key", key.text())
            .put("issuedAt", issuedAt.value())
            .put("nonce", nonce)
            .put("size", size);
    members.put(target instanceof Target.Work ? "work" : "party", target.text());
    if (!cursor.isEmpty()) {
      members.put("cursor", cursor);
    }
    under.ifPresent(grant ->
        members
            .put("grant", grant.grant().hex())
            .put("verb", grant.verb().name())
            .put("openings", Json.array(grant.openings().stream().map(Opened::json).toList())));
    return Json.object().put("read", members.build()).build().bytes();
  }
}
