package org.colophon.client.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.file.Hasher;
import org.colophon.client.submit.Signatory;
import org.colophon.core.RecordId;
import org.colophon.core.content.RecordType;
import org.colophon.core.content.WorkReveal;
import org.colophon.crypto.Hash;
import org.colophon.rpc.proto.Receipt;
import org.colophon.verifier.Opening;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Opens a commitment. */
@Command(
    name = "reveal",
    header = "Opens the commitment of an unpublished work, a draft or a deposit.",
    description =
        "%nThe digest is then in clear on the chain, for ever. Priority stays that of the record"
            + " that carries the commitment. The opening comes from the profile's openings/.%n",
    footer = {
      "%nExamples:",
      "  colophon work reveal novel.txt",
      "  colophon work reveal 5b1e… (the record's 64 hex digits)",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class WorkRevealCommand extends JsonCommand {
  @Parameters(paramLabel = "RECORD|FILE", description = "The record, or the file itself.")
  private String target;

  @Override
  public Integer call() throws Exception {
    try (Session session = open()) {
      Signatory signatory = session.signatory();
      Opening opening = opening(session);
      byte[] statement =
          signatory.compose(
              opening.role(), new WorkReveal(opening.record(), opening.salt(), opening.digest()));
      Receipt receipt = session.deliver(signatory.sign(statement));
      if (json) {
        printJson(
            RecordType.WORK_REVEAL,
            receipt,
            more ->
                more.put("opens", opening.record().hex()).put("sha256", opening.digest().hex()));
      } else {
        printReceipt("opened record " + opening.record(), receipt);
        print("  sha256  " + opening.digest());
      }
      return 0;
    }
  }

  private Opening opening(Session session) throws Exception {
    if (Files.isRegularFile(Path.of(target))) {
      List<Opening> openings = session.openings().ofDigest(Hasher.hash(Path.of(target)).sha256());
      if (openings.size() > 1) {
        throw Failure.usage(
            "the file has several commitments; name one of the records "
                + openings.stream().map(o -> o.record() + " (" + o.type() + ")").toList());
      }
      if (openings.size() == 1) {
        return openings.getFirst();
      }
    } else if (Hash.isHex(target)) {
      var opening = session.openings().ofRecord(RecordId.ofHex(target));
      if (opening.isPresent()) {
        return opening.get();
      }
    }
    throw Failure.local("this profile has no opening for it");
  }
}
