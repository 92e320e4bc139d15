package org.colophon.client.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.submit.Signatory;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.content.Correction;
import org.colophon.core.content.RecordType;
import org.colophon.core.record.RecordParser;
import org.colophon.core.record.Role;
import org.colophon.core.record.Signer;
import org.colophon.crypto.Hash;
import org.colophon.rpc.proto.Receipt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Corrects a record. */
@Command(
    name = "correction",
    header = "Says what should have stood in a record that you signed; the record stays as it is.",
    description =
        "%nA correction is shown beside the record wherever that is shown, and changes nobody's"
            + " rights. You sign it in the role in which you signed the record.%n",
    footer = {
      "%nExamples:",
      "  colophon correction 5b1e… --set title=\"Harbour at dawn\" --set completedOn=2025-11-30",
      "  colophon correction 5b1e… --drop iscc --commit price=9c1f…",
      "%nWith --json: {\"type\",\"record\",\"corrects\",\"receipt\"}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class CorrectionCommand extends JsonCommand {
  @Parameters(
      paramLabel = "RECORD",
      converter = Converters.RecordName.class,
      description = "The record.")
  private RecordId record;

  @Option(
      names = "--set",
      paramLabel = "MEMBER=VALUE",
      description = "What should have stood in a member, for everybody to read.")
  private Map<String, String> values = new LinkedHashMap<>();

  @Option(
      names = "--commit",
      paramLabel = "MEMBER=HEX",
      description = "A salted commitment to what should have stood in a member.")
  private Map<String, String> commitments = new LinkedHashMap<>();

  @Option(
      names = "--drop",
      paramLabel = "MEMBER",
      description = "A member that should not have stood there.")
  private List<String> dropped = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    Correction content = new Correction(record, items(), Optional.empty());
    if (content.corrections().isEmpty()) {
      throw Failure.usage("--set, --commit or --drop is missing");
    }
    try (Session session = open()) {
      Signatory signatory = session.signatory();
      byte[] statement = signatory.compose(role(session, signatory), content);
      Receipt receipt = session.deliver(signatory.sign(statement));
      if (json) {
        printJson(RecordType.CORRECTION, receipt, more -> more.put("corrects", record.hex()));
      } else {
        printReceipt("corrected record " + record, receipt);
      }
      return 0;
    }
  }

  private List<Correction.Item> items() throws Failure {
    List<Correction.Item> items = new ArrayList<>();
    values.forEach((member, value) ->
        items.add(new Correction.Item(member, Optional.of(value), Optional.empty())));
    for (Map.Entry<String, String> entry : commitments.entrySet()) {
      if (!Hash.isHex(entry.getValue())) {
        throw Failure.usage("--commit: (expected: MEMBER and 64 lower-case hex digits)");
      }
      Optional<Hash> commitment = Optional.of(Hash.ofHex(entry.getValue()));
      items.add(new Correction.Item(entry.getKey(), Optional.empty(), commitment));
    }
    dropped.forEach(
        member -> items.add(new Correction.Item(member, Optional.empty(), Optional.empty())));
    return items;
  }

  /** The role in which this profile signed the record. */
  private Role role(Session session, Signatory signatory) throws Exception {
    byte[] bytes =
        session
            .network()
            .receipt(record.hex(), session.lastHeight().value())
            .getRecord()
            .toByteArray();
    return signers(session, bytes).stream()
        .filter(signer -> signer.subject().equals(signatory.subject()))
        .map(Signer::role)
        .findFirst()
        .orElseThrow(
            () -> Failure.refused(Reason.ROLE_DENIED, "signers: you did not sign that record"));
  }

  private static List<Signer> signers(Session session, byte[] record) throws RefusedException {
    return new RecordParser(session.genesis().limits().recordBytesMax())
        .parse(record)
        .statement()
        .signers();
  }
}
