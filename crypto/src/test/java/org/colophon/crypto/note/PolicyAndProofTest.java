package org.colophon.crypto.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.colophon.crypto.GoldenFile;
import org.colophon.crypto.Hash;
import org.colophon.crypto.merkle.InclusionProof;
import org.colophon.crypto.merkle.MemoryTree;
import org.colophon.crypto.merkle.MerkleHash;
import org.junit.jupiter.api.Test;

/** A network of four organisations, each with a log key and a pair of witness keys. */
final class PolicyAndProofTest {
  private static final String ORIGIN = "colophon/test/0123456789abcdef";
  private static final List<String> ORGANISATIONS = List.of("court", "office", "notary", "library");
  private static final long TIME = 1_760_000_000;

  private final List<NoteSigner> logs = new ArrayList<>();
  private final List<NoteSigner> witnesses = new ArrayList<>();
  private final MemoryTree tree = new MemoryTree();
  private final Checkpoint checkpoint;
  private final TlogPolicy policy;

  PolicyAndProofTest() {
    List<TlogPolicy.Log> logEntries = new ArrayList<>();
    List<TlogPolicy.Witness> witnessEntries = new ArrayList<>();
    List<TlogPolicy.Group> groups = new ArrayList<>();
    for (String organisation : ORGANISATIONS) {
      NoteSigner log = signer(NoteKeyType.LOG_ED25519, ORIGIN, organisation);
      logs.add(log);
      logEntries.add(new TlogPolicy.Log(log.verifierKey(), Optional.empty()));
      List<String> pair = new ArrayList<>();
      for (NoteKeyType type :
          List.of(NoteKeyType.COSIGNER_ED25519, NoteKeyType.COSIGNER_ML_DSA_44)) {
        NoteSigner witness = signer(type, organisation + ".example/witness", organisation);
        witnesses.add(witness);
        String name = organisation + "-" + type.typeByte();
        witnessEntries.add(new TlogPolicy.Witness(name, witness.verifierKey(), Optional.empty()));
        pair.add(name);
      }
      groups.add(new TlogPolicy.Group(organisation, 2, pair));
    }
    groups.add(new TlogPolicy.Group("validators", 3, ORGANISATIONS));
    policy = new TlogPolicy(logEntries, witnessEntries, groups, "validators");
    for (int i = 0; i < 11; i++) {
      tree.append(MerkleHash.leaf(new byte[] {(byte) i}));
    }
    checkpoint = new Checkpoint(ORIGIN, tree.size(), tree.root());
  }

  @Test
  void makesTheSameTextsAnew() {
    Note note = note(1, 6).sorted();
    GoldenFile.check("policy.txt", policy.text());
    GoldenFile.check("note.txt", note.text());
    GoldenFile.check("proof.tlog-proof", TlogProof.of(tree.inclusion(5), note).text());
    assertThat(Note.parse(note.text())).isEqualTo(note);
  }

  @Test
  void readsBackItsPolicy() {
    assertThat(TlogPolicy.parse(policy.text())).isEqualTo(policy);
    String sloppy =
        "# comment\n\n \t\n\t# indented \u00e9\n"
            + policy.text().replace(" ", " \t ").replace("\n", "  \n\t");
    assertThat(TlogPolicy.parse(sloppy + "\n")).isEqualTo(policy);
  }

  @Test
  void demandsALogAndTheWholeQuorum() {
    assertThat(policy.satisfied(checkpoint, note(1, 8))).isTrue();
    assertThat(policy.satisfied(checkpoint, note(4, 6))).isTrue();
    assertThat(policy.satisfied(checkpoint, note(0, 8))).isFalse();
    assertThat(policy.satisfied(checkpoint, note(1, 5))).isFalse();
    // Three of each kind, but only two organisations with both.
    Note note =
        Note.of(checkpoint, List.of(logs.getFirst().sign(checkpoint, 0)))
            .with(signatures(List.of(0, 1, 2, 3, 4, 7)));
    assertThat(policy.satisfied(checkpoint, note)).isFalse();
  }

