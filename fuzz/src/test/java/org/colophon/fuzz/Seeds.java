package org.colophon.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.colophon.core.ChainId;
import org.colophon.core.Height;
import org.colophon.core.LeafIndex;
import org.colophon.core.RecordId;
import org.colophon.core.chain.EntryCodec;
import org.colophon.core.chain.Epoch;
import org.colophon.core.chain.SealDocument;
import org.colophon.core.chain.SignedEpoch;
import org.colophon.core.content.RecordType;
import org.colophon.core.content.Scope;
import org.colophon.core.custody.Envelope;
import org.colophon.core.custody.FetchRequest;
import org.colophon.core.custody.OpenedMember;
import org.colophon.core.delivery.DeliveryRequest;
import org.colophon.core.evidence.PlainZip;
import org.colophon.core.evidence.archive.Container;
import org.colophon.core.evidence.receipt.ReceiptAssembler;
import org.colophon.core.json.Json;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.query.Cursor;
import org.colophon.core.reading.ReadRequest;
import org.colophon.core.reading.ReadRow;
import org.colophon.core.report.About;
import org.colophon.core.standard.ShippedStandards;
import org.colophon.crypto.Hash;
import org.colophon.crypto.StrictBase64;
import org.colophon.crypto.cms.DetachedSignature;
import org.colophon.crypto.cms.PdfSignature;
import org.colophon.crypto.cose.CoseSigner;
import org.colophon.crypto.hpke.ChunkCipher;
import org.colophon.crypto.hpke.DataKey;
import org.colophon.crypto.hpke.RecipientSecret;
import org.colophon.crypto.note.Note;
import org.colophon.crypto.note.TlogPolicy;
import org.colophon.crypto.tsp.TimeStamp;
import org.colophon.crypto.tsp.TimeStampQuery;
import org.colophon.crypto.x509.CertificateAuthority;
import org.colophon.crypto.x509.Pem;
import org.colophon.crypto.x509.TlsIdentity;
import org.colophon.node.range.RangeExport;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestCasework;
import org.colophon.testkit.TestCatalogue;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestDelivery;
import org.colophon.testkit.TestLedger;
import org.colophon.testkit.TestRecord;

/**
 * What the corpus begins with: for each decoder something real, so that a fuzzer knows the form.
 */
final class Seeds {
  private static final Path EXAMPLES = Path.of("..", "docs", "examples");
  private static final String NONCE = "00112233445566778899aabbccddeeff";

  private final Map<String, List<byte[]>> all = new TreeMap<>();
  private final TestConsortium consortium = TestConsortium.ofSeed(5);
  private final ChainId chain = consortium.chain();
  private final Actor reader = consortium.actor("reader");
  private final Hash digest = consortium.hash("digest");
  private final CertificateAuthority authority =
      TestConsortium.authority(TestConsortium.COURT_NORTH);

  private Seeds() {}

  /** By class and method of the fuzz tests, as the folders of the corpus are called. */
  static Map<String, List<byte[]>> all() throws Exception {
    Seeds seeds = new Seeds();
    seeds.notes();
    seeds.records();
    seeds.privateMatter();
    seeds.chain();
    seeds.bundles();
    seeds.certificates();
    seeds.standards();
    seeds.settings();
    seeds.signatures();
    seeds.frames();
    seeds.files();
    return seeds.all;
  }

  private void put(String test, byte[]... seeds) {
    all.computeIfAbsent(test, t -> new ArrayList<>()).addAll(Arrays.asList(seeds));
  }

  private void put(String test, String... seeds) {
    for (String seed : seeds) {
      put(test, seed.getBytes(UTF_8));
    }
  }

  private static SortedMap<String, byte[]> example(String bundle) throws Exception {
    return PlainZip.read(Files.readAllBytes(EXAMPLES.resolve(bundle)));
  }

  private static byte[] part(SortedMap<String, byte[]> parts, String name) {
    return Objects.requireNonNull(parts.get(name));
  }

