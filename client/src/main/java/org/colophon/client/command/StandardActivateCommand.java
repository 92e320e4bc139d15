package org.colophon.client.command;

import org.colophon.client.Session;
import org.colophon.core.RecordId;
import org.colophon.core.content.RecordType;
import org.colophon.core.content.StandardActivate;
import org.colophon.core.record.Role;
import org.colophon.rpc.proto.Receipt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Puts a standard of damages into force. */
@Command(
    name = "activate",
    header = "Puts a standard into force to which a quorum has agreed, with a validator's key.",
    footer = {
      "%nExample:",
      "  colophon standard activate cn.copyright.54",
      "%nWith --json: {\"type\",\"record\",\"standard\",\"receipt\"}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class StandardActivateCommand extends JsonCommand {
  @Parameters(
      paramLabel = "STANDARD",
      description = "The hash of its document, or its id: the newest version.")
  private String standard;

  @Override
  public Integer call() throws Exception {
    try (Session session = open()) {
      NamedStandard named = NamedStandard.of(standard, session);
      var signatory = session.signatory();
      Receipt receipt =
          session.deliver(
              signatory.sign(
                  signatory.compose(
                      Role.MEMBER,
                      new StandardActivate(RecordId.ofHex(named.view().getReceipt().getId())))));
      if (json) {
        printJson(
            RecordType.STANDARD_ACTIVATE,
            receipt,
            more -> more.put("standard", named.view().getHash()));
      } else {
        printReceipt("standard " + named.view().getHash() + " in force", receipt);
      }
      return 0;
    }
  }
}
