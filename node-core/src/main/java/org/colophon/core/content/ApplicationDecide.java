package org.colophon.core.content;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.core.json.ObjBuilder;
import org.colophon.crypto.Hash;

/**
 * An IP office decides on an application. Its grounds stand as words of a list, its reasons by a
 * commitment: they name persons.
 *
 * @param application the record that opened the application
 * @param decision what is decided
 * @param grounds why; none for a grant
 * @param reason salted commitment to the reasons; always there but for a grant
 * @param registration the number in the office's public register; for a grant only
 */
public record ApplicationDecide(
    RecordId application,
    Decision decision,
    Set<Ground> grounds,
    Optional<Hash> reason,
    Optional<String> registration)
    implements Content {
  /** What an office decides. */
  public enum Decision {
    /** The work is confirmed. */
    GRANT,
    /** It is not. */
    REFUSE,
    /** The applicant is to answer first. */
    SUPPLEMENT,
    /** A confirmation is taken back. */
    REVOKE
  }

  /** Why an office decides against an application, asks, or takes a confirmation back. */
  public enum Ground {
    /** A document is missing, or not in the form that is asked for. */
    FORMALITIES,
    /** The law does not protect such matter (Copyright Law, art. 5; Patent Law, art. 25). */
    NOT_PROTECTED,
    /** It is not original, or not distinctive, or not new and inventive. */
    NOT_ORIGINAL,
    /** An earlier right of another one stands against it. */
    PRIOR_RIGHT,
    /** That the applicant holds it is not shown. */
    TITLE_UNPROVEN,
    /** What was stated is not true. */
    FALSE_STATEMENT,
    /** The applicant did not answer. */
    UNANSWERED,
    /** The applicant asked for it. */
    WITHDRAWN,
    /** A court decided so. */
    JUDGMENT,
    /** What the reasons say. */
    OTHER
  }

  /** Fixed ranges and no classes of Unicode: those change from one Java to the next. */
  private static final Pattern REGISTRATION =
      Pattern.compile("[0-9A-Za-z./()\\u4e00-\\u9fff-]{1,64}");

  /** Copies the grounds. */
  public ApplicationDecide {
    grounds = Set.copyOf(grounds);
  }

  static ApplicationDecide read(Members members) throws RefusedException {
    ApplicationDecide decide =
        new ApplicationDecide(
            members.parsed("application", 64, RecordId::ofHex),
            members.oneOf("decision", Decision.class),
            members.has("grounds") ? members.someOf("grounds", Ground.class) : Set.of(),
            members.commitmentIf("reason"),
            members.has("registration") ? registration(members) : Optional.empty());
    boolean grants = decide.decision == Decision.GRANT;
    if (decide.grounds.isEmpty() != grants) {
      throw members.malformed("grounds", "(expected: at least one, and none for a grant)");
    }
    if (decide.reason.isEmpty() && !grants) {
      throw members.malformed("reason", "missing (expected: a commitment to the reasons)");
    }
    if (decide.registration.isPresent() && !grants) {
      throw members.malformed("registration", "(expected: for a grant only)");
    }
    return decide;
  }

  private static Optional<String> registration(Members members) throws RefusedException {
    String number = ClearText.check("registration", members.text("registration", 64));
    if (!REGISTRATION.matcher(number).matches()) {
      throw new RefusedException(
          Reason.BAD_IDENTIFIER,
          "registration: (expected: digits, Latin letters, Chinese characters and ./()-)");
    }
    return Optional.of(number);
  }

  @Override
  public RecordType type() {
    return RecordType.APPLICATION_DECIDE;
  }

  @Override
  public Optional<RecordId> recordNamed() {
    return Optional.of(application);
  }

  @Override
  public Json.Obj members() {
    ObjBuilder members =
        Json.object().put("application", application.hex()).put("decision", decision.name());
    if (!grounds.isEmpty()) {
      members.put("grounds", Json.strings(grounds.stream().sorted().map(Ground::name).toList()));
    }
    return members
        .putText("reason", reason.map(Hash::hex))
        .putText("registration", registration)
        .build();
  }
}
