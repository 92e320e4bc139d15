package org.colophon.client.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.colophon.client.ExitCodes;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.file.AtomicFiles;
import org.colophon.config.ConfigException;
import org.colophon.config.Profile;
import org.colophon.core.evidence.receipt.ReceiptException;
import org.colophon.core.evidence.receipt.ReceiptFacts;
import org.colophon.core.evidence.receipt.ReceiptVerifier;
import org.colophon.core.json.Json;
import org.colophon.core.json.ObjBuilder;
import org.colophon.core.membership.Genesis;
import org.colophon.crypto.cose.InclusionReceipt;
import org.colophon.verifier.Style;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Exports and verifies COSE receipts. */
@Command(
    name = "receipt",
    header = "Writes one sealed record's COSE receipt (RFC 9942), or verifies one offline.",
    description = {
      "%nA receipt proves to users of SCITT that the record is a leaf of the sealed log. It is signed"
          + " by the organisation whose node issued it; the validators' own signatures on that log go"
          + " with it and are what is believed. It is verified against the profile's genesis before"
          + " it is written.",
      "%nWith --verify nothing is asked of any network. The receipt does not hold the record: give"
          + " its exact bytes, record.json of a bundle.%n"
    },
    footer = {
      "%nExamples:",
      "  colophon evidence receipt photo.jpg --out photo.cose --wait",
      "  colophon evidence receipt --verify photo.cose --record record.json --genesis genesis.json",
      "%nWith --json: {\"record\",\"index\",\"size\",\"root\",\"issuer\",\"node\",\"issuedAt\","
          + "\"cosignedBy\",\"attested\",\"out\"?}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class EvidenceReceiptCommand extends org.colophon.client.command.Command {
  private static final int RECORD_BYTES_MAX = 16 << 20;

  @Parameters(
      paramLabel = "RECORD|FILE",
      arity = "0..1",
      description = "The record, or the file that it is about.")
  private Optional<String> word = Optional.empty();

  @Option(names = "--out", paramLabel = "COSE", description = "File to write.")
  private Optional<Path> out = Optional.empty();

  @Option(names = "--wait", description = "Wait until the record is sealed.")
  private boolean wait;

  @Option(names = "--force", description = "Replace a file that is there.")
  private boolean force;

  @Option(names = "--verify", paramLabel = "COSE", description = "Verify this receipt instead.")
  private Optional<Path> receipt = Optional.empty();

  @Option(
      names = "--record",
      paramLabel = "JSON",
      description = "The record's exact bytes, with --verify.")
  private Optional<Path> record = Optional.empty();

  @Option(
      names = "--genesis",
      paramLabel = "FILE",
      description = "The genesis that you trust, with --verify (default: the profile's).")
  private Optional<Path> genesis = Optional.empty();

  @Option(names = "--json", description = "The result as JSON.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    if (receipt.isPresent()) {
      if (record.isEmpty() || word.isPresent() || out.isPresent()) {
        throw Failure.usage("--verify needs --record, and neither RECORD|FILE nor --out");
      }
      byte[] bytes = read(receipt.get(), InclusionReceipt.BYTES_MAX);
      show(verify(trusted(), bytes, read(record.get(), RECORD_BYTES_MAX)), receipt.get());
      return ExitCodes.OK;
    }
    if (word.isEmpty() || out.isEmpty() || record.isPresent() || genesis.isPresent()) {
      throw Failure.usage("RECORD|FILE and --out, or --verify with --record");
    }
    export(word.get(), out.get());
    return ExitCodes.OK;
  }

  private void export(String target, Path file) throws Exception {
    if (Files.exists(file) && !force) {
      throw Failure.local(file + ": there is such a file already (use --force to replace it)");
    }
    try (Session session = open()) {
      String id = Target.of(target, session).record();
      SealWait.await(session, id, wait, options.timeout(), context());
      byte[] leaf =
          session.network().receipt(id, session.lastHeight().value()).getRecord().toByteArray();
      byte[] bytes = session.network().coseReceipt(id, session.lastHeight().value());
      ReceiptFacts facts = verify(session.genesis(), bytes, leaf);
      if (!facts.record().hex().equals(id)) {
        throw new Failure(ExitCodes.REFUSED, "RECORD", "the node answered with another record");
      }
      AtomicFiles.write(file, bytes);
      show(facts, file);
    }
  }

  private Genesis trusted() throws IOException, ConfigException, Failure {
    Path file =
        genesis.isPresent()
            ? genesis.get()
            : Profile.load(options.profile.orElseGet(context()::defaultProfile)).genesis();
    return Session.readGenesis(file);
  }

  private static ReceiptFacts verify(Genesis trusted, byte[] bytes, byte[] leaf) throws Failure {
    try {
      return new ReceiptVerifier(trusted).verify(bytes, leaf);
    } catch (ReceiptException e) {
      throw new Failure(
          ExitCodes.REFUSED,
          e.check().name(),
          "the receipt does not verify: " + Style.plain(String.valueOf(e.getMessage())));
    }
  }

  private static byte[] read(Path path, int bytesMax) throws IOException, Failure {
    try (var in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(bytesMax + 1);
      if (bytes.length > bytesMax) {
        throw Failure.local(path + ": larger than " + bytesMax + " bytes");
      }
      return bytes;
    }
  }

  private void show(ReceiptFacts facts, Path file) {
    if (json) {
      print(json(facts, file).build());
      return;
    }
    print(style().good("✓") + " " + file + ", verified");
    print("  record  " + facts.record());
    print("  leaf    " + facts.index() + " of " + facts.size() + " under root " + facts.root());
    print(
        "  sealed  by "
            + String.join(", ", facts.cosignedBy())
            + ", attested "
            + Style.time(facts.attested().value()));
    print(
        "  issued  by "
            + facts.issuer()
            + " ("
            + facts.node()
            + "), "
            + Style.time(facts.issuedAt().value())
            + " by its own clock");
  }

  private ObjBuilder json(ReceiptFacts facts, Path file) {
    ObjBuilder result =
        Json.object()
            .put("record", facts.record().hex())
            .put("index", facts.index().value())
            .put("size", facts.size().value())
            .put("root", facts.root().hex())
            .put("issuer", facts.issuer())
            .put("node", facts.node())
            .put("issuedAt", facts.issuedAt().value())
            .put("cosignedBy", Json.strings(facts.cosignedBy()))
            .put("attested", facts.attested().value());
    return out.isPresent() ? result.put("out", file.toString()) : result;
  }
}
