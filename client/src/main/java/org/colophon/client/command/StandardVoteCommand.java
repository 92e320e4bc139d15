package org.colophon.client.command;

import org.colophon.client.Session;
import org.colophon.core.RecordId;
import org.colophon.core.content.RecordType;
import org.colophon.core.content.StandardVote;
import org.colophon.core.record.Role;
import org.colophon.crypto.Hash;
import org.colophon.rpc.proto.Receipt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Votes for a proposed standard of damages. */
@Command(
    name = "vote",
    header = "Votes for a proposed standard of damages, with a record key of a validator.",
    description = "%nIts tests are run here, and the vote says what they came to.%n",
    footer = {
      "%nExample:",
      "  colophon standard vote cn.copyright.54",
      "%nWith --json: {\"type\",\"record\",\"standard\",\"results\",\"receipt\"}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class StandardVoteCommand extends JsonCommand {
  @Parameters(
      paramLabel = "STANDARD",
      description = "The hash of its document, or its id: the newest version.")
  private String standard;

  @Override
  public Integer call() throws Exception {
    try (Session session = open()) {
      NamedStandard named = NamedStandard.of(standard, session);
      Hash results = named.compiled().testResults();
      var signatory = session.signatory();
      Receipt receipt =
          session.deliver(
              signatory.sign(
                  signatory.compose(
                      Role.MEMBER,
                      new StandardVote(
                          RecordId.ofHex(named.view().getReceipt().getId()), results))));
      if (json) {
        printJson(
            RecordType.STANDARD_VOTE,
            receipt,
            more -> more.put("standard", named.view().getHash()).put("results", results.hex()));
      } else {
        printReceipt("voted for standard " + named.view().getHash(), receipt);
      }
      return 0;
    }
  }
}
