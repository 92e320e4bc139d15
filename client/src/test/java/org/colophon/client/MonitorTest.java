package org.colophon.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.colophon.client.submit.Pause;
import org.colophon.config.Profile;
import org.colophon.core.OrgId;
import org.colophon.core.chain.Seal;
import org.colophon.core.json.Json;
import org.colophon.crypto.note.Checkpoint;
import org.colophon.crypto.note.Note;
import org.colophon.crypto.note.NoteSignature;
import org.colophon.rpc.proto.ProofView;
import org.colophon.testkit.TestConsortium;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever follows the chain notices every lie that validators sign, and is stopped by none. */
class MonitorTest {
  private static final String A = "https://a.example:1";
  private static final String B = "https://b.example:1";
  private static final String C = "https://c.example:1";
  private static final OrgId LIAR = TestConsortium.COURT_NORTH;

  @TempDir private Path folder;
  private MonitoredChain chain = uninitialised();

  @SuppressWarnings("NullAway")
  private static MonitoredChain uninitialised() {
    return null;
  }

  @BeforeEach
  void setUp() throws Exception {
    chain = MonitoredChain.ofSeed(5).grow(3);
    Files.write(folder.resolve("genesis.json"), chain.consortium.genesis().bytes());
    for (String node : List.of(A, B, C)) {
      chain.show(node, chain.honest());
    }
  }

  private World.Run once(Object... more) {
    return run(duration -> {}, Stream.concat(Stream.of("--once"), Stream.of(more)).toArray());
  }

  private World.Run run(Pause pause, Object... more) {
    List<Object> words = new ArrayList<>(List.of("chain", "monitor", "--json"));
    for (String node : List.of(A, B, C)) {
      words.addAll(List.of("--node", node));
    }
    words.addAll(List.of("--genesis", folder.resolve("genesis.json")));
    words.addAll(List.of("--state", state()));
    words.addAll(List.of(more));
    return command(pause, words.toArray());
  }

  private Path state() {
    return folder.resolve("state");
  }

  private World.Run command(Pause pause, Object... words) {
    return Shell.on((profile, genesis, timeout) -> chain).pausing(pause).run(words);
  }

  private World.Run check(Path proof, Object... more) {
    List<Object> words =
        new ArrayList<>(List.of("chain", "monitor", "--check", proof, "--genesis"));
    words.add(folder.resolve("genesis.json"));
    words.addAll(List.of(more));
    return command(duration -> {}, words.toArray());
  }

  private static void assertRound(World.Run run, int exitCode, String outcome, long size) {
    assertThat(run.exitCode()).as(run.err() + run.out()).isEqualTo(exitCode);
    Json.Obj round = run.json().getLast();
    assertThat(World.text(round, "outcome")).isEqualTo(outcome);
    assertThat(keptSize(round)).isEqualTo(size);
  }

  private static long keptSize(Json.Obj round) {
    return round.members().get("kept") instanceof Json.Obj kept
        ? Long.parseLong(World.text(kept, "size"))
        : 0;
  }

  private Path proof() throws IOException {
    try (Stream<Path> files = Files.list(state())) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("equivocation-"))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void keepsTheFirstSealAndFollowsLargerOnesThatBeginWithIt() throws Exception {
    assertRound(once(), ExitCodes.NETWORK, "NO_SEAL", 0);
    long first = chain.seal().size().value();
    assertRound(once(), ExitCodes.OK, "ADVANCED", first);
    assertRound(once(), ExitCodes.OK, "UNCHANGED", first);
    for (int i = 1; i < 6; i++) {
      long next = chain.grow(i).seal().size().value();
      assertRound(once(), ExitCodes.OK, "ADVANCED", next);
    }
    // The idle chain seals its tip again, with newer times.
    chain.ledger.seal(chain.ledger.ledger().tip().header().time().seconds() + 300);
    World.Run again = once();
    assertThat(World.text(again.json().getLast(), "outcome")).isEqualTo("UNCHANGED");
  }

