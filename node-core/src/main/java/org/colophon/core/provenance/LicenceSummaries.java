package org.colophon.core.provenance;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.colophon.core.SubjectId;
import org.colophon.core.WorkId;
import org.colophon.core.content.Labels;
import org.colophon.core.content.LicenceGrant;
import org.colophon.core.content.LicenceSub;
import org.colophon.core.content.LicenceTerminate;
import org.colophon.core.content.LicenceTerms;
import org.colophon.core.content.Recreation;
import org.colophon.core.content.Right;
import org.colophon.core.content.RightEncumber;
import org.colophon.core.content.RightWaive;
import org.colophon.core.content.WorkDerive;
import org.colophon.core.query.SurvivingLicences;
import org.colophon.core.record.Role;
import org.colophon.core.record.Signer;
import org.colophon.core.record.Statement;

/** Tells licences, pledges and waivers in one plain sentence each. */
final class LicenceSummaries {
  private LicenceSummaries() {}

  static String of(LicenceGrant grant, Statement statement) {
    return signers(statement, Role.LICENSOR)
        + " licensed "
        + rights(grant.terms().rights())
        + " to "
        + signers(statement, Role.LICENSEE)
        + terms(grant.terms())
        + ".";
  }

  static String of(LicenceSub sub, Statement statement) {
    return signers(statement, Role.LICENSOR)
        + " licensed "
        + rights(sub.terms().rights())
        + " on to "
        + signers(statement, Role.LICENSEE)
        + " under licence "
        + Summaries.brief(sub.parent().hex())
        + terms(sub.terms())
        + ".";
  }

  static String of(LicenceTerminate terminate, Statement statement) {
    return "Licence "
        + Summaries.brief(terminate.licence().hex())
        + " was ended by "
        + statement.signers().stream()
            .map(signer -> signer.subject().text())
            .collect(Collectors.joining(" and "))
        + " ("
        + Summaries.lower(terminate.cause())
        + ")"
        + terminate.effective().map(time -> " as of " + Summaries.time(time)).orElse("")
        + ", and every licence under it.";
  }

  static String of(WorkDerive derive, Statement statement, Optional<WorkId> seenFrom) {
    String what = derive.kind() == WorkDerive.Kind.TRANSLATION ? "a translation" : "an adaptation";
    String language = derive.language().map(label -> " (" + label.texts().first() + ")").orElse("");
    String licence = " under licence " + Summaries.brief(derive.licence().hex());
    return seenFrom.isPresent() && seenFrom.get().equals(derive.work())
        ? "The work is " + what + language + licence + ", says " + statement.author() + "."
        : "Work "
            + Summaries.brief(derive.work().hex())
            + " is "
            + what
            + language
            + " of it"
            + licence
            + ", says "
            + statement.author()
            + ".";
  }

  static String of(RightEncumber encumber, Statement statement) {
    return signers(statement, Role.OWNER)
        + " pledged its shares in "
        + rights(encumber.rights())
        + " to "
        + signers(statement, Role.PLEDGEE)
        + " until "
        + Summaries.time(encumber.until())
        + ".";
  }

  static String of(RightWaive waive, Statement statement) {
    return switch (waive.subject()) {
      case RightWaive.Pledge pledge ->
          statement.author()
              + " gave up the pledge of record "
              + Summaries.brief(pledge.encumbrance().hex())
              + ".";
      case RightWaive.Economic(WorkId _, LicenceTerms terms) ->
          signers(statement, Role.OWNER)
              + " waived "
              + rights(terms.rights())
              + " towards everybody"
              + interval(terms)
              + ".";
    };
  }

  /** What goes on when rights pass; nothing when no licence does. */
  static String of(SurvivingLicences surviving) {
    if (surviving.licences().isEmpty()) {
      return "";
    }
    return " It breaks no licence: "
        + surviving.licences().stream()
            .map(id -> Summaries.brief(id.hex()))
            .collect(Collectors.joining(", "))
        + (surviving.more()
            ? " and more go on."
            : surviving.licences().size() == 1 ? " goes on." : " go on.");
  }

  private static String terms(LicenceTerms terms) {
    return (terms.exclusive() ? ", exclusively" : "")
        + interval(terms)
        + extent("territory", terms.territory())
        + extent("language", terms.language())
        + extent("channel", terms.channel())
        + terms.count().map(count -> ", " + count + " times at most").orElse("")
        + (terms.recreation() == Recreation.NONE
            ? ""
            : ", with the freedom to " + recreation(terms.recreation()))
        + (terms.sublicensing() ? ", with sub-licences" : "");
  }

  private static String interval(LicenceTerms terms) {
    return ", from " + Summaries.time(terms.from()) + " until " + Summaries.time(terms.until());
  }

  private static String extent(String name, Labels labels) {
    return labels.equals(Labels.ALL) ? "" : ", " + name + " " + String.join(" ", labels.texts());
  }

  private static String recreation(Recreation recreation) {
    return switch (recreation) {
      case NONE -> "re-create nothing";
      case TRANSLATE -> "translate";
      case ADAPT -> "adapt";
      case ANY -> "translate and adapt";
    };
  }

  static String rights(Set<Right> rights) {
    return rights.equals(Right.ECONOMIC)
        ? "all economic rights"
        : rights.stream()
            .sorted()
            .map(right -> Summaries.lower(right).replace('_', ' '))
            .collect(Collectors.joining(", "));
  }

  private static String signers(Statement statement, Role role) {
    return statement.signers().stream()
        .filter(signer -> signer.role() == role)
        .map(Signer::subject)
        .map(SubjectId::text)
        .collect(Collectors.joining(" and "));
  }
}
