package org.colophon.client.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.file.AtomicFiles;
import org.colophon.client.file.BundleFile;
import org.colophon.client.file.FileFacts;
import org.colophon.client.file.Hasher;
import org.colophon.client.submit.PrivateFolders;
import org.colophon.client.submit.Progress;
import org.colophon.client.submit.Texts;
import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.custody.Envelope;
import org.colophon.core.delivery.DeliveredFile;
import org.colophon.core.delivery.DeliveredFile.Kind;
import org.colophon.core.delivery.DeliveryIndex;
import org.colophon.core.delivery.DeliveryKeys;
import org.colophon.core.delivery.DeliveryManifest;
import org.colophon.crypto.Digests;
import org.colophon.crypto.Hash;
import org.colophon.crypto.hpke.ChunkCipher;
import org.colophon.crypto.hpke.DataKey;

/**
 * Packs a delivery: bundles of evidence are fetched and verified, every file is hashed, then
 * encrypted once to learn the digests of its chunks. The ciphertext itself is kept nowhere: it is
 * made again while it is sent, chunk by chunk, and must come out the same.
 */
public final class Packing {
  private static final int SHORT = 16;

  private final Session session;
  private final long nowMs;
  private final Progress progress;
  private final Path part;
  private final List<String> paths = new ArrayList<>();
  private final Map<String, DeliveredFile> files = new LinkedHashMap<>();

  private Packing(Session session, long nowMs, Progress progress, Path part) {
    this.session = session;
    this.nowMs = nowMs;
    this.progress = progress;
    this.part = part;
  }

  /**
   * What goes into a delivery.
   *
   * @param evidence records of which bundles are made
   * @param bundles files that are bundles already
   * @param materials any other files
   * @param made files that are made for it, by their names; they are kept with the delivery
   */
  public record Contents(
      Collection<RecordId> evidence,
      List<Path> bundles,
      List<Path> materials,
      SortedMap<String, byte[]> made) {
    /** Copies the lists. */
    public Contents {
      evidence = List.copyOf(evidence);
      bundles = List.copyOf(bundles);
      materials = List.copyOf(materials);
      made = Collections.unmodifiableSortedMap(new TreeMap<>(made));
    }
  }

  /** Packs a delivery into a new folder among the profile's deliveries. */
  public static PackedDelivery pack(
      Session session,
      OrgId court,
      Optional<RecordId> caseOf,
      Contents contents,
      List<Envelope.Recipient> recipients,
      long nowMs,
      Progress progress)
      throws IOException, Failure, RefusedException {
    PrivateFolders.create(session.deliveries());
    Path part =
        session
            .deliveries()
            .resolve(session.signatory().salt().hex().substring(0, SHORT) + ".part");
    PrivateFolders.create(part);
    Packing packing = new Packing(session, nowMs, progress, part);
    try {
      Hash id = packing.pack(court, caseOf, contents, recipients);
      AtomicFiles.move(part, session.deliveries().resolve(id.hex()));
      return PackedDelivery.open(session.deliveries(), id);
    } catch (IOException | Failure | RefusedException | RuntimeException e) {
      packing.delete();
      throw e;
    }
  }

  private Hash pack(
      OrgId court,
      Optional<RecordId> caseOf,
      Contents contents,
      List<Envelope.Recipient> recipients)
      throws IOException, Failure, RefusedException {
    add(contents);
    DeliveryManifest manifest =
        new DeliveryManifest(
            session.genesis().chain(),
            court,
            session.signatory().subject(),
            caseOf,
            List.copyOf(files.values()),
            session.signatory().salt());
    return seal(manifest, recipients);
  }