  private void notes() throws Exception {
    SortedMap<String, byte[]> parts = example("two-signers.zip");
    put("fuzz/NotesFuzzTest/note", part(parts, "seal.note"));
    put("fuzz/NotesFuzzTest/checkpoint", Note.parse(part(parts, "seal.note")).body());
    put("fuzz/NotesFuzzTest/proof", part(parts, "record.tlog-proof"));
    put("fuzz/NotesFuzzTest/policy", part(parts, "policy.txt"));
    TlogPolicy policy = TlogPolicy.parse(Decoder.text(part(parts, "policy.txt")));
    put("fuzz/NotesFuzzTest/vkey", policy.logs().getFirst().key().vkey());
    policy.witnesses().stream()
        .limit(2)
        .forEach(witness -> put("fuzz/NotesFuzzTest/vkey", witness.key().vkey()));
    for (int number = 0; number < 3; number++) {
      put("fuzz/NotesFuzzTest/keyName", consortium.key("anyone", number).name().text());
    }
  }

  private void records() throws Exception {
    put("fuzz/StatementsFuzzTest/json", "[{\"a\":[-1,true,\"é\\n\"],\"b\":{}},9007199254740991]");
    for (RecordType type : RecordType.values()) {
      List<TestRecord> example = TestCatalogue.example(consortium, type);
      put("fuzz/StatementsFuzzTest/record", example.getLast().bytes());
    }
    put("fuzz/StatementsFuzzTest/record", part(example("batch.zip"), "record.json"));
  }

  private void privateMatter() throws Exception {
    DataKey secret = DataKey.of(new byte[32]);
    RecipientSecret recipient = RecipientSecret.ofSeed(new byte[32]);
    List<Envelope.Recipient> recipients =
        List.of(new Envelope.Recipient(reader.subject(), recipient.publicKey()));
    OpenedMember opened = OpenedMember.ofText("commitment", reader.subject(), digest, "secret");
    Envelope envelope = Envelope.seal(chain, List.of(opened), recipients, secret);
    put("fuzz/StatementsFuzzTest/envelope", envelope.bytes());
    put("fuzz/StatementsFuzzTest/wrappedKey", envelope.recipients().getFirst().json().bytes());
    put("fuzz/StatementsFuzzTest/fetchRequest", fetch().bytes());
    TestDelivery delivery =
        TestDelivery.seal(
            chain,
            TestConsortium.COURT_NORTH,
            reader.subject(),
            recipients,
            secret,
            "a file".getBytes(UTF_8));
    put("fuzz/StatementsFuzzTest/deliveryIndex", delivery.index().bytes());
    put("fuzz/StatementsFuzzTest/deliveryManifest", delivery.manifest().bytes());
    put("fuzz/StatementsFuzzTest/deliveryRequest", deliver().bytes());
    put("fuzz/StatementsFuzzTest/readRequest", read().bytes());
    put("fuzz/StatementsFuzzTest/readRow", row().bytes());
    put("fuzz/CiphertextsFuzzTest/recipientKey", recipient.publicKey().text());
    put(
        "fuzz/CiphertextsFuzzTest/wrapped",
        secret.wrap(recipient.publicKey(), CiphertextsFuzzTest.INFO));
    put(
        "fuzz/CiphertextsFuzzTest/chunk",
        new ChunkCipher(secret).encrypt(0, true, "a chunk".getBytes(UTF_8)));
  }

  private FetchRequest fetch() {
    return new FetchRequest(
        chain, reader.subject(), reader.key().name(), TestConsortium.START, NONCE, digest);
  }

  private DeliveryRequest deliver() {
    return new DeliveryRequest(
        DeliveryRequest.Verb.FETCH,
        chain,
        reader.subject(),
        reader.key().name(),
        TestConsortium.START,
        NONCE,
        digest,
        Optional.of(3));
  }

  private ReadRequest read() {
    return new ReadRequest(
        chain,
        reader.subject(),
        reader.key().name(),
        TestConsortium.START,
        NONCE,
        new ReadRequest.Target.Party(reader.subject()),
        Optional.of(
            new ReadRequest.Under(
                new RecordId(digest),
                Scope.Verb.READ,
                List.of(new ReadRequest.Opened(reader.subject(), digest, "reader")))),
        "",
        50);
  }

  private ReadRow row() {
    return new ReadRow(
        new RecordId(digest),
        new RecordId(digest),
        1,
        digest,
        digest,
        reader.subject(),
        digest,
        TestConsortium.START,
        Scope.Verb.READ);
  }