  @Test
  void aNodeThatIsBehindIsToldAndNoAlarm() throws Exception {
    Seal old = chain.seal();
    long newest = chain.grow(4).seal().size().value();
    chain.show(B, chain.behind(old));
    assertRound(once(), ExitCodes.OK, "ADVANCED", newest);
    chain.show(A, chain.behind(old));
    chain.show(C, chain.behind(old));
    assertRound(once(), ExitCodes.OK, "UNCHANGED", newest);
  }

  @Test
  void aValidatorThatSignsTwoRootsForOneSizeIsConvicted() throws Exception {
    long size = chain.seal().size().value();
    chain.show(B, chain.showing(chain.signed(chain.madeUp(size, "lie"), List.of(LIAR))));
    World.Run run = once();
    assertRound(run, ExitCodes.CONTRADICTION, "CONTRADICTION", size);
    assertThat(run.err())
        .startsWith("error: CONTRADICTION: court-north signed two trees that contradict")
        .contains(proof().toString());
    World.Run checked = check(proof(), "--json");
    assertThat(checked.exitCode()).as(checked.err()).isZero();
    assertThat(World.text(checked.json().getFirst(), "signedBoth")).isEqualTo("[\"court-north\"]");
    assertThat(check(proof()).out()).startsWith("✓ proven: court-north signed two trees");
  }

  @Test
  void theSameLieToldAgainDoesNotHideWhatComes() throws Exception {
    Seal seal = chain.seal();
    String lie = chain.signed(chain.madeUp(seal.size().value(), "lie"), List.of(LIAR));
    chain.show(B, chain.showing(lie));
    assertThat(once().exitCode()).isEqualTo(ExitCodes.CONTRADICTION);
    long next = chain.grow(2).seal().size().value();
    assertRound(once(), ExitCodes.OK, "ADVANCED", next);
    chain.show(C, chain.showing(chain.signed(chain.madeUp(next, "another"), List.of(LIAR))));
    assertThat(once().exitCode()).isEqualTo(ExitCodes.CONTRADICTION);
    try (Stream<Path> files = Files.list(state())) {
      assertThat(files.filter(f -> f.toString().contains("equivocation-"))).hasSize(2);
    }
  }

  @Test
  void aTreeThatTheSealedOneDoesNotBeginWithConvictsItsSigner() throws Exception {
    chain.seal();
    Checkpoint other = chain.fork().grow(5).tip();
    long size = chain.grow(20).seal().size().value();
    assertThat(other.size()).isLessThan(size);
    chain.show(B, chain.showing(chain.signed(other, List.of(LIAR))));
    assertRound(once(), ExitCodes.CONTRADICTION, "CONTRADICTION", size);
    World.Run checked = check(proof());
    assertThat(checked.exitCode()).as(checked.err()).isZero();
    assertThat(checked.out()).contains("of which the second has, at size " + other.size());
  }

  @Test
  void aTreeBeyondTheSealedOneIsRememberedUntilTheLogGetsThere() throws Exception {
    chain.seal();
    Checkpoint other = chain.fork().grow(8).tip();
    chain.show(B, chain.showing(chain.signed(other, List.of(LIAR))));
    World.Run first = once();
    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(World.text(first.json().getFirst(), "open")).contains("court-north");
    // The liar takes it back; it stands signed all the same.
    chain.show(B, chain.honest());
    chain.grow(20).seal();
    assertThat(once().exitCode()).isEqualTo(ExitCodes.CONTRADICTION);
    assertThat(check(proof()).exitCode()).isZero();
  }

  @Test
  void aValidatorThatDidNotSignTheSealIsConvictedByTheQuorum() throws Exception {
    long size = chain.seal().size().value();
    OrgId outside = TestConsortium.OFFICE;
    chain.show(B, chain.showing(chain.signed(chain.madeUp(size, "lie"), List.of(outside))));
    World.Run run = once();
    assertThat(run.exitCode()).isEqualTo(ExitCodes.CONTRADICTION);
    assertThat(run.err()).contains("office-capital signed a tree that contradicts the one sealed");
    assertThat(check(proof()).exitCode()).isZero();
  }

