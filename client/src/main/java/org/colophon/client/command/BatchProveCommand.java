package org.colophon.client.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.colophon.client.Failure;
import org.colophon.client.batch.ItemProver;
import org.colophon.client.file.AtomicFiles;
import org.colophon.client.file.Hasher;
import org.colophon.core.evidence.ItemProof;
import org.colophon.core.json.Json;
import org.colophon.crypto.Hash;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Proves one item of many. */
@Command(
    name = "prove",
    header = "Writes the proof that an item stands under the root of its record.",
    description = {
      "%nThe proof is a small file that tells nothing of the other items. With the record's evidence"
          + " it verifies offline. An item that was a line of a list is given as a file of that line"
          + " without its end, or by its digest. Needs no network and no profile.%n"
    },
    footer = {
      "%nExamples:",
      "  colophon batch prove uploads.items --item uploads/17.jpg --out 17.proof.json",
      "  colophon batch prove rows.items --digest ba78… --out row.proof.json",
      "%nWith --json: {\"out\",\"record\",\"index\",\"size\"}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class BatchProveCommand extends JsonCommand {
  @Parameters(paramLabel = "ITEMS", description = "The file that batch timestamp wrote.")
  private Path items;

  @Option(names = "--item", paramLabel = "FILE", description = "The item.")
  private Optional<Path> item = Optional.empty();

  @Option(
      names = "--digest",
      paramLabel = "SHA256",
      converter = Converters.Digest.class,
      description = "The item by its digest.")
  private Optional<Hash> digest = Optional.empty();

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "File to write.")
  private Path out;

  @Override
  public Integer call() throws Exception {
    if (item.isPresent() == digest.isPresent()) {
      throw Failure.usage("either --item or --digest");
    }
    if (Files.exists(out)) {
      throw Failure.local(out + ": there is such a file already");
    }
    Hash wanted = digest.isPresent() ? digest.get() : Hasher.hash(item.orElseThrow()).sha256();
    ItemProof proof = ItemProver.prove(items, item -> item.sha256().equals(wanted));
    AtomicFiles.write(out, proof.bytes());
    if (json) {
      print(
          Json.object()
              .put("out", out.toString())
              .put("record", proof.record().hex())
              .put("index", proof.proof().leafIndex())
              .put("size", proof.proof().treeSize())
              .build());
    } else {
      print(
          style().good("✓")
              + " item "
              + proof.proof().leafIndex()
              + " of "
              + proof.proof().treeSize()
              + " of record "
              + proof.record());
    }
    return 0;
  }
}