  private void chain() throws Exception {
    SortedMap<String, byte[]> parts = example("two-signers.zip");
    put("fuzz/ChainFuzzTest/header", part(parts, "header.json"));
    put("fuzz/ChainFuzzTest/genesis", part(parts, "genesis.json"));
    put("fuzz/ChainFuzzTest/cursor", Cursor.of("list", new LeafIndex(7)));
    TestCasework world = new TestCasework(5);
    world.ledger.seal();
    put("fuzz/ChainFuzzTest/report", world.report(new About.Work(world.song)).bytes());
    String note = Decoder.text(part(parts, "seal.note"));
    SealDocument stamped = seal(example("single.zip"));
    put("fuzz/ChainFuzzTest/seal", stamped.bytes());
    put("fuzz/ChainFuzzTest/epoch", epoch());
    put(
        "fuzz/ChainFuzzTest/entry",
        EntryCodec.records(List.of(part(parts, "record.json"), new byte[0])),
        EntryCodec.candidate(),
        EntryCodec.cosignature(3, note),
        EntryCodec.seal(3, stamped));
  }

  private static SealDocument seal(SortedMap<String, byte[]> parts) throws Exception {
    return new SealDocument(
        "a note\n",
        List.of(StrictBase64.encode(token(parts))),
        List.of(StrictBase64.encode(part(parts, "tsa-00.crl"))),
        Optional.empty());
  }

  private static byte[] token(SortedMap<String, byte[]> parts) throws Exception {
    return TimeStamp.parseResponse(part(parts, "seal-00.tsr")).der();
  }

  private void bundles() throws Exception {
    SortedMap<String, byte[]> few = new TreeMap<>();
    few.put("a.txt", "a".getBytes(UTF_8));
    few.put("b-1.json", new byte[0]);
    put("fuzz/BundlesFuzzTest/zip", PlainZip.write(few));
    put("fuzz/BundlesFuzzTest/bundle", Files.readAllBytes(EXAMPLES.resolve("two-signers.zip")));
    byte[] container = part(example("single.zip"), "evidence.asice");
    put("fuzz/BundlesFuzzTest/container", container);
    put("fuzz/DerFuzzTest/evidenceRecord", Container.read(container).evidenceRecord().der());
  }

  private void certificates() throws Exception {
    SortedMap<String, byte[]> parts = example("single.zip");
    Instant from = Instant.ofEpochMilli(TestConsortium.START.value());
    put("fuzz/DerFuzzTest/token", token(parts));
    put("fuzz/DerFuzzTest/revocations", part(parts, "tsa-00.crl"));
    put(
        "fuzz/DerFuzzTest/certificate",
        authority.certificate().getEncoded(),
        authority
            .issueNode(
                "node-1", List.of("localhost"), List.of("127.0.0.1"), from, Duration.ofDays(9))
            .certificate()
            .getEncoded());
    put("fuzz/DerFuzzTest/query", TimeStampQuery.of(new byte[3], new byte[8]).der());
    put("fuzz/DerFuzzTest/receipt", receipt(from));
    put("fuzz/SettingsFuzzTest/pem", Pem.encode(authority.certificate()));
    signedDocuments(authority.issueDocumentSigner("node-1", from, Duration.ofDays(9)), from);
  }

  private void signedDocuments(TlsIdentity signer, Instant from) throws Exception {
    byte[] content = "a report".getBytes(UTF_8);
    put("crypto/cms/CmsFuzzTest/signature", DetachedSignature.sign(signer, content));
    String place = PdfSignature.placeFor("report " + digest.hex(), from);
    byte[] unsigned = ("%PDF-1.7\n7" + place + "trailer\n%%EOF\n").getBytes(UTF_8);
    put("crypto/cms/CmsFuzzTest/pdf", PdfSignature.sign(unsigned, signer));
  }

  private byte[] epoch() {
    Epoch epoch = new Epoch(chain, 1, new Height(7), digest, 3, digest);
    return new SignedEpoch(
            epoch,
            new TreeMap<>(
                Map.of(
                    TestConsortium.COURT_NORTH,
                    StrictBase64.encode(consortium.key("court", 0).sign(epoch.bytes())))))
        .json()
        .bytes();
  }

