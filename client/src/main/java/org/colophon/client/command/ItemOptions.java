package org.colophon.client.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.colophon.client.Context;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.batch.ItemSource;
import org.colophon.client.batch.ItemsFile;
import org.colophon.client.submit.Progress;
import org.colophon.client.submit.Signatory;
import org.colophon.client.view.Views;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.content.Content;
import org.colophon.core.content.ItemBatch;
import org.colophon.core.record.Role;
import org.colophon.crypto.Hash;
import org.colophon.rpc.proto.Receipt;
import picocli.CommandLine.Option;

/** Items that come under one root, and the file that keeps them. */
final class ItemOptions {
  @Option(
      names = "--items",
      arity = "1..*",
      paramLabel = "PATH",
      description = "Files and folders, or lists of items with --as.")
  private List<Path> items = List.of();

  @Option(
      names = "--as",
      paramLabel = "FORM",
      description =
          "What an item is: ${COMPLETION-CANDIDATES} (default: FILES). LINES: each line of a list;"
              + " DIGESTS: each digest of a list, as sha256sum writes it or as a JSON object with"
              + " sha256.")
  private ItemSource.Form form = ItemSource.Form.FILES;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the items are kept, with the secret that salts them.")
  private Optional<Path> out = Optional.empty();

  /** What is made of the root over the items. */
  interface Maker {
    /** The members of the record's type. */
    Content content(ItemBatch items);
  }

  /** A record that carries the root. */
  record Made(ItemBatch items, Receipt receipt) {}

  /** Whether items are given. */
  boolean isAsked() {
    return !items.isEmpty() || out.isPresent();
  }

  /** Refuses what cannot be done, before anything is opened. */
  void check() throws Failure {
    if (items.isEmpty() || out.isEmpty()) {
      throw Failure.usage("--items PATH and --out FILE go together");
    }
    if (Files.exists(out.get())) {
      throw Failure.local(out.get() + ": there is such a file already");
    }
  }

  /** Reads the items, records the root over them, and keeps what proves each of them. */
  Made record(Session session, Context context, Role role, Maker maker)
      throws IOException, InterruptedException, RefusedException, Failure {
    Signatory signatory = session.signatory();
    ItemsFile file = ItemsFile.create(out.orElseThrow(), signatory.salt());
    boolean isKept = false;
    try {
      Progress progress = TerminalProgress.of(context);
      try {
        new ItemSource(items, form).read(file::add, progress);
      } finally {
        progress.end();
      }
      ItemBatch batch = file.batch();
      byte[] statement = signatory.compose(role, maker.content(batch));
      // Before it is sent: a root that stands and whose items are forgotten proves nothing.
      file.close(batch, new RecordId(Hash.sha256(statement)));
      try {
        isKept = true;
        Receipt receipt = session.deliver(signatory.sign(statement));
        file.receipt(Views.receipt(receipt));
        return new Made(batch, receipt);
      } catch (Failure refused) {
        isKept = false;
        throw refused;
      }
    } finally {
      if (isKept) {
        file.close();
      } else {
        file.discard();
      }
    }
  }
}