  @Test
  void refusesAnotherCheckpointThanTheNotes() {
    Checkpoint other = new Checkpoint(ORIGIN, checkpoint.size(), Hash.sha256());
    assertThat(policy.satisfied(other, note(1, 8))).isFalse();
  }

  @Test
  void refusesNoteThatOneKnownKeyDidNotSign() {
    Note good = note(2, 7);
    for (int i = 0; i < good.signatures().size(); i++) {
      List<NoteSignature> signatures = new ArrayList<>(good.signatures());
      NoteSignature old = signatures.get(i);
      byte[] bytes = old.bytes();
      bytes[bytes.length - 9] ^= 1;
      signatures.set(i, NoteSignature.of(old.name(), old.keyId(), bytes));
      assertThat(policy.satisfied(checkpoint, Note.of(checkpoint, signatures))).isFalse();
    }
  }

  @Test
  void ignoresSignaturesOfUnknownKeys() {
    Note note =
        note(1, 6)
            .with(
                List.of(
                    NoteSignature.of("stranger", 1, new byte[64]),
                    NoteSignature.of(ORIGIN, 1, new byte[64])));
    assertThat(policy.satisfied(checkpoint, note)).isTrue();
  }

  @Test
  void refusesLogWhoseNameIsNotTheOrigin() {
    NoteSigner elsewhere = signer(NoteKeyType.LOG_ED25519, "elsewhere", "court");
    TlogPolicy open =
        new TlogPolicy(
            List.of(new TlogPolicy.Log(elsewhere.verifierKey(), Optional.empty())),
            List.of(),
            List.of(),
            TlogPolicy.NONE);
    Note note = Note.of(checkpoint, List.of(elsewhere.sign(checkpoint, 0)));
    assertThat(open.satisfied(checkpoint, note)).isFalse();
    Checkpoint own = new Checkpoint("elsewhere", 1, Hash.sha256());
    assertThat(open.satisfied(own, Note.of(own, List.of(elsewhere.sign(own, 0))))).isTrue();
  }

