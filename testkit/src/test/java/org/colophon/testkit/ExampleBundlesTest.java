package org.colophon.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.colophon.core.OrgId;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.TreeSize;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.chain.Outcome;
import org.colophon.core.chain.Seal;
import org.colophon.core.chain.SealDocument;
import org.colophon.core.content.ContentDigest;
import org.colophon.core.content.WorkDeclare;
import org.colophon.core.evidence.EvidenceAssembler;
import org.colophon.core.evidence.EvidenceReport;
import org.colophon.core.evidence.EvidenceVerifier;
import org.colophon.core.json.Json;
import org.colophon.core.membership.Genesis;
import org.colophon.core.membership.Organisation;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.record.Role;
import org.colophon.crypto.Hash;
import org.colophon.crypto.StrictBase64;
import org.colophon.crypto.merkle.ConsistencyProof;
import org.colophon.crypto.merkle.MerkleHash;
import org.colophon.crypto.merkle.Proofs;
import org.colophon.crypto.note.Note;
import org.junit.jupiter.api.Test;

/**
 * The bundles in docs/examples, made anew from a seed and from the files in samples, and compared
 * byte by byte with those that are checked in. {@code -Dcolophon.regenerate=true} writes them, with
 * certificates and time-stamps anew: those have no seed, so otherwise the checked-in ones stay.
 */
class ExampleBundlesTest {
  private static final Path EXAMPLES = Path.of("../docs/examples");
  private static final Path SAMPLES = Path.of("../samples");
  private static final long SEED = 20_260_101;
  private static final boolean REGENERATE = Boolean.getBoolean("colophon.regenerate");

  /** The samples that the batch holds, in its order. */
  private static final Map<String, String> BATCH =
      new TreeMap<>(
          Map.of(
              "lamplighter.mid", "audio/midi",
              "lamplighter.wav", "audio/wav",
              "lighthouse.gif", "image/gif",
              "on-colophons.md", "text/markdown",
              "paper-kite.svg", "image/svg+xml",
              "tide-table.html", "text/html",
              "two-stones.png", "image/png"));

  private final TestConsortium consortium = TestConsortium.ofSeed(SEED, "example", certificates());
  private final Actor registrar = consortium.actor(TestConsortium.OFFICE);
  private final Actor creator = consortium.actor("creator-1");
  private final Actor studio = consortium.actor("studio-1").with(consortium.key("studio-1", 1));
  private final TestLedger ledger = openLedger();
  private final StringBuilder values = new StringBuilder();

  @Test
  void bundlesComeOutTheSameAndVerify() throws Exception {
    TestRecords records = consortium.records();
    order(
        60,
        List.of(
            records.register(registrar, creator).bytes(),
            records.register(registrar, studio).bytes()));
    seal(62, 3);

    TestRecord poem =
        work("Lamp at Low Tide", "lamp-at-low-tide.txt", "text/plain").by(creator, Role.CREATOR);
    order(120, List.of(poem.bytes()));
    Seal afterPoem = stamped(122, 4);

    List<TestRecord> works = new ArrayList<>();
    for (Map.Entry<String, String> sample : BATCH.entrySet()) {
      works.add(work(sample.getKey(), sample.getKey(), sample.getValue()).by(studio, Role.AGENT));
    }
    order(180, consortium.signBatch(studio, works));
    Seal afterBatch = stamped(182, 3);

    Actor renewed = creator.with(consortium.key("creator-1", 2));
    TestRecord rotation = records.rotate(creator, renewed).issuedAt(at(235));
    order(240, List.of(rotation.bytes()));
    Seal afterRotation = seal(242, 3);

    check("genesis.json", consortium.genesis().bytes());
    bundle("single", poem.id(), afterPoem, Optional.of("lamp-at-low-tide.txt"));
    TestRecord kite = works.get(List.copyOf(BATCH.keySet()).indexOf("paper-kite.svg"));
    bundle("batch", kite.id(), afterBatch, Optional.of("paper-kite.svg"));
    bundle("two-signers", rotation.id(), afterRotation, Optional.empty());
    check("values.txt", values.toString().getBytes(StandardCharsets.US_ASCII));
    check("consistency.json", consistency().bytes());
  }

  /** Proofs between any two seals of this chain. */
  private Json consistency() {
    List<Json.Obj> proofs = new ArrayList<>();
    try (LedgerReader reader = ledger.read()) {
      List<Long> sizes = sealedSizes(reader);
      for (long older : sizes) {
        for (long newer : sizes.subList(sizes.indexOf(older), sizes.size())) {
          ConsistencyProof proof = Proofs.consistency(older, newer, reader.nodes());
          proofs.add(
              Json.object()
                  .put("new", newer)
                  .put("old", older)
                  .put("path", Json.strings(proof.path().stream().map(Hash::hex).toList()))
                  .build());
        }
      }
    }
    return Json.array(proofs);
  }

  private static List<Long> sealedSizes(LedgerReader reader) {
    List<Long> sizes = new ArrayList<>();
    long newest = reader.newestSeal().orElseThrow().size().value();
    for (long size = 0; size < newest; sizes.add(size)) {
      size = reader.firstSealCovering(new TreeSize(size + 1)).orElseThrow().size().value();
    }
    return sizes;
  }