  private byte[] receipt(Instant from) throws Exception {
    TestLedger ledger = consortium.openWith(reader);
    TestRecord record = consortium.records().declare(reader, digest);
    ledger.accept(record);
    ledger.seal();
    CoseSigner signer =
        CoseSigner.of(
            authority.issueDocumentSigner(
                TestConsortium.node(TestConsortium.COURT_NORTH).text(), from, Duration.ofDays(9)));
    try (LedgerReader stored = ledger.read()) {
      return new ReceiptAssembler(consortium.genesis(), signer)
          .assemble(stored, record.id(), TestConsortium.START.plus(86_400_000));
    }
  }

  private void standards() {
    byte[] standard = ShippedStandards.of("us.copyright.504c").orElseThrow().json().bytes();
    put("fuzz/StandardsFuzzTest/standard", standard);
    put("fuzz/StandardsFuzzTest/compiled", standard);
    put(
        "fuzz/StandardsFuzzTest/formula",
        "is && a > 3 ? mulDiv(a, b, 100) : -a % 7",
        "least([a, b, 3]) + sum(l) / median(l)",
        "is || !(a == b) ? b : greatest(l)",
        "size(l) * 9223372036854775807");
  }

  private void settings() throws IOException {
    put(
        "fuzz/SettingsFuzzTest/config",
        Files.readAllBytes(Path.of("..", "config", "examples", "court-node.yaml")));
    put(
        "fuzz/SettingsFuzzTest/profile",
        """
        nodes: [https://localhost:7701]
        genesis: genesis.json
        key: key.pem
        organisation: court-north
        subject: clerk
        role: creator
        recipients: [court-south]
        """);
    put("fuzz/SettingsFuzzTest/line", "{\"b\": [1, \"\\u00e9\", {\"a\": true}], \"a\": -7}");
  }

  private void signatures() {
    byte[] message = "a message".getBytes(UTF_8);
    HexFormat hex = HexFormat.of();
    for (int number = 0; number < 3; number++) {
      var key = consortium.key("signer", number);
      put(
          "crypto/signature/SignaturesFuzzTest/signature",
          key.name() + " " + hex.formatHex(message) + " " + hex.formatHex(key.sign(message)));
    }
  }

  /** What one node writes to a file, and another reads. */
  private void files() throws Exception {
    TestLedger ledger = consortium.openWith(reader);
    ledger.accept(consortium.records().deposit(reader, digest));
    ledger.seal();
    ledger.accept(consortium.records().deposit(reader, consortium.hash("another")));
    ledger.seal();
    byte[] range = range(ledger);
    try (InputStream text = new GZIPInputStream(new ByteArrayInputStream(range))) {
      put("node/range/RangesFuzzTest/range", text.readAllBytes());
    }
    put("storage/archive/SegmentsFuzzTest/segment", range);
    put(
        "node/backup/BackupsFuzzTest/manifest",
        Json.object()
            .put("chain", chain.text())
            .put(
                "files",
                Json.array(
                    List.of(
                        Json.object()
                            .put("path", "store/000009.sst")
                            .put("sha256", digest.hex())
                            .put("size", 1_325)
                            .build())))
            .put("height", 7)
            .put("keys", true)
            .put("node", TestConsortium.node(TestConsortium.COURT_NORTH).text())
            .put("number", 3)
            .put("root", digest.hex())
            .put("time", TestConsortium.START.value())
            .build()
            .bytes());
  }

  private byte[] range(TestLedger ledger) throws Exception {
    Path folder = Files.createTempDirectory("range");
    Path file = folder.resolve("range");
    try (LedgerReader stored = ledger.read()) {
      new RangeExport(consortium.genesis(), stored).write(new Height(1), Optional.empty(), file);
      return Files.readAllBytes(file);
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }

  private void frames() {
    put("consensus/FramesFuzzTest/call", "a caller, its number and an entry");
    put(
        "consensus/FramesFuzzTest/answer",
        "\0a reply",
        "\1OVERLOADED\nfull",
        "\2court-north-1",
        "\3later");
    ByteArrayOutputStream dns = new ByteArrayOutputStream();
    dns.writeBytes(new byte[] {0, 7, (byte) 0x81, (byte) 0x80, 0, 1, 0, 1, 0, 0, 0, 0});
    dns.writeBytes("\7example\3org\0".getBytes(UTF_8));
    dns.writeBytes(new byte[] {0, 1, 0, 1, (byte) 0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4});
    dns.writeBytes(new byte[] {(byte) 192, 0, 2, 1});
    put("capture/surroundings/DnsFuzzTest/answer", dns.toByteArray());
  }
}