  /** What was not packed to the end goes; nobody was told of it. */
  private void delete() throws IOException {
    try (Stream<Path> found = Files.walk(part)) {
      for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private void add(Contents contents) throws IOException, Failure {
    PrivateFolders.create(part.resolve(PackedDelivery.BUNDLES));
    progress.begin("evidence", contents.evidence().size());
    for (RecordId record : contents.evidence()) {
      String name = "record-" + record.hex().substring(0, SHORT) + ".zip";
      String inPart = PackedDelivery.BUNDLES + "/" + name;
      byte[] zip = session.network().evidence(record.hex(), session.lastHeight().value());
      AtomicFiles.write(part.resolve(inPart), zip);
      add(Kind.BUNDLE, part.resolve(inPart), inPart);
      progress.step(1);
    }
    for (Path bundle : contents.bundles()) {
      add(Kind.BUNDLE, bundle, bundle.toAbsolutePath().toString());
    }
    for (Path material : contents.materials()) {
      add(Kind.MATERIAL, material, material.toAbsolutePath().toString());
    }
    PrivateFolders.create(part.resolve(PackedDelivery.MADE));
    for (Map.Entry<String, byte[]> made : contents.made().entrySet()) {
      String inPart = PackedDelivery.MADE + "/" + made.getKey();
      AtomicFiles.write(part.resolve(inPart), made.getValue());
      add(Kind.MATERIAL, part.resolve(inPart), inPart);
    }
    if (files.size() > DeliveryManifest.FILES_MAX) {
      throw Failure.usage(
          files.size() + " files (expected: at most " + DeliveryManifest.FILES_MAX + ")");
    }
  }

  private void add(Kind kind, Path file, String path) throws IOException, Failure {
    FileFacts facts = Hasher.hash(file);
    if (kind == Kind.BUNDLE) {
      BundleFile.requireVerified(file, session, nowMs, "other files go with --file");
    }
    String name;
    try {
      name = DeliveredFile.checkName(facts.name());
    } catch (IllegalArgumentException e) {
      throw Failure.usage(Texts.ofFileName(facts.name()) + ": " + e.getMessage());
    }
    if (files.put(name.toLowerCase(Locale.ROOT), new DeliveredFile(name, kind, facts.digest()))
        != null) {
      throw Failure.usage(name + ": two files have that name");
    }
    paths.add(path);
  }

  private Hash seal(DeliveryManifest manifest, List<Envelope.Recipient> recipients)
      throws IOException, Failure, RefusedException {
    long chunks =
        manifest.files().stream()
            .mapToLong(file -> ChunkCipher.chunks(file.content().size()))
            .sum();
    if (chunks > DeliveryIndex.CHUNKS_MAX) {
      throw Failure.refused(
          Reason.TOO_LARGE,
          chunks + " chunks of 1 MiB (expected: at most " + DeliveryIndex.CHUNKS_MAX + ")");
    }
    DataKey secret = DataKey.generate(session.random());
    DeliveryKeys keys = new DeliveryKeys(secret, manifest.digest());
    List<Hash> digests = new ArrayList<>();
    progress.begin("encrypting", chunks);
    for (int number = 0; number < manifest.files().size(); number++) {
      encrypt(
          part.resolve(paths.get(number)),
          manifest.files().get(number),
          keys.file(number),
          digests);
    }
    progress.end();
    DeliveryIndex index = DeliveryIndex.seal(manifest, digests, recipients, secret);
    PackedDelivery.write(part, index, manifest, secret, paths);
    return Hash.sha256(index.bytes());
  }

  private void encrypt(Path path, DeliveredFile file, ChunkCipher cipher, List<Hash> digests)
      throws IOException, Failure {
    MessageDigest whole = Digests.sha256();
    long size = file.content().size();
    long chunks = ChunkCipher.chunks(size);
    try (InputStream in = Files.newInputStream(path)) {
      for (long number = 0; number < chunks; number++) {
        byte[] plaintext = in.readNBytes(ChunkCipher.length(size, number));
        whole.update(plaintext);
        digests.add(Hash.sha256(cipher.encrypt(number, number == chunks - 1, plaintext)));
        progress.step(1);
      }
    }
    if (!Hash.finish(whole).equals(file.content().sha256())) {
      throw Failure.local(path + ": was changed while it was packed");
    }
  }
}