  @Test
  void refusesPoliciesThatAreWrong() {
    String log = logs.getFirst().verifierKey().vkey();
    String otherLog = logs.get(1).verifierKey().vkey();
    String witness = witnesses.get(0).verifierKey().vkey();
    String other = witnesses.get(1).verifierKey().vkey();
    String two = "witness a " + witness + "\nwitness b " + other + "\n";
    for (String text :
        List.of(
            "",
            "\n",
            "quorum none",
            "quorum\n",
            "quorum a\n",
            "quorum none none\n",
            "quorum none\nquorum none\n",
            "Quorum none\n",
            "logs " + log + "\nquorum none\n",
            "log\nquorum none\n",
            "log " + log + " url more\nquorum none\n",
            "log " + log + "\nlog " + log + "\nquorum none\n",
            "log " + witness + "\nquorum none\n",
            "log " + log + "\r\nquorum none\n",
            "log " + log + " \u007f\nquorum none\n",
            "witness a " + otherLog + "\nquorum none\n",
            "witness a\nquorum none\n",
            "witness none " + witness + "\nquorum none\n",
            "witness a " + witness + "\nwitness a " + other + "\nquorum a\n",
            "witness a " + witness + "\nwitness b " + witness + "\nquorum a\n",
            "quorum a\n" + two,
            two + "group g 1\nquorum g\n",
            two + "group g all\nquorum g\n",
            two + "group g 0 a b\nquorum g\n",
            two + "group g 3 a b\nquorum g\n",
            two + "group g 01 a b\nquorum g\n",
            two + "group g -1 a b\nquorum g\n",
            two + "group g most a b\nquorum g\n",
            two + "group g 4294967297 a b\nquorum g\n",
            two + "group g all a a\nquorum g\n",
            two + "group g all a none\nquorum g\n",
            two + "group g all a g\nquorum g\n",
            two + "group a all a b\nquorum a\n",
            two + "group none all a b\nquorum none\n",
            two + "group h all g\ngroup g all a\nquorum h\n",
            two + "group g all a\ngroup h all a b\nquorum h\n")) {
      assertThatThrownBy(() -> TlogPolicy.parse(text))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(TlogPolicy.parse(two + "group g any a b http\nquorum g\n".replace(" http", "")))
        .extracting(TlogPolicy::quorum)
        .isEqualTo("g");
    assertThat(TlogPolicy.parse("log " + log + " https://example.com/\nquorum none\n").text())
        .isEqualTo("log " + log + " https://example.com/\nquorum none\n");
  }

  @Test
  void provesEveryLeaf() {
    Note note = note(1, 8);
    for (int i = 0; i < tree.size(); i++) {
      TlogProof proof = TlogProof.of(tree.inclusion(i), note);
      TlogProof read = TlogProof.parse(proof.text());
      assertThat(read.text()).isEqualTo(proof.text());
      assertThat(read.verifies(tree.node(0, i), policy)).isTrue();
      assertThat(read.verifies(tree.node(0, (i + 1) % 11), policy)).isFalse();
      assertThat(read.extra()).isEmpty();
    }
    assertThat(TlogProof.of(tree.inclusion(0), note(1, 4)).verifies(tree.node(0, 0), policy))
        .isFalse();
  }

  @Test
  void carriesExtraData() {
    byte[] extra = "age-v1.2.1".getBytes(StandardCharsets.US_ASCII);
    TlogProof proof = TlogProof.withExtra(extra, tree.inclusion(0), note(1, 0));
    assertThat(proof.text().lines().skip(1).findFirst()).contains("extra YWdlLXYxLjIuMQ==");
    assertThat(TlogProof.parse(proof.text()).extra()).hasValue(extra);
    assertThatThrownBy(() -> TlogProof.withExtra(new byte[65_537], tree.inclusion(0), note(1, 0)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesProofsThatAreWrong() {
    String good = TlogProof.of(tree.inclusion(5), note(1, 0)).text();
    String firstHash = good.lines().skip(2).findFirst().orElseThrow();
    for (String text :
        List.of(
            "",
            good.replace("proof@v1", "proof@v2"),
            good.replace("index 5", "index 05"),
            good.replace("index 5", "index 11"),
            good.replace("index 5", "index -5"),
            good.replace("index 5", "index  5"),
            good.replace("index 5\n", ""),
            good.replace("index 5", "extra AA\nindex 5"),
            good.replace("index 5", "extra AA==\nextra AA==\nindex 5"),
            good.replace("index 5", "index 5\nextra AA=="),
            good.replace(firstHash + "\n", ""),
            good.replace(firstHash + "\n", firstHash + "\n" + firstHash + "\n"),
            good.replace(firstHash, firstHash.substring(4)),
            good.replace(firstHash, firstHash.replace("=", "")),
            good.replace("\n\n", "\n"),
            good.substring(0, good.length() - 1),
            good.replace("\n11\n", "\n12\n").replace("index 5", "index 11"),
            good + "\n",
            "\n" + good,
            good.replace("\n", "\r\n"))) {
      assertThat(text).isNotEqualTo(good);
      assertThatThrownBy(() -> TlogProof.parse(text))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class);
    }
    InclusionProof otherSize = new InclusionProof(0, 10, tree.inclusion(0).path());
    assertThatThrownBy(() -> TlogProof.of(otherSize, note(1, 0)))
        .hasMessage("proof: tree size 10 (expected: 11)");
  }

  private Note note(int logCount, int witnessCount) {
    List<NoteSignature> signatures = new ArrayList<>();
    logs.subList(0, logCount).forEach(log -> signatures.add(log.sign(checkpoint, TIME)));
    for (int i = 0; i < witnessCount; i++) {
      signatures.add(witnesses.get(i).sign(checkpoint, TIME + i));
    }
    return Note.of(checkpoint, signatures);
  }

  private List<NoteSignature> signatures(List<Integer> indexes) {
    return indexes.stream().map(i -> witnesses.get(i).sign(checkpoint, TIME)).toList();
  }

  private static NoteSigner signer(NoteKeyType type, String name, String organisation) {
    byte[] seed = Arrays.copyOf(organisation.getBytes(StandardCharsets.US_ASCII), 32);
    seed[31] = (byte) type.typeByte();
    return NoteSigner.ofSeed(type, name, seed);
  }
}
