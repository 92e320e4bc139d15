package org.colophon.core.report;

import java.util.List;
import java.util.Optional;
import org.colophon.core.OrgId;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.WorkId;
import org.colophon.core.content.Access;
import org.colophon.core.content.WorkDeclare;
import org.colophon.core.contract.ApplicationState;
import org.colophon.core.contract.Title;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.core.query.TitleCheck;
import org.colophon.core.query.WorkConflicts;
import org.colophon.core.query.WorkView.Holding;
import org.colophon.crypto.Hash;

/**
 * A work, who holds what in it, and what speaks against that.
 *
 * @param work its id
 * @param opener the record that opened it
 * @param declared what declared it; empty while it only has drafts
 * @param findings what speaks against its title
 * @param conflicts other claims to its content
 * @param moreConflicts whether there may be more of them than are listed
 * @param applications the newest one at each IP office
 * @param uses how often platforms say that it was recommended and acquired
 */
public record TitleFacts(
    WorkId work,
    RecordId opener,
    Optional<Declared> declared,
    List<TitleCheck.Finding> findings,
    List<Conflicting> conflicts,
    boolean moreConflicts,
    List<Application> applications,
    Uses uses) {
  private static final int FINDINGS_MAX = 100_000;
  private static final int HOLDINGS_MAX = 16 * Title.HOLDERS_MAX;
  private static final int OFFICES_MAX = 1_024;

  /**
   * The declaration, and who holds what since.
   *
   * @param record the declaration
   * @param title as it was declared
   * @param completedOn when the work was completed, by its author's word
   * @param holdings who holds what
   */
  public record Declared(
      RecordId record, String title, Optional<String> completedOn, List<Holding> holdings) {
    /** Copies the holdings. */
    public Declared {
      holdings = List.copyOf(holdings);
    }

    static Declared of(RecordId record, WorkDeclare declare, List<Holding> holdings) {
      return new Declared(record, declare.title(), declare.completedOn(), holdings);
    }

    private static Declared read(Members members) throws RefusedException {
      Declared declared =
          new Declared(
              members.parsed("record", 64, RecordId::ofHex),
              members.text("title", 512),
              members.textIf("completedOn", 10),
              members.objects("holdings", 0, HOLDINGS_MAX, Declared::holding));
      members.end();
      return declared;
    }

    private static Holding holding(Members members) throws RefusedException {
      return new Holding(
          members.text("right", 64),
          members.parsed("subject", 63, SubjectId::new),
          members.integer("share", 1, WorkDeclare.SHARES_WHOLE));
    }

    private Json json() {
      return Json.object()
          .put("record", record.hex())
          .put("title", title)
          .putText("completedOn", completedOn)
          .put(
              "holdings",
              Json.array(
                  holdings.stream()
                      .map(holding ->
                          Json.object()
                              .put("right", holding.right())
                              .put("subject", holding.subject().text())
                              .put("share", holding.share())
                              .build())
                      .toList()))
          .build();
    }
  }

  /**
   * The same content was claimed twice.
   *
   * @param digest the content
   * @param earlier the record with the earlier claim
   * @param later the record with the later one
   * @param isEarlier whether the earlier claim is this work's own
   */
  public record Conflicting(Hash digest, RecordId earlier, RecordId later, boolean isEarlier) {
    private static Conflicting read(Members members) throws RefusedException {
      return new Conflicting(
          members.hash("digest"),
          members.parsed("earlier", 64, RecordId::ofHex),
          members.parsed("later", 64, RecordId::ofHex),
          members.bool("isEarlier"));
    }

    private Json json() {
      return Json.object()
          .put("digest", digest.hex())
          .put("earlier", earlier.hex())
          .put("later", later.hex())
          .put("isEarlier", isEarlier)
          .build();
    }
  }

  /**
   * How an IP office stands to the work.
   *
   * @param record the newest step
   * @param office which
   * @param status how the application stands
   */
  public record Application(RecordId record, OrgId office, ApplicationState.Status status) {
    private static Application read(Members members) throws RefusedException {
      return new Application(
          members.parsed("record", 64, RecordId::ofHex),
          members.parsed("office", 63, OrgId::new),
          members.oneOf("status", ApplicationState.Status.class));
    }

    private Json json() {
      return Json.object()
          .put("record", record.hex())
          .put("office", office.text())
          .put("status", status.name())
          .build();
    }
  }

  /**
   * How often platforms say that a work was put before the public and acquired, within the window.
   * Who acquired it is nobody's to see here.
   *
   * @param recommendations records that recommend it
   * @param accesses by mode, in their order; none where nobody acquired it so
   * @param more whether there are more records of them than were counted
   */
  public record Uses(long recommendations, List<Accesses> accesses, boolean more) {
    /** Copies the counts. */
    public Uses {
      accesses = List.copyOf(accesses);
    }

    private static Uses read(Members members) throws RefusedException {
      Uses uses =
          new Uses(
              members.integer("recommendations", 0, Json.INTEGER_MAX),
              members.objects("accesses", 0, Access.Mode.values().length, Accesses::read),
              members.flag("more"));
      members.end();
      return uses;
    }

    private Json json() {
      var json =
          Json.object()
              .put("recommendations", recommendations)
              .put("accesses", Json.array(accesses.stream().map(Accesses::json).toList()));
      return (more ? json.put("more", true) : json).build();
    }
  }

  /**
   * Accesses of one mode.
   *
   * @param mode how
   * @param total how many
   * @param licensed those of them that name a licence
   */
  public record Accesses(Access.Mode mode, long total, long licensed) {
    private static Accesses read(Members members) throws RefusedException {
      return new Accesses(
          members.oneOf("mode", Access.Mode.class),
          members.integer("total", 1, Json.INTEGER_MAX),
          members.integer("licensed", 0, Json.INTEGER_MAX));
    }

    private Json json() {
      return Json.object()
          .put("mode", mode.name())
          .put("total", total)
          .put("licensed", licensed)
          .build();
    }
  }

  /** Copies the lists. */
  public TitleFacts {
    findings = List.copyOf(findings);
    conflicts = List.copyOf(conflicts);
    applications = List.copyOf(applications);
  }

  /** The worst that was found of the title. */
  public TitleCheck.Verdict verdict() {
    return findings.stream()
        .map(finding -> finding.kind().verdict())
        .max(TitleCheck.Verdict::compareTo)
        .orElse(TitleCheck.Verdict.SOUND);
  }

  static TitleFacts read(Members members) throws RefusedException {
    return new TitleFacts(
        members.parsed("work", 64, WorkId::ofHex),
        members.parsed("opener", 64, RecordId::ofHex),
        members.has("declared")
            ? Optional.of(Declared.read(members.object("declared")))
            : Optional.empty(),
        members.objects("findings", 0, FINDINGS_MAX, TitleFacts::finding),
        members.objects("conflicts", 0, WorkConflicts.CONFLICTS_MAX, Conflicting::read),
        members.flag("moreConflicts"),
        members.objects("applications", 0, OFFICES_MAX, Application::read),
        Uses.read(members.object("uses")));
  }

  private static TitleCheck.Finding finding(Members members) throws RefusedException {
    return new TitleCheck.Finding(
        members.oneOf("kind", TitleCheck.Kind.class),
        members.parsed("work", 64, WorkId::ofHex),
        members.parsed("record", 64, RecordId::ofHex));
  }

  Json json() {
    var json =
        Json.object()
            .put("work", work.hex())
            .put("opener", opener.hex())
            .putIf("declared", declared.map(Declared::json))
            .put("findings", Json.array(findings.stream().map(TitleFacts::json).toList()))
            .put("conflicts", Json.array(conflicts.stream().map(Conflicting::json).toList()))
            .put("applications", Json.array(applications.stream().map(Application::json).toList()))
            .put("uses", uses.json());
    return (moreConflicts ? json.put("moreConflicts", true) : json).build();
  }

  private static Json json(TitleCheck.Finding finding) {
    return Json.object()
        .put("kind", finding.kind().name())
        .put("work", finding.work().hex())
        .put("record", finding.record().hex())
        .build();
  }
}
