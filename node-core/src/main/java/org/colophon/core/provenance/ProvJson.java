package org.colophon.core.provenance;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.colophon.core.ChainId;
import org.colophon.core.OrgId;
import org.colophon.core.RecordId;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.WorkId;
import org.colophon.core.chain.Receipt;
import org.colophon.core.content.Access;
import org.colophon.core.content.ApplicationDecide;
import org.colophon.core.content.ApplicationFile;
import org.colophon.core.content.AssessmentConfirmed;
import org.colophon.core.content.AssessmentMade;
import org.colophon.core.content.BatchTimestamp;
import org.colophon.core.content.CaseOpen;
import org.colophon.core.content.CaseOutcome;
import org.colophon.core.content.ContentDigest;
import org.colophon.core.content.Correction;
import org.colophon.core.content.CourtReceive;
import org.colophon.core.content.CourtSubmit;
import org.colophon.core.content.DraftAdd;
import org.colophon.core.content.EvidenceCapture;
import org.colophon.core.content.EvidenceDeposit;
import org.colophon.core.content.InfringementAllege;
import org.colophon.core.content.InfringementFind;
import org.colophon.core.content.KeyErase;
import org.colophon.core.content.KeyRevoke;
import org.colophon.core.content.KeyRotate;
import org.colophon.core.content.LevelRaise;
import org.colophon.core.content.LicenceGrant;
import org.colophon.core.content.LicenceSub;
import org.colophon.core.content.LicenceTerminate;
import org.colophon.core.content.NoticeCounter;
import org.colophon.core.content.NoticeSend;
import org.colophon.core.content.ObjectionRaise;
import org.colophon.core.content.ObjectionResolve;
import org.colophon.core.content.OrgAdmit;
import org.colophon.core.content.OrgSuspend;
import org.colophon.core.content.OrgVote;
import org.colophon.core.content.PriceReference;
import org.colophon.core.content.Publication;
import org.colophon.core.content.ReadLease;
import org.colophon.core.content.ReadSettle;
import org.colophon.core.content.Recommendation;
import org.colophon.core.content.ReportDigest;
import org.colophon.core.content.RightEncumber;
import org.colophon.core.content.RightWaive;
import org.colophon.core.content.ScopeGrant;
import org.colophon.core.content.ScopeRevoke;
import org.colophon.core.content.Showing;
import org.colophon.core.content.StandardActivate;
import org.colophon.core.content.StandardPropose;
import org.colophon.core.content.StandardVote;
import org.colophon.core.content.SubjectRegister;
import org.colophon.core.content.Supplement;
import org.colophon.core.content.Takedown;
import org.colophon.core.content.TimeDispute;
import org.colophon.core.content.Transfer;
import org.colophon.core.content.WorkDeclare;
import org.colophon.core.content.WorkDerive;
import org.colophon.core.content.WorkReveal;
import org.colophon.core.json.Json;
import org.colophon.core.json.ObjBuilder;
import org.colophon.core.query.Times;
import org.colophon.core.record.Signer;
import org.colophon.core.record.Statement;
import org.colophon.crypto.Hash;

/**
 * A trace in PROV-JSON (W3C Member Submission of 24 April 2013) over PROV-DM, as canonical JSON.
 * Each record is an entity that its own activity generated; works and contents are entities,
 * subjects are agents. A revision is, as the format has it, a derivation of type {@code
 * prov:Revision}. {@code prov:time} is always the chain's time; the other times stand beside it
 * under names of our own.
 */
public final class ProvJson {
  private static final DateTimeFormatter ISO_MS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final Map<String, Map<String, Json>> sections = new TreeMap<>();

  private ProvJson() {}

  /**
   * What the document needs of an event.
   *
   * @param statement what was signed
   * @param receipt where the chain has it
   * @param times when, by each of the times
   * @param summary one plain sentence
   */
  public record Event(Statement statement, Receipt receipt, Times times, String summary) {
    /** An event of a trace. */
    public static Event of(TraceEvent event) {
      return new Event(
          event.record().statement(), event.record().receipt(), event.times(), event.summary());
    }
  }

