package org.colophon.core.report;

import java.util.List;
import java.util.Optional;
import org.colophon.core.Height;
import org.colophon.core.LeafIndex;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.chain.Attestation;
import org.colophon.core.content.RecordType;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.core.query.RecordAt;
import org.colophon.core.query.Times;
import org.colophon.core.record.Role;
import org.colophon.core.record.Signer;
import org.colophon.core.record.Statement;

/**
 * A record that a report rests on, and where its proof is found. Its three times are never merged.
 *
 * @param id its id
 * @param type of its statement
 * @param height its block
 * @param index its leaf
 * @param claimed what its first signer says
 * @param ordered its block's time
 * @param attested the times of the first seal that covers it
 * @param signers who signed it, in which role
 */
public record RecordFacts(
    RecordId id,
    RecordType type,
    Height height,
    LeafIndex index,
    Timestamp claimed,
    Timestamp ordered,
    Attestation attested,
    List<SignedBy> signers) {
  private static final int SIGNERS_MAX = 64;

  /**
   * Somebody who signed.
   *
   * @param role in which role
   * @param subject by its pseudonym
   */
  public record SignedBy(Role role, SubjectId subject) {
    static SignedBy of(Signer signer) {
      return new SignedBy(signer.role(), signer.subject());
    }

    private static SignedBy read(Members members) throws RefusedException {
      return new SignedBy(
          members.parsed("role", 32, Role::ofLabel), members.parsed("subject", 63, SubjectId::new));
    }

    private Json json() {
      return Json.object().put("role", role.label()).put("subject", subject.text()).build();
    }
  }

  /** Copies the signers. */
  public RecordFacts {
    signers = List.copyOf(signers);
  }

  /** Those of a sealed record. */
  static RecordFacts of(RecordAt record, Times times) {
    return new RecordFacts(
        record.id(),
        record.statement().content().type(),
        record.header().height(),
        record.index(),
        times.claimed(),
        times.ordered(),
        times
            .attested()
            .orElseThrow(() -> new IllegalStateException("record " + record.id() + ": unsealed")),
        signersOf(record.statement()));
  }

  /** Who signed a statement. */
  public static List<SignedBy> signersOf(Statement statement) {
    return statement.signers().stream().map(SignedBy::of).toList();
  }

  static RecordFacts read(Members members) throws RefusedException {
    String label = members.text("type", 64);
    Optional<RecordType> type = RecordType.ofLabel(label);
    return new RecordFacts(
        members.parsed("id", 64, RecordId::ofHex),
        type.orElseThrow(() -> members.malformed("type", "(expected: a type of record)")),
        new Height(members.integer("height", 0, Json.INTEGER_MAX)),
        new LeafIndex(members.integer("index", 0, Json.INTEGER_MAX)),
        time(members, "claimed"),
        time(members, "ordered"),
        attested(members.object("attested")),
        members.objects("signers", 1, SIGNERS_MAX, SignedBy::read));
  }

  private static Attestation attested(Members members) throws RefusedException {
    Attestation attested =
        new Attestation(
            time(members, "median"), time(members, "earliest"), time(members, "latest"));
    members.end();
    return attested;
  }

  private static Timestamp time(Members members, String name) throws RefusedException {
    return new Timestamp(members.integer(name, 0, Json.INTEGER_MAX));
  }

  Json json() {
    return Json.object()
        .put("id", id.hex())
        .put("type", type.label())
        .put("height", height.value())
        .put("index", index.value())
        .put("claimed", claimed.value())
        .put("ordered", ordered.value())
        .put(
            "attested",
            Json.object()
                .put("median", attested.median().value())
                .put("earliest", attested.earliest().value())
                .put("latest", attested.latest().value())
                .build())
        .put("signers", Json.array(signers.stream().map(SignedBy::json).toList()))
        .build();
  }
}
