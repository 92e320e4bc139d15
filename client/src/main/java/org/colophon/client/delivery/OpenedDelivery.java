package org.colophon.client.delivery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.file.BundleFile;
import org.colophon.client.file.FileFacts;
import org.colophon.client.file.Hasher;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.delivery.DeliveredFile;
import org.colophon.core.delivery.DeliveredFile.Kind;
import org.colophon.core.delivery.DeliveryIndex;
import org.colophon.core.delivery.DeliveryManifest;
import org.colophon.crypto.Hash;

/**
 * A delivery as a court has it: its index, its manifest and the files, in clear.
 *
 * @param folder where it lies
 * @param id SHA-256 of the index, as it was submitted
 * @param manifest what is in it
 */
public record OpenedDelivery(Path folder, Hash id, DeliveryManifest manifest) {
  static final String INDEX = "index.json";
  static final String MANIFEST = "manifest.json";
  static final String FILES = "files";

  /**
   * Checks all of an opened delivery: that the manifest is the index's, that the files are exactly
   * the manifest's, and that each bundle verifies offline.
   *
   * @throws RefusedException COMMITMENT_MISMATCH when one of them is not
   * @throws Failure named by the check, when a bundle does not verify
   */
  public static OpenedDelivery verify(Path folder, Session session, long nowMs)
      throws IOException, RefusedException, Failure {
    OpenedDelivery opened = read(folder);
    opened.requireFiles();
    for (DeliveredFile file : opened.manifest.files()) {
      requireFile(opened.file(file), file);
      if (file.kind() == Kind.BUNDLE) {
        BundleFile.requireVerified(
            opened.file(file), session, nowMs, "--refuse NOT_VERIFIED refuses the delivery");
      }
    }
    return opened;
  }

  private static OpenedDelivery read(Path folder) throws IOException, RefusedException, Failure {
    try {
      byte[] index = read(folder.resolve(INDEX), DeliveryIndex.BYTES_MAX);
      byte[] manifest = read(folder.resolve(MANIFEST), DeliveryManifest.BYTES_MAX);
      return new OpenedDelivery(
          folder, Hash.sha256(index), DeliveryIndex.read(index).requireManifest(manifest));
    } catch (NoSuchFileException e) {
      throw Failure.local(folder + ": no opened delivery: " + e.getMessage() + " is missing");
    }
  }

  private static byte[] read(Path file, int bytesMax) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return in.readNBytes(bytesMax + 1);
    }
  }

  /** The file that names an opened delivery. */
  public static Path index(Path folder) {
    return folder.resolve(INDEX);
  }

  /**
   * Refuses a delivery that somebody else made, or for another court: submitting it again does not
   * make it one's own.
   *
   * @throws RefusedException COMMITMENT_MISMATCH
   */
  public void requireFrom(String submitter, String court) throws RefusedException {
    if (!manifest.sender().text().equals(submitter) || !manifest.court().text().equals(court)) {
      throw new RefusedException(
          Reason.COMMITMENT_MISMATCH,
          "delivery: from "
              + manifest.sender()
              + " to "
              + manifest.court()
              + " (submitted: from "
              + submitter
              + " to "
              + court
              + ")");
    }
  }

  Path file(DeliveredFile file) {
    return folder.resolve(FILES).resolve(file.name());
  }

  private void requireFiles() throws IOException, RefusedException {
    Set<String> expected = new TreeSet<>();
    manifest.files().forEach(file -> expected.add(file.name()));
    Set<String> found = new TreeSet<>();
    try (Stream<Path> files = Files.list(folder.resolve(FILES))) {
      files.forEach(file -> found.add(String.valueOf(file.getFileName())));
    }
    if (!found.equals(expected)) {
      throw new RefusedException(
          Reason.COMMITMENT_MISMATCH,
          folder.resolve(FILES) + ": not the files that the manifest names");
    }
  }

  /**
   * Refuses another file than the manifest's.
   *
   * @throws RefusedException COMMITMENT_MISMATCH
   */
  static void requireFile(Path path, DeliveredFile file) throws IOException, RefusedException {
    FileFacts facts = Hasher.hash(path);
    if (!facts.sha256().equals(file.content().sha256()) || facts.size() != file.content().size()) {
      throw new RefusedException(
          Reason.COMMITMENT_MISMATCH, file.name() + ": not the file that the manifest names");
    }
  }
}
