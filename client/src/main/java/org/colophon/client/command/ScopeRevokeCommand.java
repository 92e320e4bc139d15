package org.colophon.client.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.colophon.client.Session;
import org.colophon.core.RecordId;
import org.colophon.core.content.RecordType;
import org.colophon.core.content.ScopeRevoke;
import org.colophon.core.record.Role;
import org.colophon.rpc.proto.Receipt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Revokes a grant. */
@Command(
    name = "revoke",
    header = "Ends a grant to read at once, and all that was passed on of it.",
    description = {
      "%nWho granted it, or one above it, may; so may any court, and its grantee. The reasons stay"
          + " with you: the chain learns a salted commitment to them, and its opening is kept in"
          + " the profile's openings/.%n"
    },
    footer = {
      "%nExample:",
      "  colophon scope revoke 9be0… --ground NOT_NEEDED",
      "%nWith --json: {\"type\",\"record\",\"grant\",\"ground\",\"receipt\"}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class ScopeRevokeCommand extends JsonCommand {
  @Parameters(
      paramLabel = "GRANT",
      converter = Converters.RecordName.class,
      description = "Which grant.")
  private RecordId grant;

  @Option(
      names = "--ground",
      paramLabel = "GROUND",
      required = true,
      description = "Why: ${COMPLETION-CANDIDATES}.")
  private ScopeRevoke.Ground ground;

  @Option(names = "--reason", paramLabel = "FILE", description = "The reasons.")
  private Optional<Path> reason = Optional.empty();

  @Mixin private KeepOptions keeping;

  @Override
  public Integer call() throws Exception {
    try (Session session = open()) {
      CommittedFiles committed = new CommittedFiles(session, keeping);
      ScopeRevoke content = new ScopeRevoke(grant, ground, committed.commit(reason));
      Receipt receipt = committed.deliver(role(session), grant.hex(), content);
      if (json) {
        printJson(
            RecordType.SCOPE_REVOKE,
            receipt,
            more -> more.put("grant", grant.hex()).put("ground", ground.name()));
      } else {
        printReceipt("revoked", receipt);
      }
      return 0;
    }
  }

  /** A grantee of the line signs as such, everybody else as an organ. */
  private Role role(Session session) throws IOException {
    String subject = session.profile().subject();
    long height = session.lastHeight().value();
    for (String id : session.network().grant(grant.hex(), 0, height).getLineList()) {
      if (session.network().grant(id, 0, height).getGrantee().equals(subject)) {
        return Role.GRANTEE;
      }
    }
    return Role.MEMBER;
  }
}
