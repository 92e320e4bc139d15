package org.colophon.core.provenance;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.core.ChainId;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.WorkId;
import org.colophon.core.content.Duty;
import org.colophon.core.content.Labels;
import org.colophon.core.content.LicenceSub;
import org.colophon.core.content.LicenceTerms;
import org.colophon.core.content.Right;
import org.colophon.core.contract.StandingLicence;
import org.colophon.core.json.Json;
import org.colophon.core.json.ObjBuilder;
import org.colophon.core.record.Role;
import org.colophon.core.record.Signer;
import org.colophon.core.record.Statement;
import org.colophon.crypto.Hash;

/**
 * A licence as a policy of W3C ODRL 2.2 (Recommendations of 15 February 2018) in JSON-LD 1.1. It
 * brings its context along, so that it can be read without a network. Each right is a permission of
 * its own; its validity is two constraints on {@code dateTime}, for {@code timeInterval} means
 * recurrence. Rights for which ODRL has no action have one of the profile (docs/odrl-profile.ttl).
 */
public final class OdrlPolicy {
  /** The profile that defines our own actions. */
  public static final String PROFILE = "urn:colophon:odrl:1";

  private static final String ODRL = "http://www.w3.org/ns/odrl/2/";

  private final String base;
  private final Statement licence;
  private final LicenceTerms terms;
  private final List<SubjectId> licensors;
  private final Optional<SubjectId> licensee;
  private final Json target;

  private OdrlPolicy(ChainId chain, WorkId work, Statement licence) {
    this.base = "urn:colophon:" + chain.text().substring("colophon/".length()) + ":";
    this.licence = licence;
    this.terms =
        StandingLicence.termsOf(licence.content())
            .orElseThrow(() -> new IllegalArgumentException("record: not a licence"));
    this.licensors = StandingLicence.licensorsOf(licence);
    this.licensee = licence.signer(Role.LICENSEE).map(Signer::subject);
    this.target = Json.of(base + "work:" + work.hex());
  }

  /**
   * The policy of a licence; a waiver is an offer to everybody.
   *
   * @param work the work that is licensed
   * @param licence the statement that grants it
   */
  public static Json.Obj of(ChainId chain, WorkId work, Statement licence) {
    return new OdrlPolicy(chain, work, licence).policy();
  }

  private Json.Obj policy() {
    List<Json> permissions = new ArrayList<>();
    terms.rights().forEach(right -> permissions.add(permission(action(right), duties())));
    if (terms.sublicensing()) {
      Json next = Json.object().put("action", "nextPolicy").put("target", uid()).build();
      permissions.add(permission("grantUse", List.of(next)));
    }
    List<Json> obligations = obligations();
    ObjBuilder policy =
        Json.object()
            .put("@context", context())
            .put("type", licensee.isPresent() ? "Agreement" : "Offer")
            .put("uid", uid())
            .put("profile", PROFILE)
            .put("permission", Json.array(permissions))
            .putText("col:feeCommitment", terms.fee().map(Hash::hex));
    if (licensors.size() > 1) {
      policy.put("@included", licensorsTogether());
    }
    if (!obligations.isEmpty()) {
      policy.put("obligation", Json.array(obligations));
    }
    if (licence.content() instanceof LicenceSub sub) {
      policy.put("col:parent", base + "record:" + sub.parent().hex());
    }
    return policy.build();
  }

  private Json uid() {
    return Json.of(base + "record:" + licence.id().hex());
  }

  private Json permission(String action, List<Json> duties) {
    ObjBuilder permission =
        Json.object()
            .put("target", target)
            .put("assigner", assigner())
            .putText("assignee", licensee.map(this::party))
            .put("action", action)
            .put("constraint", Json.array(constraints()));
    return duties.isEmpty()
        ? permission.build()
        : permission.put("duty", Json.array(duties)).build();
  }

  /** A rule has one assigner: several licensors are one as a collection. */
  private String assigner() {
    return licensors.size() == 1 ? party(licensors.getFirst()) : collection();
  }

  private String collection() {
    return base + "licensors:" + licence.id().hex();
  }

  private Json licensorsTogether() {
    List<Json> parties = new ArrayList<>();
    parties.add(Json.object().put("type", "PartyCollection").put("uid", collection()).build());
    for (SubjectId licensor : licensors) {
      parties.add(
          Json.object()
              .put("type", "Party")
              .put("uid", party(licensor))
              .put("partOf", collection())
              .build());
    }
    return Json.array(parties);
  }

