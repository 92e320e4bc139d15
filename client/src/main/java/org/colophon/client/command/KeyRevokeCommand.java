package org.colophon.client.command;

import java.util.Optional;
import org.colophon.client.Session;
import org.colophon.client.submit.Signatory;
import org.colophon.core.SubjectId;
import org.colophon.core.content.KeyRevoke;
import org.colophon.core.content.RecordType;
import org.colophon.core.record.Role;
import org.colophon.crypto.signature.KeyName;
import org.colophon.rpc.proto.Receipt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Revokes a key. */
@Command(
    name = "revoke",
    header = "Ends a key, for ever, at the block's time.",
    description = {
      "%nWhat it has signed before stays valid. Without options it ends the profile's own key. A"
          + " registrar ends the key of a subject of its own with --subject and --key.%n"
    },
    footer = {
      "%nExamples:",
      "  colophon key revoke --reason key_compromise",
      "  colophon key revoke --subject li-wei --key ed25519:… --profile ip-office/",
      "%nWith --json: {\"type\",\"record\",\"subject\",\"key\",\"receipt\"}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class KeyRevokeCommand extends JsonCommand {
  @Option(
      names = "--subject",
      paramLabel = "SUBJECT",
      converter = Converters.Subject.class,
      description = "Whose key (default: the profile's subject).")
  private Optional<SubjectId> subject = Optional.empty();

  @Option(
      names = "--key",
      paramLabel = "KEY",
      converter = Converters.Key.class,
      description = "Which key (default: the profile's).")
  private Optional<KeyName> key = Optional.empty();

  @Option(
      names = "--reason",
      paramLabel = "WHY",
      description = "${COMPLETION-CANDIDATES} (default: CESSATION).")
  private KeyRevoke.Cause reason = KeyRevoke.Cause.CESSATION;

  @Override
  public Integer call() throws Exception {
    try (Session session = open()) {
      Signatory signatory = session.signatory();
      SubjectId whose = subject.orElse(signatory.subject());
      KeyName which = key.orElse(signatory.key().name());
      Role role = whose.equals(signatory.subject()) ? Role.HOLDER : Role.REGISTRAR;
      byte[] statement = signatory.compose(role, new KeyRevoke(whose, which, reason));
      Receipt receipt = session.deliver(signatory.sign(statement));
      if (json) {
        printJson(
            RecordType.KEY_REVOKE,
            receipt,
            more -> more.put("subject", whose.text()).put("key", which.text()));
      } else {
        printReceipt("key of " + whose + " revoked", receipt);
        print("  key     " + which);
      }
      return 0;
    }
  }
}
