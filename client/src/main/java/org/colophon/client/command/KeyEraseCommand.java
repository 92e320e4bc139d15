package org.colophon.client.command;

import java.util.EnumSet;
import java.util.Set;
import org.colophon.client.Session;
import org.colophon.client.custody.PrivateRecord;
import org.colophon.client.submit.Signatory;
import org.colophon.core.RecordId;
import org.colophon.core.content.KeyErase;
import org.colophon.core.content.RecordType;
import org.colophon.core.record.Role;
import org.colophon.rpc.proto.Receipt;
import org.colophon.verifier.Style;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Has the private matter of a record destroyed. */
@Command(
    name = "erase",
    header = "Has the private matter of a record destroyed, everywhere that it is kept.",
    description = {
      "%nEvery custodian destroys the ciphertext once the erasure is sealed, and a restored backup"
          + " again. The profile's own openings of the record are deleted too. The record stands and"
          + " every proof of it holds, but nobody can ever show again what its commitments were"
          + " to.",
      "%nWho opened it before keeps what it saw: no erasure reaches that.%n"
    },
    footer = {
      "%nExample:",
      "  colophon key erase 9c1e…",
      "%nWith --json: {\"type\",\"record\",\"erased\",\"openingsDeleted\",\"receipt\"}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class KeyEraseCommand extends JsonCommand {
  @Parameters(
      paramLabel = "RECORD",
      converter = Converters.RecordName.class,
      description = "The record's 64 hex digits.")
  private RecordId record;

  @Option(
      names = "--keep-openings",
      description = "Leave the profile's own openings of the record.")
  private boolean keepOpenings;

  @Override
  public Integer call() throws Exception {
    try (Session session = open()) {
      PrivateRecord erased = PrivateRecord.of(session, record);
      var _ = erased.matter();
      Signatory signatory = session.signatory();
      boolean signedIt =
          erased.statement().signers().stream()
              .anyMatch(signer -> signer.subject().equals(signatory.subject()));
      Set<KeyErase.Destroyed> destroyed = EnumSet.of(KeyErase.Destroyed.CIPHERTEXT);
      if (!keepOpenings && session.openings().ofRecord(record).isPresent()) {
        destroyed.add(KeyErase.Destroyed.SALT);
      }
      byte[] statement =
          signatory.compose(
              signedIt ? Role.HOLDER : Role.REGISTRAR, new KeyErase(record, destroyed));
      Receipt receipt = session.deliver(signatory.sign(statement));
      int deleted = keepOpenings ? 0 : session.openings().delete(record);
      report(receipt, deleted);
      return 0;
    }
  }

  private void report(Receipt receipt, int deleted) {
    if (json) {
      printJson(
          RecordType.KEY_ERASE,
          receipt,
          more -> more.put("erased", record.hex()).put("openingsDeleted", deleted));
      return;
    }
    printReceipt("private matter erased", receipt);
    print("  the custodians destroy it once this is sealed");
    if (deleted > 0) {
      print("  " + Style.count(deleted, "opening") + " deleted here");
    }
  }
}