  /** The document of a trace. */
  public static Json.Obj of(ChainId chain, WorkId work, List<Event> events) {
    ProvJson document = new ProvJson();
    document.work(work);
    events.forEach(event -> document.event(event, work));
    ObjBuilder json = Json.object().put("prefix", prefixes(chain));
    document.sections.forEach((name, members) -> json.put(name, object(members)));
    return json.build();
  }

  private static Json prefixes(ChainId chain) {
    String base = "urn:colophon:" + chain.text().substring("colophon/".length()) + ":";
    return Json.object()
        .put("act", base + "ordering:")
        .put("col", "urn:colophon:terms:")
        .put("content", "urn:colophon:sha256:")
        .put("record", base + "record:")
        .put("subject", base + "subject:")
        .put("work", base + "work:")
        .build();
  }

  private void event(Event event, WorkId work) {
    Statement statement = event.statement();
    String id = statement.id().hex();
    String time = iso(event.times().ordered());
    put("entity", "record:" + id, recordEntity(event));
    put("activity", "act:" + id, activity(event, time));
    put(
        "wasGeneratedBy",
        "_:generation-" + id,
        Json.object()
            .put("prov:entity", "record:" + id)
            .put("prov:activity", "act:" + id)
            .put("prov:time", time));
    for (Signer signer : statement.signers()) {
      String agent = agent(signer.subject());
      put(
          "wasAssociatedWith",
          "_:association-" + id + "-" + signer.role().label() + "-" + signer.subject(),
          Json.object()
              .put("prov:activity", "act:" + id)
              .put("prov:agent", agent)
              .put("prov:role", signer.role().label()));
    }
    attribute("record:" + id, statement.author(), Optional.empty());
    content(statement, id, work);
  }

