package org.colophon.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.colophon.crypto.note.Checkpoint;
import org.colophon.crypto.note.Note;
import org.colophon.crypto.note.NoteKey;
import org.colophon.crypto.note.TlogPolicy;
import org.colophon.crypto.note.TlogProof;
import org.colophon.crypto.signature.KeyName;

/** What transparency logs hand around: notes, checkpoints, keys, policies and proofs. */
class NotesFuzzTest {
  static final Decoder NOTE =
      Decoder.exact(IllegalArgumentException.class, Note::parse, Note::bytes);
  static final Decoder CHECKPOINT =
      Decoder.exactText(IllegalArgumentException.class, Checkpoint::parse, Checkpoint::text);
  static final Decoder VKEY =
      Decoder.exactText(IllegalArgumentException.class, NoteKey::parse, NoteKey::vkey);
  static final Decoder PROOF =
      Decoder.exactText(IllegalArgumentException.class, TlogProof::parse, TlogProof::text);
  static final Decoder KEY_NAME =
      Decoder.exactText(IllegalArgumentException.class, KeyName::parse, KeyName::text);

  /** Comments, spaces and the order of lines may go; what it says stays. */
  static final Decoder POLICY =
      Decoder.of(
          IllegalArgumentException.class,
          bytes -> TlogPolicy.parse(Decoder.text(bytes)),
          (bytes, policy) -> assertThat(TlogPolicy.parse(policy.text())).isEqualTo(policy));

  @FuzzTest
  void note(byte[] bytes) throws Exception {
    NOTE.feed(bytes);
  }

  @FuzzTest
  void checkpoint(byte[] bytes) throws Exception {
    CHECKPOINT.feed(bytes);
  }

  @FuzzTest
  void vkey(byte[] bytes) throws Exception {
    VKEY.feed(bytes);
  }

  @FuzzTest
  void proof(byte[] bytes) throws Exception {
    PROOF.feed(bytes);
  }

  @FuzzTest
  void keyName(byte[] bytes) throws Exception {
    KEY_NAME.feed(bytes);
  }

  @FuzzTest
  void policy(byte[] bytes) throws Exception {
    POLICY.feed(bytes);
  }
}
