package org.colophon.client.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.submit.Signatory;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.content.RecordType;
import org.colophon.core.content.Scope;
import org.colophon.core.content.ScopeGrant;
import org.colophon.core.record.Role;
import org.colophon.crypto.Hash;
import org.colophon.rpc.proto.GrantView;
import org.colophon.rpc.proto.Receipt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Passes a part of a grant on. */
@Command(
    name = "delegate",
    header = "Passes a grant to read, or a part of it, on to somebody else.",
    description = {
      "%nWhat is not told stays as in your grant, which is never widened. Works and parties are"
          + " named by the commitments of your grant (`colophon scope show`). What is read under it"
          + " is read under yours as well.%n"
    },
    footer = {
      "%nExample:",
      "  colophon scope delegate 9be0… --to clerk-chen --until 2026-08-01 --reads 100",
      "%nWith --json: {\"type\",\"record\",\"parent\",\"receipt\"}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class ScopeDelegateCommand extends JsonCommand {
  @Parameters(
      paramLabel = "GRANT",
      converter = Converters.RecordName.class,
      description = "Your grant.")
  private RecordId parent;

  @Option(
      names = "--to",
      paramLabel = "SUBJECT",
      required = true,
      converter = Converters.Subject.class,
      description = "Who may read: a subject, or an organisation.")
  private SubjectId to;

  @Option(
      names = "--works",
      paramLabel = "HEX",
      split = ",",
      converter = Converters.Digest.class,
      description = "Only these of the commitments to works.")
  private List<Hash> works = new ArrayList<>();

  @Option(
      names = "--parties",
      paramLabel = "HEX",
      split = ",",
      converter = Converters.Digest.class,
      description = "Only these of the commitments to parties.")
  private List<Hash> parties = new ArrayList<>();

  @Mixin private ScopeOptions scope;

  @Override
  public Integer call() throws Exception {
    try (Session session = open()) {
      Signatory signatory = session.signatory();
      ScopeGrant above = grant(session, signatory);
      ScopeGrant content =
          new ScopeGrant(
              above.caseOpened(), to, above.basis(), Optional.of(parent), below(above.scope()));
      Receipt receipt = session.deliver(signatory.sign(signatory.compose(Role.GRANTEE, content)));
      if (json) {
        printJson(RecordType.SCOPE_GRANT, receipt, more -> more.put("parent", parent.hex()));
      } else {
        printReceipt("passed on to " + to, receipt);
      }
      return 0;
    }
  }

  private ScopeGrant grant(Session session, Signatory signatory)
      throws java.io.IOException, RefusedException, Failure {
    GrantView view = session.network().grant(parent.hex(), 0, session.lastHeight().value());
    if (signatory.parse(view.getStatement().toByteArray()).content() instanceof ScopeGrant grant) {
      return grant;
    }
    throw Failure.local(parent + ": the node's answer is not a grant");
  }

  private Scope below(Scope above) {
    Scope deeper =
        new Scope(
            above.works(),
            above.parties(),
            above.types(),
            above.readers(),
            above.recordsFrom(),
            above.recordsUntil(),
            above.verbs(),
            above.until(),
            above.reads(),
            above.readsADay(),
            Math.max(0, above.depth() - 1),
            above.urgent());
    return scope.changed(
        deeper,
        works.isEmpty() ? above.works() : works,
        parties.isEmpty() ? above.parties() : parties);
  }
}