  private void content(Statement statement, String id, WorkId seenFrom) {
    switch (statement.content()) {
      case DraftAdd draft -> {
        specialize("record:" + id, work(seenFrom));
        draft.previous().ifPresent(previous -> derive("record:" + id, record(previous), true));
      }
      case WorkDeclare declare -> declaration(declare, statement);
      case WorkReveal reveal -> {
        use(id, record(reveal.record()));
        specialize(content(reveal.digest(), Optional.empty()), record(reveal.record()));
      }
      case EvidenceDeposit deposit ->
          deposit.about().ifPresent(about -> influence("record:" + id, record(about)));
      case EvidenceCapture capture -> {
        capture.about().ifPresent(about -> influence("record:" + id, record(about)));
        for (EvidenceCapture.Part part : capture.parts()) {
          ContentDigest digest = part.content();
          specialize(content(digest.sha256(), Optional.of(digest)), "record:" + id);
        }
      }
      case Supplement supplement -> influence("record:" + id, record(supplement.supplements()));
      case ApplicationFile file -> {
        use(id, work(file.work()));
        file.answers().ifPresent(question -> use(id, record(question)));
      }
      case ApplicationDecide decide -> {
        use(id, record(decide.application()));
        influence(record(decide.application()), "act:" + id);
      }
      case ObjectionRaise objection -> {
        use(id, work(objection.work()));
        objection.claim().ifPresent(claim -> use(id, record(claim)));
      }
      case ObjectionResolve resolve -> {
        use(id, record(resolve.objection()));
        influence(record(resolve.objection()), "act:" + id);
      }
      case Correction correction -> derive("record:" + id, record(correction.corrects()), true);
      case BatchTimestamp _ -> {
        // Its items stand elsewhere, under names of their own.
      }
      case Publication publication ->
          shown(id, Optional.of(publication.work()), publication.showing());
      case Recommendation recommendation ->
          shown(id, recommendation.work(), recommendation.showing());
      case Access access -> {
        use(id, work(access.work()));
        access.licence().ifPresent(licence -> use(id, record(licence)));
      }
      case NoticeSend notice -> {
        use(id, work(notice.work()));
        notice.evidence().forEach(evidence -> use(id, record(evidence)));
      }
      case NoticeCounter counter -> {
        influence("record:" + id, record(counter.notice()));
        counter.licence().ifPresent(licence -> use(id, record(licence)));
      }
      case Takedown takedown -> influence("record:" + id, record(takedown.notice()));
      case InfringementAllege allege -> {
        use(id, work(allege.work()));
        allege.evidence().forEach(evidence -> use(id, record(evidence)));
      }
      case InfringementFind find -> {
        use(id, record(find.allegation()));
        influence(record(find.allegation()), "act:" + id);
      }
      case PriceReference price -> price.recordNamed().ifPresent(deal -> use(id, record(deal)));
      case CourtSubmit submit -> {
        ContentDigest material = submit.material();
        use(id, content(material.sha256(), Optional.of(material)));
        submit.works().forEach(on -> use(id, work(on)));
      }
      case CourtReceive receive -> {
        use(id, record(receive.submission()));
        influence(record(receive.submission()), "act:" + id);
      }
      case ReportDigest report -> {
        influence(content(report.sha256(), Optional.empty()), "act:" + id);
        report.work().ifPresent(work -> use(id, work(work)));
        report.caseOf().ifPresent(opened -> use(id, record(opened)));
        report.assessment().ifPresent(made -> use(id, record(made)));
      }
      case Transfer transfer -> {
        use(id, work(transfer.work()));
        influence(work(transfer.work()), "act:" + id);
      }
      case LicenceGrant grant -> use(id, work(grant.work()));
      case LicenceSub licence -> {
        use(id, record(licence.parent()));
        derive("record:" + id, record(licence.parent()), false);
      }
      case LicenceTerminate terminate -> {
        use(id, record(terminate.licence()));
        influence(record(terminate.licence()), "act:" + id);
      }
      case WorkDerive derive -> {
        use(id, record(derive.licence()));
        influence(work(derive.work()), record(derive.licence()));
      }
      case RightEncumber encumber -> use(id, work(encumber.work()));
      case RightWaive waive -> {
        waive.workNamed(seenFrom).ifPresent(waived -> use(id, work(waived)));
        waive.recordNamed().ifPresent(pledge -> influence(record(pledge), "act:" + id));
      }
      case CaseOpen _ -> {
        // What it is about is sealed.
      }
      case CaseOutcome outcome -> {
        use(id, record(outcome.caseOpened()));
        influence(record(outcome.caseOpened()), "act:" + id);
      }
      case ScopeGrant grant -> {
        use(id, record(grant.caseOpened()));
        influence(agent(grant.grantee()), "act:" + id);
        grant.parent().ifPresent(parent -> derive("record:" + id, record(parent), false));
      }
      case ScopeRevoke revoke -> {
        use(id, record(revoke.grant()));
        influence(record(revoke.grant()), "act:" + id);
      }
      case ReadLease lease -> use(id, record(lease.grant()));
      case ReadSettle settle -> {
        use(id, record(settle.lease()));
        influence(record(settle.lease()), "act:" + id);
      }
      case KeyErase erase -> {
        use(id, record(erase.record()));
        influence(record(erase.record()), "act:" + id);
      }
      case SubjectRegister register -> influence(agent(register.subject()), "act:" + id);
      case KeyRotate rotate -> influence(agent(rotate.subject()), "act:" + id);
      case KeyRevoke revoke -> influence(agent(revoke.subject()), "act:" + id);
      case OrgAdmit admit -> influence(agent(subjectOf(admit.organisation().id())), "act:" + id);
      case OrgSuspend suspend -> influence(agent(subjectOf(suspend.organisation())), "act:" + id);
      case LevelRaise _ -> {}
      case OrgVote vote -> influence("record:" + id, record(vote.proposal()));
      case StandardPropose _ -> {}
      case StandardVote vote -> influence("record:" + id, record(vote.proposal()));
      case StandardActivate activate -> influence("record:" + id, record(activate.proposal()));
      case AssessmentMade made -> influence("record:" + id, record(made.allegation()));
      case AssessmentConfirmed confirmed -> influence("record:" + id, record(confirmed.confirms()));
      case TimeDispute _ -> {}
    }
  }

  private void shown(String id, Optional<WorkId> shown, Showing showing) {
    use(id, content(showing.sha256(), Optional.empty()));
    shown.ifPresent(work -> use(id, work(work)));
  }

  /** An organisation acts under its own name. */
  private static SubjectId subjectOf(OrgId organisation) {
    return new SubjectId(organisation.text());
  }