  @Test
  void spoiltLinesBesideARightOneDoNotSaveTheSigner() throws Exception {
    long size = chain.seal().size().value();
    Checkpoint lie = chain.madeUp(size, "lie");
    NoteSignature own = chain.consortium.validator(LIAR).sign(lie, 5).getFirst();
    Note note =
        Note.of(
            lie,
            List.of(
                own,
                NoteSignature.of("stranger", 7, new byte[64]),
                NoteSignature.of(own.name(), own.keyId() + 1, new byte[64])));
    chain.show(B, chain.showing(note.text()));
    assertThat(once().exitCode()).isEqualTo(ExitCodes.CONTRADICTION);
    assertThat(check(proof()).out()).contains("court-north signed two trees");
  }

  @Test
  void aForkOfAWholeQuorumIsNeverFollowedNorForgotten() throws Exception {
    long size = chain.seal().size().value();
    assertRound(once(), ExitCodes.OK, "ADVANCED", size);
    MonitoredChain fork = chain.fork().grow(9);
    fork.seal();
    for (String node : List.of(A, B, C)) {
      chain.show(node, fork.honest());
    }
    for (int i = 0; i < 2; i++) {
      World.Run run = once();
      assertRound(run, ExitCodes.CONTRADICTION, "CONTRADICTION", size);
      assertThat(run.err()).contains("the log was forked: court-north, court-south, notary-east");
    }
    assertThat(check(proof()).exitCode()).isZero();
  }

  @Test
  void aSealThatNobodyProvesIsNotKeptAndNotForgotten() throws Exception {
    long size = chain.seal().size().value();
    assertRound(once(), ExitCodes.OK, "ADVANCED", size);
    Seal next = chain.grow(6).seal();
    for (String node : List.of(A, B, C)) {
      chain.show(node, new Liar(next.note(), chain.fork().honest()));
    }
    assertRound(once(), ExitCodes.NETWORK, "UNPROVEN", size);
    chain.show(C, chain.behind(next));
    assertRound(once(), ExitCodes.OK, "ADVANCED", next.size().value());
  }

  /** Shows a note, and proofs of something else. */
  private record Liar(String newest, MonitoredChain.Face proofs) implements MonitoredChain.Face {
    @Override
    public ProofView proof(long oldSize, long newSize)
        throws org.colophon.client.net.NetworkException {
      return proofs.proof(oldSize, newSize);
    }
  }

  @Test
  void nonsenseFromSomeNodesStopsNothing() throws Exception {
    Seal first = chain.seal();
    assertThat(once().exitCode()).isZero();
    List<String> notes =
        List.of(
            "",
            "nonsense",
            "\u0000\ud800",
            first.note().substring(0, 200),
            first.note().replace("\n", "\r\n"),
            first.note() + first.note(),
            first
                .note()
                .replace(chain.consortium.chain().text(), "colophon/other/0123456789abcdef"),
            chain.tip().text(),
            Note.of(chain.tip(), List.of(NoteSignature.of("stranger", 1, new byte[64]))).text(),
            chain.signed(
                new Checkpoint(chain.consortium.chain().text(), 0, first.hash()), List.of(LIAR)),
            "x".repeat(3 << 20),
            "x\n".repeat(1 << 19));
    String zeros = "0".repeat(64);
    List<ProofView> proofs =
        List.of(
            ProofView.getDefaultInstance(),
            MonitoredChain.view("", List.of()),
            MonitoredChain.view(zeros, List.of()),
            MonitoredChain.view(zeros, List.of("nonsense")),
            MonitoredChain.view(zeros, Collections.nCopies(63, zeros)),
            MonitoredChain.view(zeros, Collections.nCopies(100_000, zeros)));
    for (int i = 0; i < Math.max(notes.size(), proofs.size()); i++) {
      chain.show(A, new Nonsense(notes.get(i % notes.size()), proofs.get(i % proofs.size())));
      chain.show(B, new Nonsense(notes.get((i + 1) % notes.size()), proofs.get(0)));
      long next = chain.grow(1).seal().size().value();
      World.Run run = once();
      assertRound(run, ExitCodes.OK, "ADVANCED", next);
      assertThat(run.out()).doesNotContain("\u0000");
    }
  }