  private String party(SubjectId subject) {
    return base + "subject:" + subject.text();
  }

  private List<Json> constraints() {
    List<Json> constraints = new ArrayList<>();
    constraints.add(constraint("dateTime", "gteq", dateTime(terms.from())));
    constraints.add(constraint("dateTime", "lt", dateTime(terms.until())));
    extent("spatial", terms.territory()).ifPresent(constraints::add);
    extent("language", terms.language()).ifPresent(constraints::add);
    extent("deliveryChannel", terms.channel()).ifPresent(constraints::add);
    terms
        .count()
        .map(Json::of)
        .map(n -> constraint("count", "lteq", n))
        .ifPresent(constraints::add);
    return constraints;
  }

  private static Optional<Json> extent(String operand, Labels labels) {
    return labels.equals(Labels.ALL)
        ? Optional.empty()
        : Optional.of(constraint(operand, "isAnyOf", Json.strings(List.copyOf(labels.texts()))));
  }

  private static Json constraint(String left, String operator, Json right) {
    return Json.object()
        .put("leftOperand", left)
        .put("operator", operator)
        .put("rightOperand", right)
        .build();
  }

  private static Json dateTime(Timestamp time) {
    return Json.object()
        .put("@type", "xsd:dateTime")
        .put("@value", Instant.ofEpochMilli(time.value()).toString())
        .build();
  }

  /** What must be done for each use; what is due otherwise is an obligation. */
  private List<Json> duties() {
    return terms.duties().stream()
        .filter(duty -> duty != Duty.DELETE)
        .<Json>map(duty -> Json.object().put("action", action(duty)).build())
        .toList();
  }

  private List<Json> obligations() {
    List<Json> obligations = new ArrayList<>();
    if (terms.exclusive()) {
      // Who grants exclusively owes it to the licensee that nobody else may do the same.
      licensors.forEach(licensor ->
          obligations.add(
              Json.object()
                  .put("action", "ensureExclusivity")
                  .put("target", target)
                  .put("assignee", party(licensor))
                  .putText("assigner", licensee.map(this::party))
                  .build()));
    }
    if (terms.duties().contains(Duty.DELETE)) {
      obligations.add(
          Json.object()
              .put("action", action(Duty.DELETE))
              .put("target", target)
              .putText("assignee", licensee.map(this::party))
              .put(
                  "constraint",
                  Json.array(List.of(constraint("dateTime", "gteq", dateTime(terms.until())))))
              .build());
    }
    return obligations;
  }

  /** The action of a right: ODRL's where it has one that means the same. */
  private static String action(Right right) {
    return switch (right) {
      case REPRODUCTION -> "reproduce";
      case DISTRIBUTION -> "distribute";
      case RENTAL -> "col:rent";
      case EXHIBITION -> "display";
      case PERFORMANCE -> "present";
      case PROJECTION -> "col:project";
      case BROADCASTING -> "col:broadcast";
      case NETWORK_DISSEMINATION -> "col:makeAvailable";
      case CINEMATOGRAPHY -> "col:film";
      case ADAPTATION -> "derive";
      case TRANSLATION -> "translate";
      case COMPILATION -> "aggregate";
      case OTHER -> "use";
      case PUBLICATION, AUTHORSHIP, REVISION, INTEGRITY ->
          throw new IllegalArgumentException(right + ": moral rights are not licensed");
    };
  }

  private static String action(Duty duty) {
    return switch (duty) {
      case ATTRIBUTE -> "attribute";
      case COMPENSATE -> "compensate";
      case INFORM -> "inform";
      case OBTAIN_CONSENT -> "obtainConsent";
      case DELETE -> "delete";
    };
  }

  private static Json context() {
    ObjBuilder context =
        Json.object()
            .put("@vocab", ODRL)
            .put("col", "urn:colophon:terms:")
            .put("xsd", "http://www.w3.org/2001/XMLSchema#")
            .put("uid", "@id")
            .put("type", "@type");
    for (String name : List.of("action", "leftOperand", "operator")) {
      context.put(name, Json.object().put("@type", "@vocab").build());
    }
    for (String name :
        List.of("target", "assigner", "assignee", "partOf", "profile", "col:parent")) {
      context.put(name, Json.object().put("@type", "@id").build());
    }
    return context.build();
  }
}
