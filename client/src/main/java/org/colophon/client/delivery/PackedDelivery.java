package org.colophon.client.delivery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.colophon.client.Failure;
import org.colophon.core.RefusedException;
import org.colophon.core.delivery.DeliveryIndex;
import org.colophon.core.delivery.DeliveryKeys;
import org.colophon.core.delivery.DeliveryManifest;
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;
import org.colophon.crypto.PemBlock;
import org.colophon.crypto.PrivateFiles;
import org.colophon.crypto.hpke.DataKey;

/**
 * A delivery as its sender keeps it, in a folder of the profile named by the SHA-256 of the index:
 * enough to go on with sending it after any interruption, and to show later what was in it.
 *
 * @param folder where it lies
 * @param id SHA-256 of the index
 * @param index what the court's node gets first
 * @param manifest what is in it
 * @param keys to encrypt its chunks with
 * @param files where the files lie, in the manifest's order
 */
public record PackedDelivery(
    Path folder,
    Hash id,
    DeliveryIndex index,
    DeliveryManifest manifest,
    DeliveryKeys keys,
    List<Path> files) {
  static final String INDEX = "index.json";
  static final String MANIFEST = "manifest.json";
  static final String BUNDLES = "bundles";
  static final String MADE = "made";
  private static final String SECRET = "secret.pem";
  private static final String FILES = "files.json";
  private static final String RECORD = "record.json";
  private static final String LABEL = "COLOPHON DELIVERY KEY";
  private static final int PATH_CHARS_MAX = 4096;
  private static final JsonLimits PATHS = new JsonLimits(2 << 20, 2, DeliveryManifest.FILES_MAX);

  /** Copies the list. */
  public PackedDelivery {
    files = List.copyOf(files);
  }

  /**
   * Writes all that is to be kept of a delivery into its folder.
   *
   * @param files those in the folder by their names in it, the others by their whole paths
   */
  static void write(
      Path folder,
      DeliveryIndex index,
      DeliveryManifest manifest,
      DataKey secret,
      List<String> files)
      throws IOException {
    PrivateFiles.create(
        folder.resolve(SECRET),
        PemBlock.of(LABEL, secret.bytes()).text().getBytes(StandardCharsets.US_ASCII));
    PrivateFiles.create(
        folder.resolve(FILES), Json.object().put("files", Json.strings(files)).build().bytes());
    PrivateFiles.create(folder.resolve(MANIFEST), manifest.bytes());
    PrivateFiles.create(folder.resolve(INDEX), index.bytes());
  }

  /** Opens what {@link #write} wrote. */
  static PackedDelivery open(Path deliveries, Hash id) throws IOException, Failure {
    Path folder = deliveries.resolve(id.hex());
    try {
      byte[] bytes = Files.readAllBytes(folder.resolve(INDEX));
      if (!Hash.sha256(bytes).equals(id)) {
        throw Failure.local(folder.resolve(INDEX) + ": was changed");
      }
      DeliveryIndex index = DeliveryIndex.read(bytes);
      DeliveryManifest manifest =
          index.requireManifest(Files.readAllBytes(folder.resolve(MANIFEST)));
      DeliveryKeys keys = new DeliveryKeys(secret(folder), index.manifest());
      return new PackedDelivery(folder, id, index, manifest, keys, files(folder));
    } catch (NoSuchFileException e) {
      throw Failure.local(folder + ": there is no such delivery");
    } catch (RefusedException | IllegalArgumentException e) {
      throw Failure.local(folder + ": was changed: " + e.getMessage());
    }
  }

  private static DataKey secret(Path folder) throws IOException {
    String pem = new String(PrivateFiles.read(folder.resolve(SECRET)), StandardCharsets.US_ASCII);
    List<PemBlock> blocks = PemBlock.parseAll(pem);
    if (blocks.size() != 1 || !blocks.getFirst().label().equals(LABEL)) {
      throw new IllegalArgumentException(SECRET + ": not one block " + LABEL);
    }
    return DataKey.of(blocks.getFirst().der());
  }

  private static List<Path> files(Path folder) throws IOException, RefusedException {
    Members members =
        Members.of("", JsonParser.parseObject(Files.readAllBytes(folder.resolve(FILES)), PATHS));
    List<String> paths = members.texts("files", 1, DeliveryManifest.FILES_MAX, PATH_CHARS_MAX);
    members.end();
    return paths.stream().map(folder::resolve).toList();
  }

  /** Where the record that submits it is kept, from before it is sent. */
  public Path record() {
    return folder.resolve(RECORD);
  }
}
