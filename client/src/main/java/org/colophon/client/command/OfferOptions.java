package org.colophon.client.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.client.Failure;
import org.colophon.core.OrgId;
import org.colophon.core.SubjectId;
import org.colophon.core.membership.Genesis;
import org.colophon.crypto.signature.KeyName;
import picocli.CommandLine.Option;

/** How the others sign that must sign a statement too: at once, or by an offer that goes round. */
final class OfferOptions {
  @Option(
      names = "--to-profile",
      paramLabel = "DIR",
      description = "The profile of the other one who signs, to sign at once.")
  Optional<Path> toProfile = Optional.empty();

  @Option(
      names = "--key-of",
      paramLabel = "SUBJECT=KEY",
      converter = Converters.KeyOf.class,
      description =
          "The key of somebody else who signs (`colophon key show`); that of an organisation"
              + " stands in the genesis.")
  private List<Converters.KeyOf.Pair> keys = new ArrayList<>();

  @Option(names = "--out", paramLabel = "FILE", description = "Write an offer for the others.")
  Optional<Path> out = Optional.empty();

  @Option(
      names = "--valid-days",
      paramLabel = "DAYS",
      description = "How long the chain takes the offer, by block time (default: 30).")
  int validDays = 30;

  void check() throws Failure {
    if (toProfile.isPresent() && out.isPresent()) {
      throw Failure.usage("either --to-profile, to sign at once, or --out, for an offer");
    }
    if (validDays < 1 || validDays > 3650) {
      throw Failure.usage("--valid-days is 1 to 3650");
    }
  }

  /** The key with which a subject signs. */
  KeyName keyOf(SubjectId subject, Genesis genesis) throws Failure {
    for (Converters.KeyOf.Pair pair : keys) {
      if (pair.subject().equals(subject)) {
        return pair.key();
      }
    }
    return genesis
        .membership()
        .organisation(new OrgId(subject.text()))
        .flatMap(organisation -> organisation.recordKeys().stream().findFirst())
        .orElseThrow(() ->
            Failure.usage("--key-of " + subject + "=KEY is needed: ask for `colophon key show`"));
  }
}
