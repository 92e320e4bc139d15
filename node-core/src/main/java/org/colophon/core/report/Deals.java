package org.colophon.core.report;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.WorkId;
import org.colophon.core.content.Publication;
import org.colophon.core.content.Right;
import org.colophon.core.content.Transfer;
import org.colophon.core.content.WorkDeclare;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.core.query.LicenceView;
import org.colophon.core.record.Statement;

/**
 * What was dealt in: titles that passed, licences, and what was made public, each oldest first.
 *
 * @param transfers titles that passed
 * @param licences whether they are over or not
 * @param publications what was made public
 */
public record Deals(
    List<Transferred> transfers, List<Licensed> licences, List<Published> publications) {
  private static final int PARTIES_MAX = 16;
  private static final int LABELS_MAX = 64;

  /** Copies the lists. */
  public Deals {
    transfers = List.copyOf(transfers);
    licences = List.copyOf(licences);
    publications = List.copyOf(publications);
  }

  /**
   * A transfer.
   *
   * @param record the record that both signed
   * @param work of which work
   * @param from who gave
   * @param to who received
   * @param rights which rights, in their order
   * @param allEconomic whether these are all economic rights
   * @param share basis points
   */
  public record Transferred(
      RecordId record,
      WorkId work,
      SubjectId from,
      SubjectId to,
      Set<Right> rights,
      boolean allEconomic,
      long share) {
    /** What a statement of a transfer says. */
    static Transferred of(Statement statement) {
      Transfer transfer = (Transfer) statement.content();
      return new Transferred(
          statement.id(),
          transfer.work(),
          statement.author(),
          statement.signers().get(1).subject(),
          transfer.rights(),
          transfer.allEconomic(),
          transfer.share());
    }

    private static Transferred read(Members members) throws RefusedException {
      return new Transferred(
          members.parsed("record", 64, RecordId::ofHex),
          members.parsed("work", 64, WorkId::ofHex),
          members.parsed("from", 63, SubjectId::new),
          members.parsed("to", 63, SubjectId::new),
          members.someOf("rights", Right.class),
          members.flag("allEconomic"),
          members.integer("share", 1, WorkDeclare.SHARES_WHOLE));
    }

    private Json json() {
      var json =
          Json.object()
              .put("record", record.hex())
              .put("work", work.hex())
              .put("from", from.text())
              .put("to", to.text())
              .put("rights", names(rights))
              .put("share", share);
      return (allEconomic ? json.put("allEconomic", true) : json).build();
    }
  }

  /**
   * A licence, or a waiver as a licence to everybody, as it stood at the report's block.
   *
   * @param record its record
   * @param work of which work
   * @param licensors who granted it
   * @param licensee to whom; empty when that is everybody
   * @param rights which rights, in their order
   * @param exclusive whether it shuts out everybody else
   * @param begin when it begins
   * @param end when it is over, as far as is known
   * @param standing whether it is in force
   * @param endedBy what ends it, or a licence above it, before its time
   * @param parent the licence above it
   * @param territory where it holds
   * @param recreation which new works may be made
   */
  public record Licensed(
      RecordId record,
      WorkId work,
      List<SubjectId> licensors,
      Optional<SubjectId> licensee,
      Set<Right> rights,
      boolean exclusive,
      Timestamp begin,
      Timestamp end,
      LicenceView.Standing standing,
      Optional<RecordId> endedBy,
      Optional<RecordId> parent,
      List<String> territory,
      org.colophon.core.content.Recreation recreation) {
    /** Copies the lists. */
    public Licensed {
      licensors = List.copyOf(licensors);
      territory = List.copyOf(territory);
    }

    static Licensed of(LicenceView view) {
      var licence = view.licence();
      return new Licensed(
          view.record().id(),
          licence.state().work(),
          licence.licensors(),
          licence.licensee(),
          licence.terms().rights(),
          licence.terms().exclusive(),
          licence.begin(),
          view.end(),
          view.standing(),
          view.endedBy(),
          licence.state().parent(),
          List.copyOf(licence.terms().territory().texts()),
          licence.terms().recreation());
    }

    private static Licensed read(Members members) throws RefusedException {
      return new Licensed(
          members.parsed("record", 64, RecordId::ofHex),
          members.parsed("work", 64, WorkId::ofHex),
          members.texts("licensors", 1, PARTIES_MAX, 63).stream().map(SubjectId::new).toList(),
          members.parsedIf("licensee", 63, SubjectId::new),
          members.someOf("rights", Right.class),
          members.flag("exclusive"),
          new Timestamp(members.integer("begin", 0, Json.INTEGER_MAX)),
          new Timestamp(members.integer("end", 0, Json.INTEGER_MAX)),
          members.oneOf("standing", LicenceView.Standing.class),
          members.parsedIf("endedBy", 64, RecordId::ofHex),
          members.parsedIf("parent", 64, RecordId::ofHex),
          members.texts("territory", 1, LABELS_MAX, 32),
          members.oneOf("recreation", org.colophon.core.content.Recreation.class));
    }

    private Json json() {
      var json =
          Json.object()
              .put("record", record.hex())
              .put("work", work.hex())
              .put("licensors", Json.strings(licensors.stream().map(SubjectId::text).toList()))
              .putText("licensee", licensee.map(SubjectId::text))
              .put("rights", names(rights))
              .put("begin", begin.value())
              .put("end", end.value())
              .put("standing", standing.name())
              .putText("endedBy", endedBy.map(RecordId::hex))
              .putText("parent", parent.map(RecordId::hex))
              .put("territory", Json.strings(territory))
              .put("recreation", recreation.name());
      return (exclusive ? json.put("exclusive", true) : json).build();
    }
  }

  /**
   * A work was made public.
   *
   * @param record who says so
   * @param work which
   * @param place where, by its address or in the platform's words
   * @param at when, by the signer's word
   */
  public record Published(RecordId record, WorkId work, String place, Timestamp at) {
    private static final int PLACE_CHARS_MAX = 4_096;

    /** What a statement of a publication says. */
    static Published of(Statement statement) {
      Publication publication = (Publication) statement.content();
      return new Published(
          statement.id(),
          publication.work(),
          publication.showing().place(),
          publication.showing().at());
    }

    private static Published read(Members members) throws RefusedException {
      return new Published(
          members.parsed("record", 64, RecordId::ofHex),
          members.parsed("work", 64, WorkId::ofHex),
          members.text("place", PLACE_CHARS_MAX),
          new Timestamp(members.integer("at", 0, Json.INTEGER_MAX)));
    }

    private Json json() {
      return Json.object()
          .put("record", record.hex())
          .put("work", work.hex())
          .put("place", place)
          .put("at", at.value())
          .build();
    }
  }

  /** Rights in their order: a set has none that every machine shares. */
  static Json names(Set<Right> rights) {
    return Json.strings(rights.stream().sorted().map(Right::name).toList());
  }

  static Deals read(Members members) throws RefusedException {
    Deals deals =
        new Deals(
            members.objects("transfers", 0, Report.RECORDS_MAX, Transferred::read),
            members.objects("licences", 0, Report.RECORDS_MAX, Licensed::read),
            members.objects("publications", 0, Report.RECORDS_MAX, Published::read));
    members.end();
    return deals;
  }

  Json json() {
    return Json.object()
        .put("transfers", Json.array(transfers.stream().map(Transferred::json).toList()))
        .put("licences", Json.array(licences.stream().map(Licensed::json).toList()))
        .put("publications", Json.array(publications.stream().map(Published::json).toList()))
        .build();
  }
}