  private void declaration(WorkDeclare declare, Statement statement) {
    WorkId declared = declare.work().orElse(new WorkId(statement.id().hash()));
    specialize("record:" + statement.id(), work(declared));
    for (WorkDeclare.Author author : declare.authors()) {
      attribute(work(declared), author.subject(), Optional.of(author.share()));
    }
    declare.derivedFrom().ifPresent(origin -> derive(work(declared), work(origin), false));
    for (ContentDigest digest : declare.contents()) {
      specialize(content(digest.sha256(), Optional.of(digest)), work(declared));
    }
  }

  private static ObjBuilder recordEntity(Event event) {
    return Json.object()
        .put("prov:type", "col:Record")
        .put("col:type", event.statement().content().type().label())
        .putText(
            "col:private", event.statement().privateMatter().map(matter -> matter.digest().hex()))
        .put("col:height", event.receipt().height().value())
        .put("col:index", event.receipt().index().value());
  }

  private static ObjBuilder activity(Event event, String time) {
    Times times = event.times();
    return Json.object()
        .put("prov:type", "col:Ordering")
        .put("prov:label", event.summary())
        .put("prov:startTime", time)
        .put("prov:endTime", time)
        .put("col:claimedTime", iso(times.claimed()))
        .put("col:orderedTime", time)
        .putText("col:attestedTime", times.attested().map(at -> iso(at.median())))
        .putText("col:notBefore", times.notBefore().map(ProvJson::iso));
  }

  private String work(WorkId work) {
    String name = "work:" + work.hex();
    put("entity", name, Json.object().put("prov:type", "col:Work"));
    return name;
  }

  /** A record outside the trace, or of another page of it, is still an entity to point to. */
  private String record(RecordId record) {
    String name = "record:" + record.hex();
    section("entity").putIfAbsent(name, Json.object().put("prov:type", "col:Record").build());
    return name;
  }

  private String content(Hash digest, Optional<ContentDigest> described) {
    String name = "content:" + digest.hex();
    ObjBuilder members = Json.object().put("prov:type", "col:Content");
    described.ifPresent(d -> members.put("col:size", d.size()).put("col:mediaType", d.mediaType()));
    if (described.isPresent() || !section("entity").containsKey(name)) {
      put("entity", name, members);
    }
    return name;
  }

  private String agent(SubjectId subject) {
    String name = "subject:" + subject.text();
    put("agent", name, Json.object().put("prov:type", "col:Subject"));
    return name;
  }

  private void attribute(String entity, SubjectId subject, Optional<Long> share) {
    put(
        "wasAttributedTo",
        "_:attribution-" + blank(entity) + "-" + subject,
        Json.object()
            .put("prov:entity", entity)
            .put("prov:agent", agent(subject))
            .putIf("col:basisPoints", share.map(Json::of)));
  }

  private void derive(String derived, String origin, boolean revision) {
    ObjBuilder members =
        Json.object().put("prov:generatedEntity", derived).put("prov:usedEntity", origin);
    if (revision) {
      members.put("prov:type", "prov:Revision");
    }
    put("wasDerivedFrom", "_:derivation-" + blank(derived) + "-" + blank(origin), members);
  }

  private void specialize(String specific, String general) {
    put(
        "specializationOf",
        "_:specialization-" + blank(specific) + "-" + blank(general),
        Json.object().put("prov:specificEntity", specific).put("prov:generalEntity", general));
  }

  private void use(String record, String entity) {
    put(
        "used",
        "_:usage-" + record + "-" + blank(entity),
        Json.object().put("prov:activity", "act:" + record).put("prov:entity", entity));
  }

  private void influence(String influenced, String influencer) {
    put(
        "wasInfluencedBy",
        "_:influence-" + blank(influenced) + "-" + blank(influencer),
        Json.object().put("prov:influencee", influenced).put("prov:influencer", influencer));
  }

  private static String blank(String name) {
    return name.replace(':', '-');
  }

  private void put(String section, String name, ObjBuilder members) {
    section(section).put(name, members.build());
  }

  private Map<String, Json> section(String name) {
    return sections.computeIfAbsent(name, n -> new TreeMap<>());
  }

  private static Json object(Map<String, Json> members) {
    return new Json.Obj(members);
  }

  private static String iso(Timestamp time) {
    return ISO_MS.format(Instant.ofEpochMilli(time.value()));
  }
}
