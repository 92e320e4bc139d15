package org.colophon.crypto.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.colophon.crypto.Hash;
import org.colophon.crypto.StrictBase64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NoteTest {
  /** The example of Go's sumdb/note. */
  private static final String GO_VKEY =
      "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

  private static final String GO_NOTE =
      """
      If you think cryptography is the answer to your problem,
      then you don't know what your problem is.

      \u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
      """;

  /** The example of tlog-cosignature. */
  private static final String C2SP_NOTE =
      """
      example.com/behind-the-sofa
      20852163
      CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

      \u2014 example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
      \u2014 witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
      """;

  private static final String BODY = "origin\n3\n" + "A".repeat(43) + "=\n";
  private static final String LINE = "\u2014 name AAAAAAE=\n";

  @Test
  void verifiesTheNoteOfGo() {
    NoteKey key = NoteKey.parse(GO_VKEY);
    Note note = Note.parse(GO_NOTE);
    assertThat(key.vkey()).isEqualTo(GO_VKEY);
    assertThat(key.verifies(note, note.signatures().getFirst())).isTrue();
    Note changed = Note.parse(GO_NOTE.replace("your problem is", "the problem is"));
    assertThat(key.verifies(changed, changed.signatures().getFirst())).isFalse();
  }

  @Test
  void readsTheCheckpointOfC2sp() {
    Note note = Note.parse(C2SP_NOTE.getBytes(StandardCharsets.UTF_8));
    assertThat(note.text()).isEqualTo(C2SP_NOTE);
    assertThat(note.bytes()).isEqualTo(C2SP_NOTE.getBytes(StandardCharsets.UTF_8));
    assertThat(note.checkpoint().origin()).isEqualTo("example.com/behind-the-sofa");
    assertThat(note.checkpoint().size()).isEqualTo(20_852_163);
    assertThat(note.checkpoint().text()).isEqualTo(note.body());
    assertThat(note.signatures()).hasSize(2);
    assertThat(note.signatures().get(1).name()).isEqualTo("witness.example.com/w1");
    NoteKey witness = NoteKey.of(NoteKeyType.COSIGNER_ED25519, "any", new byte[32]);
    assertThat(witness.timestampSeconds(note.signatures().get(1))).isEqualTo(1_679_315_147);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "\n\n",
        "text\n",
        "text\n\n",
        "text\n\n\n",
        "text\n\u2014 name AAAAAAE=\n",
        "text\n\n\u2014 name AAAAAAE=",
        "text\n\n\u2014 name AAAAAAE=\n\n",
        "text\n\n\u2014 name AAAAAAE=\ntext\n",
        "text\n\n\u2014 name AAAAAAE= \n",
        "text\n\n\u2014  AAAAAAE=\n",
        "text\n\n\u2014  name AAAAAAE=\n",
        "text\n\n\u2014 name  AAAAAAE=\n",
        "text\n\n- name AAAAAAE=\n",
        "text\n\n\u2013 name AAAAAAE=\n",
        "text\n\n\u2014name AAAAAAE=\n",
        "text\n\n\u2014 name\n",
        "text\n\n\u2014 name AAAAAA==\n",
        "text\n\n\u2014 name AAAAAAE\n",
        "text\n\n\u2014 name AAAAAAF=\n",
        "text\n\n\u2014 name AAAAAAE=\r\n",
        "te\txt\n\n\u2014 name AAAAAAE=\n",
        "te\u0000xt\n\n\u2014 name AAAAAAE=\n",
        "te\r\nxt\n\n\u2014 name AAAAAAE=\n",
        "te\ud800xt\n\n\u2014 name AAAAAAE=\n",
        "text\n\n\u2014 na+me AAAAAAE=\n",
        "text\n\n\u2014 na\u00a0me AAAAAAE=\n",
        "text\n\n\u2014 na\u2003me AAAAAAE=\n",
        "text\n\n\u2014 na\u0085me AAAAAAE=\n",
        "text\n\n\u2014 na\u2028me AAAAAAE=\n",
        "text\n\n\u2014 name AAAAAAE=\n\u2014 name AAAAAAI=\n",
      })
  void refusesTextThatIsNoNote(String text) {
    assertThatThrownBy(() -> Note.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void splitsAtTheLastBlankLine() {
    Note note = Note.parse("\n\ntext\n\nmore\n\n" + LINE);
    assertThat(note.body()).isEqualTo("\n\ntext\n\nmore\n");
    assertThat(note.text()).isEqualTo("\n\ntext\n\nmore\n\n" + LINE);
  }

  @Test
  void refusesBytesThatAreNoUtf8() {
    byte[] bytes = ("text\n\n" + LINE).getBytes(StandardCharsets.UTF_8);
    bytes[0] = (byte) 0xff;
    assertThatThrownBy(() -> Note.parse(bytes)).hasMessage("text: not UTF-8");
  }

  @Test
  void holdsToItsLimits() {
    List<NoteSignature> signatures = new ArrayList<>();
    for (int i = 0; i < Note.SIGNATURES_MAX; i++) {
      signatures.add(NoteSignature.of("name", i, new byte[1]));
    }
    Note full = Note.of(BODY, signatures);
    assertThat(Note.parse(full.text())).isEqualTo(full);
    NoteSignature oneMore = NoteSignature.of("name", -1, new byte[1]);
    assertThatThrownBy(() -> full.with(List.of(oneMore)))
        .hasMessage("note: 257 signatures (expected: 1 to 256)");
    assertThatThrownBy(() -> Note.parse(full.text() + oneMore.line() + "\n"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Note.of(BODY, List.of())).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Note.of("x\n".repeat(65), List.of(oneMore)))
        .hasMessage("note: 65 lines of text (expected: at most 64)");
    NoteSignature huge = NoteSignature.of("name", 0, new byte[Note.BYTES_MAX]);
    assertThatThrownBy(() -> Note.of(BODY, List.of(huge)))
        .hasMessage("note: larger than 1048576 bytes");
    assertThatThrownBy(() -> Note.parse(BODY + "\n" + huge.line() + "\n"))
        .hasMessage("note: larger than 1048576 bytes");
  }

  @Test
  void sortsByNameAsBytesThenById() {
    NoteSignature a = NoteSignature.of("a", 1, new byte[1]);
    NoteSignature aHigh = NoteSignature.of("a", -1, new byte[1]);
    NoteSignature b = NoteSignature.of("b", 0, new byte[1]);
    // As UTF-16 the pair would sort before U+FF5E, as UTF-8 it sorts after.
    NoteSignature tilde = NoteSignature.of("\uff5e", 0, new byte[1]);
    NoteSignature pair = NoteSignature.of("\ud83d\udcdc", 0, new byte[1]);
    Note note = Note.of(BODY, List.of(pair, tilde, b, aHigh, a));
    assertThat(note.sorted().signatures()).containsExactly(a, aHigh, b, tilde, pair);
    assertThat(note.sorted().sorted()).isEqualTo(note.sorted());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "origin\n3\n",
        "origin\n3\nroot\n",
        "origin\n03\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
        "origin\n-3\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
        "origin\n+3\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
        "origin\n\u0663\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
        "origin\n\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
        "origin\n9223372036854775808\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
        "origin\n99999999999999999999\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
        "\n3\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
        "origin\n3\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "origin\n3\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB=\n",
        "origin\n3\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==\n",
        "origin\n3\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\nextension\n",
        "origin\n3\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n",
        "ori\tgin\n3\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
      })
  void refusesBodyThatIsNoCheckpoint(String body) {
    assertThatThrownBy(() -> Checkpoint.parse(body)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void readsCheckpointsOfEverySize() {
    for (long size : new long[] {0, 1, 10, Long.MAX_VALUE}) {
      Checkpoint checkpoint = new Checkpoint("o".repeat(255), size, Hash.sha256());
      assertThat(Checkpoint.parse(checkpoint.text())).isEqualTo(checkpoint);
    }
    assertThatThrownBy(() -> new Checkpoint("o".repeat(256), 0, Hash.sha256()))
        .hasMessage("origin: 256 bytes (expected: 1 to 255)");
    assertThatThrownBy(() -> new Checkpoint("o", -1, Hash.sha256()))
        .hasMessage("tree size: -1 (expected: 0 or more)");
  }

  @Test
  void refusesVkeysThatAreWrong() {
    String key = StrictBase64.encode(new byte[33]);
    for (String vkey :
        List.of(
            "",
            "name",
            "name+c74f20a3",
            "name+c74f20a3+",
            GO_VKEY.replace("c74f20a3", "c74f20a4"),
            GO_VKEY.replace("c74f20a3", "C74F20A3"),
            GO_VKEY.replace("c74f20a3", "74f20a3"),
            GO_VKEY.replace("Peter", "Pieter"),
            GO_VKEY.replace("Peter", "Peter "),
            GO_VKEY + "=",
            "+" + GO_VKEY,
            "name+00000000+" + key,
            GO_VKEY.substring(0, GO_VKEY.length() - 4))) {
      assertThatThrownBy(() -> NoteKey.parse(vkey))
          .as(vkey)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void refusesCosignatureUnderTextThatIsNoCheckpoint() {
    for (NoteKeyType type : NoteKeyType.values()) {
      NoteSigner signer = NoteSigner.generate(type, "witness");
      Checkpoint checkpoint = new Checkpoint("origin", 1, Hash.sha256()).withSm3Root(Hash.sha256());
      NoteSignature signature = signer.sign(checkpoint, 1);
      Note extended = Note.of(checkpoint.text() + "extension\n", List.of(signature));
      assertThat(signer.verifierKey().verifies(extended, signature)).isFalse();
    }
  }

  @Test
  void refusesSignatureOfAnotherNameOrId() {
    NoteSigner signer = NoteSigner.generate(NoteKeyType.LOG_ED25519, "origin");
    Checkpoint checkpoint = new Checkpoint("origin", 1, Hash.sha256());
    NoteSignature good = signer.sign(checkpoint, 0);
    NoteSignature otherName = NoteSignature.of("other", good.keyId(), good.bytes());
    NoteSignature otherId = NoteSignature.of("origin", good.keyId() + 1, good.bytes());
    assertThat(signer.verifierKey().verifies(checkpoint, good)).isTrue();
    assertThat(signer.verifierKey().verifies(checkpoint, otherName)).isFalse();
    assertThat(signer.verifierKey().verifies(checkpoint, otherId)).isFalse();
  }

  @Test
  void tellsTimesOfCosignersOnly() {
    NoteSigner log = NoteSigner.generate(NoteKeyType.LOG_ED25519, "origin");
    NoteSignature signature = log.sign(new Checkpoint("origin", 1, Hash.sha256()), 5);
    assertThatThrownBy(() -> log.verifierKey().timestampSeconds(signature))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> log.sign(new Checkpoint("origin", 1, Hash.sha256()), -1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
