package org.colophon.crypto.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.crypto.GoldenFile;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What other implementations of the C2SP texts made, and what they refuse. */
final class C2spVectorsTest {
  private static final String LINE = "| ";

  /** A case of a vector file: a heading, the comment above it, and the text below it. */
  private record Case(String comment, String heading, String text) {
    String verdict() {
      return heading.split(" ", 2)[0];
    }

    String argument() {
      return heading.split(" ", 2)[1];
    }
  }

  @TestFactory
  List<DynamicTest> agreesOnNotes() {
    return tests(
        "c2sp-notes.txt",
        12,
        c ->
            assertThat(verifies(NoteKey.parse(c.argument()), c.text()))
                .isEqualTo(
                    switch (c.verdict()) {
                      case "verified" -> true;
                      case "refused" -> false;
                      default -> throw new AssertionError(c.heading());
                    }));
  }

  private static boolean verifies(NoteKey key, String text) {
    Note note = Note.parse(text);
    assertThat(note.text()).isEqualTo(text);
    List<NoteSignature> own = note.signatures().stream().filter(key::isNamedBy).toList();
    return own.size() == 1 && key.verifies(note, own.getFirst());
  }

  @TestFactory
  List<DynamicTest> agreesOnVkeys() {
    return tests(
        "c2sp-vkeys.txt",
        38,
        c -> {
          if (c.verdict().equals("valid")) {
            assertThat(NoteKey.parse(c.argument()).vkey()).isEqualTo(c.argument());
          } else {
            assertThatThrownBy(() -> NoteKey.parse(c.argument()))
                .isInstanceOf(IllegalArgumentException.class);
          }
        });
  }

  @TestFactory
  List<DynamicTest> agreesOnPolicies() {
    return tests(
        "c2sp-policies.txt",
        41,
        c -> {
          if (c.verdict().equals("valid")) {
            TlogPolicy policy = TlogPolicy.parse(c.text());
            assertThat(TlogPolicy.parse(policy.text())).isEqualTo(policy);
          } else {
            assertThatThrownBy(() -> TlogPolicy.parse(c.text()))
                .isInstanceOf(IllegalArgumentException.class);
          }
        });
  }

  @TestFactory
  List<DynamicTest> agreesOnProofs() {
    return tests(
        "c2sp-proofs.txt",
        21,
        c -> {
          if (c.verdict().equals("read")) {
            assertThat(TlogProof.parse(c.text()).text()).isEqualTo(c.text());
          } else {
            assertThatThrownBy(() -> TlogProof.parse(c.text()))
                .isInstanceOf(IllegalArgumentException.class);
          }
        });
  }

  private interface Check {
    void run(Case vector);
  }

  /**
   * One test for each case.
   *
   * @param countMin a file that lost its cases must not pass
   */
  private static List<DynamicTest> tests(String file, int countMin, Check check) {
    List<Case> cases = cases(GoldenFile.read(file));
    assertThat(cases).hasSizeGreaterThanOrEqualTo(countMin);
    List<DynamicTest> tests = new ArrayList<>();
    for (Case vector : cases) {
      String heading = vector.heading();
      String name = vector.comment() + " " + heading.substring(0, Math.min(60, heading.length()));
      tests.add(DynamicTest.dynamicTest(name, () -> check.run(vector)));
    }
    return tests;
  }

  private static List<Case> cases(String file) {
    List<Case> cases = new ArrayList<>();
    String comment = "";
    Optional<String> heading = Optional.empty();
    StringBuilder text = new StringBuilder();
    for (String line : (file + "end\n").split("\n", -1)) {
      if (line.startsWith(LINE)) {
        text.append(line.substring(LINE.length())).append('\n');
        continue;
      }
      if (line.isEmpty()) {
        continue;
      }
      // Whatever else comes ends the case before it.
      if (heading.isPresent()) {
        cases.add(new Case(comment, heading.get(), text.toString()));
        heading = Optional.empty();
        text.setLength(0);
      }
      if (line.startsWith("# ")) {
        comment = line.substring(2);
      } else if (!line.startsWith("#") && !line.equals("end")) {
        heading = Optional.of(line);
      }
    }
    return cases;
  }
}
