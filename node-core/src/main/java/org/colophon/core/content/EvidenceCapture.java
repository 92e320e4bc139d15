package org.colophon.core.content;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;

/**
 * A tool took down what stood at an address; the signer is its operator. Its digests stand in
 * clear, as the address does: what may not be seen is deposited by commitment ({@link
 * EvidenceDeposit}).
 *
 * @param url the address, http or https
 * @param capturedAt when, by the operator's word
 * @param tool that took it down
 * @param toolVersion of the tool
 * @param clock where the tool's time came from
 * @param relation of the operator to the parties
 * @param parts what the tool wrote
 * @param stated how it was kept and by what standards
 * @param about the record that it concerns
 */
public record EvidenceCapture(
    String url,
    Timestamp capturedAt,
    String tool,
    String toolVersion,
    String clock,
    Relation relation,
    List<Part> parts,
    Stated stated,
    Optional<RecordId> about)
    implements Content {
  private static final int NAME_CHARS_MAX = 128;
  private static final int PARTS_MAX = 64;

  /** How the operator stands to the parties of the matter. */
  public enum Relation {
    /** In no relation to any of them. */
    NONE,
    /** Is one of them. */
    PARTY,
    /** Was engaged by one of them. */
    ENGAGED,
    /** Runs the platform that one of them uses or accuses. */
    PLATFORM
  }

  /** What a part of a capture is. */
  public enum Kind {
    /** A picture of the page. */
    SCREENSHOT,
    /** The page's document. */
    HTML,
    /** The calls that the tool made, in their order. */
    CALL_LOG,
    /** All traffic (ISO 28500). */
    WARC,
    /** All traffic with its index, packed. */
    WACZ,
    /** The answers to the queries for the host's address. */
    DNS,
    /** The certificates that the host showed. */
    TLS,
    /** What was looked at to show that the system was clean. */
    CLEANLINESS,
    /** Anything else, such as a recording of the screen. */
    OTHER;

    /** Whether it shows what went over the network, so that a picture need not be believed. */
    boolean isLog() {
      return this == CALL_LOG || this == WARC || this == WACZ;
    }
  }

  /**
   * One of the files that the tool wrote.
   *
   * @param kind what it is
   * @param content its digest, length and media type
   */
  public record Part(Kind kind, ContentDigest content) {
    private static Part read(Members members) throws RefusedException {
      return new Part(members.oneOf("kind", Kind.class), ContentDigest.read(members));
    }

    private Json json() {
      return content.builder().put("kind", kind.name()).build();
    }
  }

  /** Copies the parts. */
  public EvidenceCapture {
    parts = List.copyOf(parts);
  }

  static EvidenceCapture read(Members members) throws RefusedException {
    EvidenceCapture capture =
        new EvidenceCapture(
            WebAddress.read(members, "url"),
            new Timestamp(members.integer("capturedAt", 0, Json.INTEGER_MAX)),
            name(members, "tool"),
            name(members, "toolVersion"),
            name(members, "clock"),
            members.oneOf("relation", Relation.class),
            members.objects("parts", 1, PARTS_MAX, Part::read),
            Stated.readIf(members, "stated"),
            members.parsedIf("about", 64, RecordId::ofHex));
    Set<Hash> digests = new HashSet<>();
    for (Part part : capture.parts) {
      if (!digests.add(part.content().sha256())) {
        throw members.malformed("parts", "a digest occurs twice");
      }
    }
    if (capture.parts.stream().noneMatch(part -> part.kind().isLog())) {
      throw new RefusedException(
          Reason.MISSING_LOG, "parts: (expected: a CALL_LOG, WARC or WACZ among them)");
    }
    return capture;
  }

  private static String name(Members members, String member) throws RefusedException {
    return ClearText.check(member, members.text(member, NAME_CHARS_MAX));
  }

  @Override
  public RecordType type() {
    return RecordType.EVIDENCE_CAPTURE;
  }

  @Override
  public List<Hash> contentDigests() {
    return parts.stream().map(part -> part.content().sha256()).toList();
  }

  @Override
  public Optional<RecordId> recordNamed() {
    return about;
  }

  @Override
  public Json.Obj members() {
    return Json.object()
        .put("url", url)
        .put("capturedAt", capturedAt.value())
        .put("tool", tool)
        .put("toolVersion", toolVersion)
        .put("clock", clock)
        .put("relation", relation.name())
        .put("parts", Json.array(parts.stream().map(Part::json).toList()))
        .putIf("stated", stated.json())
        .putText("about", about.map(RecordId::hex))
        .build();
  }
}
