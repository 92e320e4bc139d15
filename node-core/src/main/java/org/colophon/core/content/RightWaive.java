package org.colophon.core.content;

import java.util.Optional;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.WorkId;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;

/**
 * The holder of a right gives it up: the holders of economic rights towards everybody and for a
 * time, or a pledgee its pledge.
 *
 * @param subject what is given up
 */
public record RightWaive(Waived subject) implements Content {
  /** What is given up. */
  public sealed interface Waived {}

  /**
   * Economic rights: everybody may do what they cover, while the waiver lasts.
   *
   * @param work in which work
   * @param terms which rights, from when until when
   */
  public record Economic(WorkId work, LicenceTerms terms) implements Waived {}

  /**
   * A pledge.
   *
   * @param encumbrance the record that made it
   */
  public record Pledge(RecordId encumbrance) implements Waived {}

  static RightWaive read(Members members) throws RefusedException {
    if (members.has("encumbrance")) {
      return new RightWaive(new Pledge(members.parsed("encumbrance", 64, RecordId::ofHex)));
    }
    Timestamp from = new Timestamp(members.integer("from", 0, Json.INTEGER_MAX));
    Timestamp until = new Timestamp(members.integer("until", 0, Json.INTEGER_MAX));
    Interval.check(from, until);
    return new RightWaive(
        new Economic(
            members.parsed("work", 64, WorkId::ofHex),
            LicenceTerms.ofEverybody(Right.readSet(members, "rights"), from, until)));
  }

  /** A waiver of economic rights towards everybody. */
  public static RightWaive ofRights(
      WorkId work, java.util.Set<Right> rights, Timestamp from, Timestamp until) {
    return new RightWaive(new Economic(work, LicenceTerms.ofEverybody(rights, from, until)));
  }

  @Override
  public RecordType type() {
    return RecordType.RIGHT_WAIVE;
  }

  @Override
  public Optional<WorkId> workNamed(WorkId self) {
    return subject instanceof Economic economic ? Optional.of(economic.work) : Optional.empty();
  }

  @Override
  public Optional<RecordId> recordNamed() {
    return subject instanceof Pledge pledge ? Optional.of(pledge.encumbrance) : Optional.empty();
  }

  @Override
  public Json.Obj members() {
    return switch (subject) {
      case Pledge pledge -> Json.object().put("encumbrance", pledge.encumbrance.hex()).build();
      case Economic(WorkId work, LicenceTerms terms) ->
          Json.object()
              .put("work", work.hex())
              .put("rights", Right.json(terms.rights()))
              .put("from", terms.from().value())
              .put("until", terms.until().value())
              .build();
    };
  }
}
