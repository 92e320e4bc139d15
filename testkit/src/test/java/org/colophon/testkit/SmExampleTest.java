package org.colophon.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.colophon.core.LeafIndex;
import org.colophon.core.OrgId;
import org.colophon.core.Timestamp;
import org.colophon.core.chain.Seal;
import org.colophon.core.evidence.EvidenceAssembler;
import org.colophon.core.evidence.EvidenceReport;
import org.colophon.core.evidence.EvidenceVerifier;
import org.colophon.core.membership.Genesis;
import org.colophon.core.membership.Organisation;
import org.colophon.core.membership.Suite;
import org.colophon.core.port.LedgerReader;
import org.colophon.crypto.Hash;
import org.colophon.crypto.merkle.MerkleHash;
import org.colophon.crypto.merkle.Proofs;
import org.colophon.crypto.merkle.TreeHash;
import org.colophon.crypto.note.Note;
import org.junit.jupiter.api.Test;

/**
 * The bundle of a chain of the suite sm in docs/examples/sm, made anew from a seed and from the
 * certificates of the other examples, and compared byte by byte. {@code -Dcolophon.regenerate=true}
 * writes it.
 */
class SmExampleTest {
  private static final Path EXAMPLES = Path.of("../docs/examples");
  private static final Path SAMPLE = Path.of("../samples/lamp-at-low-tide.txt");
  private static final long SEED = 20_260_102;
  private static final String NAME = "sm/song";

  @Test
  void theBundleComesOutTheSameAndVerifies() throws Exception {
    Map<OrgId, String> certificates = certificates();
    TestConsortium consortium =
        TestConsortium.ofSeed(
            SEED,
            Suite.SM,
            "example-sm",
            id -> Optional.ofNullable(certificates.get(id)).orElse(""));
    TestLedger ledger = consortium.open(new MemoryStore());
    Actor creator = consortium.actor("creator-1").with(consortium.key("creator-1", 2));
    TestRecords records = consortium.records();
    ledger.accept(records.register(consortium.actor(TestConsortium.OFFICE), creator));
    ledger.seal(TestConsortium.START.seconds() + 62);
    Hash digest = Hash.sha256(Files.readAllBytes(SAMPLE));
    TestRecord work = records.declare(creator, digest);
    ledger.accept(work);
    ledger.accept(records.deposit(creator, consortium.hash("a deposit")));
    Seal seal = ledger.seal(TestConsortium.START.seconds() + 122);
    byte[] genesis = consortium.genesis().bytes();
    try (LedgerReader reader = ledger.read()) {
      byte[] zip = new EvidenceAssembler(consortium.genesis()).assemble(reader, work.id());
      EvidenceReport report =
          EvidenceVerifier.verify(
              zip,
              EvidenceVerifier.Options.of(
                  Optional.of(consortium.genesis()),
                  Optional.of(digest),
                  new Timestamp(TestConsortium.START.value() + 86_400_000L)));
      assertThat(report.failure()).isEmpty();
      check("sm/genesis.json", genesis);
      check(NAME + ".zip", zip);
      check("sm/values.txt", values(report.facts().orElseThrow(), seal, reader).getBytes(US_ASCII));
    }
  }

  private static String values(EvidenceReport.Facts facts, Seal seal, LedgerReader reader) {
    byte[] leaf = reader.leaf(new LeafIndex(facts.index().value())).orElseThrow();
    Map<String, String> found = new TreeMap<>();
    found.put("chain", facts.chain().text());
    found.put("record", facts.record().hex());
    found.put("leaf", MerkleHash.leaf(leaf).hex());
    found.put("index", facts.index().toString());
    found.put("size", seal.size().toString());
    found.put("root", Note.parse(seal.note()).checkpoint().root().hex());
    found.put("sm3-leaf", TreeHash.SM3.leaf(leaf).hex());
    found.put("sm3-root", Proofs.root(seal.size().value(), reader.nodes(TreeHash.SM3)).hex());
    found.put("height", facts.height().toString());
    found.put("ordered", facts.ordered().toString());
    found.put("attested", facts.attested().median().toString());
    found.put("file", "samples/" + SAMPLE.getFileName());
    found.put("cosigned-by", String.join(",", facts.signedBy()));
    StringBuilder text = new StringBuilder();
    found.forEach((what, value) ->
        text.append(NAME).append(' ').append(what).append(' ').append(value).append('\n'));
    return text.toString();
  }

  private static void check(String name, byte[] expected) throws IOException {
    Path file = EXAMPLES.resolve(name);
    if (Boolean.getBoolean("colophon.regenerate")) {
      Files.createDirectories(EXAMPLES.resolve("sm"));
      Files.write(file, expected);
    }
    assertThat(Files.readAllBytes(file)).as("%s, made anew", file).isEqualTo(expected);
  }

  private static Map<OrgId, String> certificates() throws Exception {
    Map<OrgId, String> known = new TreeMap<>();
    Genesis genesis = Genesis.parse(Files.readAllBytes(EXAMPLES.resolve("genesis.json")));
    for (Organisation organisation : genesis.membership().organisations()) {
      known.put(organisation.id(), organisation.certificate());
    }
    return known;
  }
}