  private TestRecord work(String title, String file, String mediaType) throws IOException {
    byte[] bytes = Files.readAllBytes(SAMPLES.resolve(file));
    ContentDigest content =
        new ContentDigest(Hash.sha256(bytes), Optional.empty(), bytes.length, mediaType);
    WorkDeclare declaration =
        new WorkDeclare(
            Optional.empty(),
            title,
            WorkDeclare.IpKind.COPYRIGHT,
            "art3.1",
            List.of(new WorkDeclare.Author(creator.subject(), 10_000)),
            Optional.empty(),
            Optional.of("2025-12-30"),
            Optional.of("2026-01-01"),
            List.of(content),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            WorkDeclare.AiUse.ASSISTED);
    return consortium.record(declaration).issuedAt(at(100));
  }

  private void order(long seconds, List<byte[]> records) throws Exception {
    assertThat(ledger.orderAll(at(seconds), records)).allMatch(Outcome.Accepted.class::isInstance);
  }

  private Seal seal(long seconds, int validators) throws Exception {
    return ledger.seal(at(seconds).seconds(), TestConsortium.validators().subList(0, validators));
  }

  /**
   * A seal with the stamps of two organisations. Time-stamps have no seed, so those that are
   * checked in stay; they are made anew together with the certificates that they lead to.
   */
  private Seal stamped(long seconds, int validators) throws Exception {
    return ledger.seal(
        at(seconds).seconds(),
        TestConsortium.validators().subList(0, validators),
        note -> stamps(note, at(seconds + 1)));
  }

  private SealDocument stamps(String note, Timestamp time) {
    Path file =
        EXAMPLES.resolve("seals").resolve(Hash.sha256(note.getBytes(UTF_8)).hex() + ".json");
    try {
      if (REGENERATE) {
        SealDocument stamped =
            ledger.stamp(
                note,
                time,
                TestAuthority.of(TestConsortium.NOTARY),
                TestAuthority.of(TestConsortium.COURT_NORTH));
        Files.createDirectories(file.getParent());
        Files.write(file, stamped.bytes());
      }
      return SealDocument.parse(Files.readAllBytes(file));
    } catch (IOException | RefusedException e) {
      throw new AssertionError(file + ": not a seal", e);
    }
  }

  private static Timestamp at(long seconds) {
    return TestConsortium.START.plus(1000 * seconds);
  }

  /** Makes the bundle of a record, verifies it, and tells what a verifier must find in it. */
  private void bundle(String name, RecordId id, Seal seal, Optional<String> sample)
      throws Exception {
    byte[] zip;
    byte[] leaf;
    BlockHeader header;
    try (LedgerReader reader = ledger.read()) {
      zip = new EvidenceAssembler(consortium.genesis()).assemble(reader, id);
      leaf = reader.leaf(reader.leafOf(id).orElseThrow()).orElseThrow();
      header = reader.blockOf(reader.leafOf(id).orElseThrow()).orElseThrow();
    }
    Optional<Hash> digest =
        sample.isPresent()
            ? Optional.of(Hash.sha256(Files.readAllBytes(SAMPLES.resolve(sample.get()))))
            : Optional.empty();
    EvidenceReport report =
        EvidenceVerifier.verify(
            zip,
            EvidenceVerifier.Options.of(
                Optional.of(consortium.genesis()),
                digest,
                TestConsortium.START.plus(86_400_000L * 365)));
    assertThat(report.failure()).isEmpty();
    EvidenceReport.Facts facts = report.facts().orElseThrow();
    SortedMap<String, String> found = new TreeMap<>();
    found.put("chain", facts.chain().text());
    found.put("record", facts.record().hex());
    found.put("leaf", MerkleHash.leaf(leaf).hex());
    found.put("index", facts.index().toString());
    found.put("size", seal.size().toString());
    found.put("root", Note.parse(seal.note()).checkpoint().root().hex());
    found.put("height", facts.height().toString());
    found.put("header", Hash.sha256(header.bytes()).hex());
    found.put("claimed", facts.claimed().toString());
    found.put("ordered", facts.ordered().toString());
    found.put("attested", facts.attested().median().toString());
    found.put("not-before", facts.notBefore().orElseThrow().toString());
    sample.ifPresent(file -> found.put("file", "samples/" + file));
    found.put("cosigned-by", String.join(",", facts.signedBy()));
    found.forEach((what, value) ->
        values.append(name).append(' ').append(what).append(' ').append(value).append('\n'));
    check(name + ".zip", zip);
  }

  private TestLedger openLedger() {
    try {
      return consortium.open(new MemoryStore());
    } catch (IOException e) {
      throw new AssertionError("a memory store does not open", e);
    }
  }

  private static void check(String name, byte[] expected) throws IOException {
    Path file = EXAMPLES.resolve(name);
    if (REGENERATE) {
      Files.write(file, expected);
    }
    assertThat(Files.readAllBytes(file)).as("%s, made anew", file).isEqualTo(expected);
  }

  /** The certificates of the checked-in genesis; new ones when it is made anew. */
  private static Function<OrgId, String> certificates() {
    Path file = EXAMPLES.resolve("genesis.json");
    Map<OrgId, String> known = new TreeMap<>();
    try {
      if (Files.exists(file) && !REGENERATE) {
        for (Organisation o :
            Genesis.parse(Files.readAllBytes(file)).membership().organisations()) {
          known.put(o.id(), o.certificate());
        }
      }
    } catch (IOException | RefusedException e) {
      throw new AssertionError(file + " is not a genesis", e);
    }
    return id -> known.computeIfAbsent(id, ExampleBundlesTest::newCertificate);
  }

  private static String newCertificate(OrgId id) {
    try {
      return StrictBase64.encode(TestConsortium.authority(id).certificate().getEncoded());
    } catch (java.security.cert.CertificateEncodingException e) {
      throw new AssertionError("a certificate of our own cannot be encoded", e);
    }
  }
}