  private record Nonsense(String newest, ProofView proof) implements MonitoredChain.Face {
    @Override
    public ProofView proof(long oldSize, long newSize) {
      return proof;
    }
  }

  @Test
  void goesOnRoundAfterRoundUntilValidatorsContradictThemselves() throws Exception {
    long size = chain.seal().size().value();
    String lie = chain.signed(chain.madeUp(size, "lie"), List.of(LIAR));
    List<Long> pauses = new ArrayList<>();
    World.Run run =
        run(
            duration -> {
              pauses.add(duration.toSeconds());
              switch (pauses.size()) {
                case 1 -> chain.show(A, new Nonsense("nonsense", ProofView.getDefaultInstance()));
                case 2 -> {
                  for (String node : List.of(A, B, C)) {
                    chain.show(node, new Nonsense("", ProofView.getDefaultInstance()));
                  }
                }
                case 3 -> chain.show(B, chain.honest());
                default -> chain.show(C, chain.showing(lie));
              }
            },
            "--interval",
            "7");
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCodes.CONTRADICTION);
    assertThat(pauses).containsExactly(7L, 7L, 7L, 7L);
    assertThat(run.json())
        .extracting(round -> World.text(round, "outcome"))
        .containsExactly("ADVANCED", "UNCHANGED", "NO_SEAL", "UNCHANGED", "CONTRADICTION");
  }

  @Test
  void refusesAStateThatIsOfAnotherChainOrDamaged() throws Exception {
    chain.seal();
    assertThat(once().exitCode()).isZero();
    Path file = state().resolve("state.json");
    String good = Files.readString(file);
    String weak = chain.signed(chain.madeUp(99, "beyond"), List.of(LIAR)).replace("\n", "\\n");
    for (String bad :
        List.of(
            "",
            "{}",
            good + " ",
            good.replace("colophon-monitor/1", "colophon-monitor/2"),
            good.replaceFirst("\"genesis\":\"..", "\"genesis\":\"00"),
            good.replaceFirst("\"note\":\".*", "\"note\":\"" + weak + "\"}"),
            good.replaceFirst("\"note\":\".*", "\"note\":\"nonsense\"}"),
            good.replaceFirst("\\}$", ",\"x\":1}"))) {
      Files.writeString(file, bad);
      World.Run run = once();
      assertThat(run.exitCode()).as(bad).isEqualTo(ExitCodes.LOCAL);
      assertThat(run.err()).startsWith("error: LOCAL: ").contains("state.json");
    }
    Files.writeString(file, good);
    MonitoredChain other = MonitoredChain.ofSeed(6).grow(1);
    Files.write(folder.resolve("genesis.json"), other.consortium.genesis().bytes());
    assertThat(once().err()).contains("of another chain");
  }

  @Test
  void refusesProofsThatProveNothing() throws Exception {
    chain.seal();
    Checkpoint other = chain.fork().grow(5).tip();
    chain.grow(20).seal();
    chain.show(B, chain.showing(chain.signed(other, List.of(LIAR))));
    assertThat(once().exitCode()).isEqualTo(ExitCodes.CONTRADICTION);
    Path file = proof();
    String good = Files.readString(file);
    String path = good.replaceFirst("(?s).*\"path\":\\[\"(..).*", "$1");
    String root = good.replaceFirst("(?s).*\"root\":\"(..).*", "$1");
    String trueRoot = other.root().hex();
    for (String bad :
        List.of(
            "",
            "nonsense",
            "{}",
            good.substring(0, good.length() - 1),
            good + "\n",
            good.replace("colophon-contradiction/1", "colophon-contradiction/2"),
            good.replace("\"path\":[\"" + path, "\"path\":[\"" + (path.equals("00") ? "01" : "00")),
            good.replaceFirst("\"path\":\\[\"[0-9a-f]{64}\",?", "\"path\":["),
            good.replace("\"root\":\"" + root, "\"root\":\"" + (root.equals("00") ? "01" : "00")),
            good.replaceFirst("\"root\":\"[0-9a-f]{64}", "\"root\":\"" + trueRoot),
            good.replaceFirst("\"note\":\"colophon", "\"note\":\"kolophon"),
            good.replaceFirst("\"changes\":\\[\\]", "\"changes\":[{}]"),
            good.replaceFirst("\"changes\":\\[\\],", ""),
            good.replaceFirst("\"note\"", "\"more\":1,\"note\""),
            swapped(good),
            Pattern.compile("(\u2014 [^ ]+ .{20})(.)")
                .matcher(good)
                .replaceAll(m -> m.group(1) + (m.group(2).equals("A") ? "B" : "A")))) {
      assertThat(bad).isNotEqualTo(good);
      Files.writeString(file, bad);
      World.Run run = check(file);
      assertThat(run.exitCode()).as(bad).isEqualTo(ExitCodes.REFUSED);
      assertThat(run.err()).startsWith("error: NO_CONTRADICTION: ");
    }
    Files.writeString(file, good);
    assertThat(check(file).exitCode()).isZero();
    Path elsewhere = folder.resolve("elsewhere.json");
    Files.write(elsewhere, MonitoredChain.ofSeed(6).consortium.genesis().bytes());
    World.Run foreign =
        command(duration -> {}, "chain", "monitor", "--check", file, "--genesis", elsewhere);
    assertThat(foreign.exitCode()).isEqualTo(ExitCodes.REFUSED);
    assertThat(check(folder.resolve("missing.json")).exitCode()).isEqualTo(ExitCodes.LOCAL);
  }

  /** The larger tree as the first. */
  private static String swapped(String proof) {
    return proof
        .replace("\"first\":", "\"FIRST\":")
        .replace("\"second\":", "\"first\":")
        .replace("\"FIRST\":", "\"second\":");
  }

  @Test
  void everySealedCheckpointIsHadByItsSizeAndItsNumber() throws Exception {
    Path profile = folder.resolve("profile");
    Path genesis = profile.resolve("genesis.json");
    new Profile(
            profile,
            List.of(URI.create(A)),
            genesis,
            LIAR.text(),
            "clerk",
            Optional.empty(),
            profile.resolve("key.pem"),
            Optional.empty(),
            List.of())
        .write();
    Files.write(genesis, chain.consortium.genesis().bytes());
    List<Seal> seals = List.of(chain.seal(), chain.grow(2).seal(), chain.grow(3).seal());
    for (Seal seal : seals) {
      World.Run bySize = checkpoint(profile, "--size", seal.size());
      assertThat(bySize.out()).as(bySize.err()).isEqualTo(seal.note());
      assertThat(checkpoint(profile, "--number", seal.number()).out()).isEqualTo(seal.note());
      assertThat(checkpoint(profile, "--covering", seal.size()).out()).isEqualTo(seal.note());
    }
    assertThat(checkpoint(profile).out()).isEqualTo(seals.getLast().note());
    long between = seals.getFirst().size().value() + 1;
    assertThat(checkpoint(profile, "--size", between).err())
        .startsWith("error: NOT_FOUND: no seal of size " + between);
    assertThat(checkpoint(profile, "--number", 99).exitCode()).isEqualTo(ExitCodes.REFUSED);
    assertThat(checkpoint(profile, "--number", 0).exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(checkpoint(profile, "--number", 1, "--size", 1).exitCode())
        .isEqualTo(ExitCodes.USAGE);
  }

  private World.Run checkpoint(Path profile, Object... more) {
    List<Object> words = new ArrayList<>(List.of("chain", "checkpoint", "--profile", profile));
    words.addAll(List.of(more));
    return command(duration -> {}, words.toArray());
  }

  @Test
  void wrongUsageIsNamed() {
    String genesis = folder.resolve("genesis.json").toString();
    Pause none = duration -> {};
    assertThat(command(none, "chain", "monitor", "--node", A).exitCode())
        .isEqualTo(ExitCodes.USAGE);
    assertThat(
            command(
                    none,
                    "chain",
                    "monitor",
                    "--node",
                    "http://a",
                    "--genesis",
                    genesis,
                    "--state",
                    state())
                .err())
        .contains("expected: https://host:port");
    assertThat(once("--interval", "0").exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(command(none, "chain", "monitor").exitCode()).isEqualTo(ExitCodes.LOCAL);
  }
}
