package org.colophon.client.command;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.custody.Keeping;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.custody.OpenedMember;
import org.colophon.core.custody.PrivateMatter;
import picocli.CommandLine.Option;

/** Whether what opens a record's commitments is kept by the validators, encrypted, and for whom. */
final class KeepOptions {
  @Option(
      names = "--keep-at-custodians",
      description =
          "Have validators keep what opens the commitments, encrypted to your recipient key.")
  private boolean keep;

  @Option(
      names = "--for",
      paramLabel = "SUBJECT",
      converter = Converters.Subject.class,
      description =
          "Encrypt it for that subject too, by its published recipient key; repeatable. Implies"
              + " --keep-at-custodians, as do recipients in profile.yaml.")
  private Set<SubjectId> recipients = new LinkedHashSet<>();

  /** Encrypts and stores the openings, when that was asked for. */
  Optional<PrivateMatter> kept(Session session, Timestamp now, List<OpenedMember> openings)
      throws IOException, Failure, RefusedException {
    Set<SubjectId> others = new LinkedHashSet<>(recipients);
    session.profile().recipients().forEach(name -> others.add(new SubjectId(name)));
    others.remove(session.signatory().subject());
    if (openings.isEmpty()) {
      if (keep || !recipients.isEmpty()) {
        throw Failure.usage("nothing is committed to: there is nothing to keep");
      }
      return Optional.empty();
    }
    return keep || !others.isEmpty()
        ? Optional.of(new Keeping(session, now).keep(openings, others))
        : Optional.empty();
  }
}
