package org.colophon.crypto.cose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import COSE.Message;
import COSE.MessageTag;
import COSE.OneKey;
import COSE.Sign1Message;
import com.upokecenter.cbor.CBORObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import org.colophon.crypto.Hash;
import org.colophon.crypto.merkle.InclusionProof;
import org.colophon.crypto.merkle.MemoryTree;
import org.colophon.crypto.merkle.MerkleHash;
import org.colophon.crypto.note.Checkpoint;
import org.colophon.crypto.note.Note;
import org.colophon.crypto.note.NoteKeyType;
import org.colophon.crypto.note.NoteSigner;
import org.colophon.crypto.x509.CertificateAuthority;
import org.colophon.crypto.x509.TlsIdentity;
import org.junit.jupiter.api.Test;

final class InclusionReceiptTest {
  private static final TlsIdentity IDENTITY = identity("court-north");
  private static final CoseSigner SIGNER = CoseSigner.of(IDENTITY);
  private static final ReceiptClaims CLAIMS =
      new ReceiptClaims(
          "colophon/test/0123456789abcdef/court-north", "ab".repeat(32), 1_800_000_000);
  private static final HexFormat HEX = HexFormat.of();

  private final MemoryTree tree = tree(11);
  private final Note note = note(tree);
  private final byte[] good = receipt(tree, 6).bytes();

  private static TlsIdentity identity(String organisation) {
    Instant then = Instant.parse("2026-01-01T00:00:00Z");
    return CertificateAuthority.create(organisation, Duration.ofDays(1), then)
        .issueDocumentSigner(organisation + "-1", then, Duration.ofDays(1));
  }

  private static MemoryTree tree(int size) {
    MemoryTree tree = new MemoryTree();
    for (int i = 0; i < size; i++) {
      tree.append(MerkleHash.leaf(new byte[] {(byte) i}));
    }
    return tree;
  }

  private static Note note(MemoryTree tree) {
    NoteSigner log = NoteSigner.ofSeed(NoteKeyType.LOG_ED25519, "origin", new byte[32]);
    Checkpoint checkpoint = new Checkpoint("origin", tree.size(), tree.root());
    return Note.of(checkpoint, List.of(log.sign(checkpoint, 1)));
  }

  private static InclusionReceipt receipt(MemoryTree tree, long leaf) {
    return InclusionReceipt.issue(
        CLAIMS, tree.inclusion(leaf), tree.root(), note(tree), List.of(), SIGNER);
  }

  private static boolean proves(InclusionReceipt receipt, Hash leaf) {
    return receipt.isSignedOver(receipt.inclusion().rootFrom(leaf));
  }

  @Test
  void provesEachLeafOfEachTreeAndNoOther() {
    for (int size = 2; size <= 17; size++) {
      MemoryTree some = tree(size);
      for (int i = 0; i < size; i++) {
        InclusionReceipt read = InclusionReceipt.parse(receipt(some, i).bytes());
        assertThat(read.claims()).isEqualTo(CLAIMS);
        assertThat(read.certificate()).isEqualTo(IDENTITY.certificate());
        assertThat(read.inclusion()).isEqualTo(some.inclusion(i));
        assertThat(read.note()).isEqualTo(note(some));
        assertThat(proves(read, some.node(0, i))).isTrue();
        assertThat(proves(read, some.node(0, (i + 1) % size))).isFalse();
        assertThat(read.isSignedOver(some.root())).isTrue();
        assertThat(read.isSignedOver(Hash.sha256())).isFalse();
      }
    }
  }

  @Test
  void anotherImplementationOfCoseAcceptsItOverTheRootAndNothingElse() throws Exception {
    OneKey key = new OneKey(IDENTITY.certificate().getPublicKey(), null);
    assertThat(messageOver(tree.root().bytes()).validate(key)).isTrue();
    assertThat(messageOver(Hash.sha256().bytes()).validate(key)).isFalse();
    Sign1Message message = messageOver(tree.root().bytes());
    assertThat(message.findAttribute(CBORObject.FromObject(395)).AsInt32Value()).isEqualTo(1);
    CBORObject proof =
        CBORObject.DecodeFromBytes(
            message
                .findAttribute(CBORObject.FromObject(396))
                .get(CBORObject.FromObject(-1))
                .get(0)
                .GetByteString());
    assertThat(proof.get(0).AsInt32Value()).isEqualTo(11);
    assertThat(proof.get(1).AsInt32Value()).isEqualTo(6);
    assertThat(proof.get(2).get(0).GetByteString()).isEqualTo(tree.node(0, 7).bytes());
  }

  private Sign1Message messageOver(byte[] root) throws Exception {
    Sign1Message message = (Sign1Message) Message.DecodeFromBytes(good, MessageTag.Sign1);
    message.SetContent(root);
    return message;
  }

  /** The unchanged form of sign1-tests/sign-fail-02 of cose-wg/Examples (BSD-3-Clause). */
  @Test
  void verifiesTheExampleOfTheWorkingGroup() throws Exception {
    byte[] header = HEX.parseHex("a10126");
    byte[] content = "This is the content.".getBytes(StandardCharsets.US_ASCII);
    assertThat(HEX.formatHex(CoseSign1.toBeSigned(header, content)))
        .isEqualTo("846a5369676e61747572653143a101264054546869732069732074686520636f6e74656e742e");
    CoseSign1 message =
        new CoseSign1(
            CBORObject.FromObject(header),
            CBORObject.NewMap(),
            CBORObject.FromObject(
                HEX.parseHex(
                    "eae868ecc176883766c5dc5ba5b8dca25dab3c2e56a551ce5705b793914348e1"
                        + "9f43d6c6ba654472da301b645b293c9ba939295b97c4bdb847782bff384c5794")));
    OneKey key = new OneKey();
    key.add(CBORObject.FromObject(1), CBORObject.FromObject(2));
    key.add(CBORObject.FromObject(-1), CBORObject.FromObject(1));
    key.add(
        CBORObject.FromObject(-2),
        bytes("bac5b11cad8f99f9c72b05cf4b9e26d244dc189f745228255a219a86d6a09eff"));
    key.add(
        CBORObject.FromObject(-3),
        bytes("20138bf82dc1b6d562be0fa54ab7804a3a64b6d72ccfed6b6fb6ed28bbfc117e"));
    OneKey whole = new OneKey(key.AsCBOR());
    assertThat(message.verifies(whole.AsPublicKey(), content)).isTrue();
    content[19] = '/';
    assertThat(message.verifies(whole.AsPublicKey(), content)).isFalse();
  }

  private static CBORObject bytes(String hex) {
    return CBORObject.FromObject(HEX.parseHex(hex));
  }

  @Test
  void noChangedByteGoesUnnoticed() {
    Hash leaf = tree.node(0, 6);
    int noteAt = indexOf(good, note.bytes());
    for (int at = 0; at < good.length; at++) {
      for (int bit = 0; bit < 8; bit += 3) {
        byte[] changed = good.clone();
        changed[at] ^= (byte) (1 << bit);
        InclusionReceipt read;
        try {
          read = InclusionReceipt.parse(changed);
        } catch (IllegalArgumentException e) {
          continue;
        }
        // The note stands outside of the signature: its own signatures speak for it.
        boolean isInNote = at >= noteAt && at < noteAt + note.bytes().length;
        assertThat(isInNote || !readsRight(read, leaf)).as("byte " + at + " bit " + bit).isTrue();
      }
    }
  }

  private static boolean readsRight(InclusionReceipt read, Hash leaf) {
    try {
      long size = read.note().checkpoint().size();
      return size == read.inclusion().treeSize() && proves(read, leaf);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static int indexOf(byte[] whole, byte[] part) {
    for (int i = 0; i + part.length <= whole.length; i++) {
      if (Arrays.equals(whole, i, i + part.length, part, 0, part.length)) {
        return i;
      }
    }
    throw new AssertionError("not there");
  }

  @Test
  void noPrefixAndNothingLongerIsAReceipt() {
    for (int length = 0; length < good.length; length += 1 + length / 50) {
      byte[] prefix = Arrays.copyOf(good, length);
      assertThatThrownBy(() -> InclusionReceipt.parse(prefix))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertRefused(Arrays.copyOf(good, good.length + 1), "CBOR: ");
    assertRefused(new byte[InclusionReceipt.BYTES_MAX + 1], "CBOR: larger than");
  }

  private static void assertRefused(byte[] receipt, String message) {
    assertThatThrownBy(() -> InclusionReceipt.parse(receipt))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  /** The receipt with another protected header; what is signed does not matter here. */
  private byte[] head(UnaryOperator<CBORObject> change) {
    return whole(message -> {
      CBORObject map = CBORObject.DecodeFromBytes(message.get(0).GetByteString());
      return message.Set(0, CBORObject.FromObject(change.apply(map).EncodeToBytes()));
    });
  }

  private byte[] rest(UnaryOperator<CBORObject> change) {
    return whole(message -> message.Set(1, change.apply(message.get(1))));
  }

  private byte[] proof(UnaryOperator<CBORObject> change) {
    return rest(map -> {
      CBORObject list = map.get(CBORObject.FromObject(396)).get(CBORObject.FromObject(-1));
      CBORObject proof = CBORObject.DecodeFromBytes(list.get(0).GetByteString());
      list.Set(0, CBORObject.FromObject(change.apply(proof).EncodeToBytes()));
      return map;
    });
  }

  private byte[] whole(UnaryOperator<CBORObject> change) {
    CBORObject message = CBORObject.DecodeFromBytes(good).UntagOne();
    return change.apply(message).WithTag(18).EncodeToBytes();
  }

  @Test
  void refusesWhatRfc9942DoesNotAllow() {
    assertThatCode(() -> InclusionReceipt.parse(whole(m -> m))).doesNotThrowAnyException();
    assertRefused(head(m -> m.Set(1, -8)), "algorithm: ");
    assertRefused(head(m -> m.Set(1, "ES256")), "algorithm: ");
    assertRefused(head(m -> without(m, 1)), "protected header: members");
    assertRefused(head(m -> m.Set(395, 2)), "data structure: ");
    assertRefused(head(m -> without(m, 395)), "protected header: members");
    assertRefused(head(m -> without(m, 15)), "protected header: members");
    assertRefused(head(m -> without(m, 33)), "protected header: members");
    assertRefused(head(m -> m.Set(4, new byte[] {1})), "protected header: members");
    assertRefused(head(m -> m.Set(33, new byte[] {1})), "certificate: ");
    assertRefused(head(m -> m.Set(33, new byte[20_000])), "certificate: 20000 bytes");
    assertRefused(head(m -> m.Set(33, "text")), "certificate: (expected: ByteString)");
    assertRefused(head(m -> CBORObject.NewArray()), "protected header: (expected: Map)");
    assertRefused(claims(c -> c.Set(1, "")), "issuer: ");
    assertRefused(claims(c -> c.Set(1, "x".repeat(257))), "issuer: ");
    assertRefused(claims(c -> c.Set(2, 7)), "subject: (expected: TextString)");
    assertRefused(claims(c -> c.Set(6, -1)), "issued at: ");
    assertRefused(claims(c -> c.Set(6, 1.5)), "issued at: ");
    assertRefused(claims(c -> c.Set(6, CBORObject.FromObject(HUGE))), "issued at: ");
    assertRefused(claims(c -> c.Set(5, 1)), "claims: members");
    assertRefused(rest(m -> without(m, 396)), "unprotected header: members");
    assertRefused(rest(m -> m.Set(395, 1)), "unprotected header: members");
    assertRefused(rest(m -> m.Set("colophon.seal.note", new byte[] {1})), "note: ");
    assertRefused(
        rest(m -> m.Set("colophon.seal.note", note.text())), "note: (expected: ByteString)");
    assertRefused(changes(CBORObject.NewArray()), "changes: 0 items");
    CBORObject many = CBORObject.NewArray();
    for (int i = 0; i < 65; i++) {
      many.Add(new byte[1]);
    }
    assertRefused(changes(many), "changes: 65 items");
    assertRefused(changes(CBORObject.NewArray().Add("text")), "changes: (expected: ByteString)");
    assertRefused(changes(CBORObject.FromObject(new byte[1])), "changes: (expected: Array)");
    assertRefused(proofs(p -> p.Set(-2, CBORObject.NewArray())), "proofs: members");
    assertRefused(proofs(p -> p.Set(-1, CBORObject.NewArray())), "proofs: 0 items");
    assertRefused(proofs(p -> p.Set(-1, new byte[3])), "proofs: (expected: Array)");
    assertRefused(proofs(p -> twice(p)), "proofs: 2 items");
    assertRefused(whole(m -> m.Set(2, new byte[32])), "COSE: payload");
    assertRefused(whole(m -> m.Set(3, new byte[63])), "signature: ");
    assertRefused(whole(m -> m.Add(1)), "COSE_Sign1: 5 items");
    assertRefused(whole(m -> CBORObject.NewMap()), "COSE_Sign1: (expected: Array)");
  }

  private static final com.upokecenter.numbers.EInteger HUGE =
      com.upokecenter.numbers.EInteger.FromString("18446744073709551615");

  private byte[] changes(CBORObject item) {
    return rest(m -> m.Set("colophon.membership.changes", item));
  }

  @Test
  void carriesTheChangesOfTheMembershipBesideTheNote() {
    List<byte[]> changes = List.of(new byte[] {1, 2}, new byte[0]);
    byte[] receipt =
        InclusionReceipt.issue(CLAIMS, tree.inclusion(6), tree.root(), note(tree), changes, SIGNER)
            .bytes();
    InclusionReceipt read = InclusionReceipt.parse(receipt);
    assertThat(read.changes()).containsExactlyElementsOf(changes);
    assertThat(read.bytes()).isEqualTo(receipt);
    assertThat(read.isSignedOver(tree.root())).isTrue();
    assertThat(InclusionReceipt.parse(good).changes()).isEmpty();
  }

  private static CBORObject without(CBORObject map, int key) {
    map.Remove(CBORObject.FromObject(key));
    return map;
  }

  private static CBORObject twice(CBORObject proofs) {
    CBORObject list = proofs.get(CBORObject.FromObject(-1));
    list.Add(list.get(0));
    return proofs;
  }

  private byte[] claims(UnaryOperator<CBORObject> change) {
    return head(map -> map.Set(15, change.apply(map.get(CBORObject.FromObject(15)))));
  }

  private byte[] proofs(UnaryOperator<CBORObject> change) {
    return rest(map -> map.Set(396, change.apply(map.get(CBORObject.FromObject(396)))));
  }

  @Test
  void refusesProofsThatAreNone() {
    assertRefused(proof(p -> p.Set(0, 0)), "tree size: ");
    assertRefused(proof(p -> p.Set(0, 6)), "leaf index: 6");
    assertRefused(proof(p -> p.Set(0, CBORObject.FromObject(HUGE))), "tree size: ");
    assertRefused(proof(p -> p.Set(1, -1)), "leaf index: ");
    assertRefused(proof(p -> p.Set(1, "6")), "leaf index: ");
    assertRefused(proof(p -> p.Set(2, CBORObject.NewArray())), "inclusion path: 0 items");
    assertRefused(proof(p -> p.Set(2, path(64, 32))), "inclusion path: 64 items");
    assertRefused(proof(p -> p.Set(2, path(4, 31))), "");
    assertRefused(proof(p -> p.Set(2, new byte[128])), "inclusion path: ");
    assertRefused(proof(p -> p.Add(1)), "proof: 4 items");
    assertRefused(proof(p -> CBORObject.FromObject(1)), "proof: (expected: Array)");
    InclusionReceipt longer = InclusionReceipt.parse(proof(p -> p.Set(2, path(5, 32))));
    assertThatThrownBy(() -> longer.inclusion().rootFrom(tree.node(0, 6)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static CBORObject path(int hashes, int length) {
    CBORObject path = CBORObject.NewArray();
    for (int i = 0; i < hashes; i++) {
      path.Add(new byte[length]);
    }
    return path;
  }

  @Test
  void refusesEveryOtherEncodingOfTheSameItems() {
    String hex = HEX.formatHex(good);
    List<String> others = new ArrayList<>();
    others.add(hex.replaceFirst("^d284", "84"));
    others.add(hex.replaceFirst("^d2", "d812"));
    others.add(hex.replaceFirst("^d2", "d1"));
    others.add(hex.replaceFirst("^d2", "d9d9f7d2"));
    others.add(hex.replaceFirst("^d284", "d29804"));
    others.add(hex.replaceFirst("^d284", "d29f") + "ff");
    others.add(hex.replaceFirst("f65840", "f7" + "5840"));
    others.add(hex.replaceFirst("f65840", "f6" + "590040"));
    others.add(hex.replaceFirst("f65840(.*)$", "f65f5840$1ff"));
    // The protected header begins with {1: -7, 15: …; its own length is changed alongside.
    others.add(hex.replaceFirst("a401260f", "a40f01260f"));
    for (String other : others) {
      assertThat(other).isNotEqualTo(hex);
      assertThatThrownBy(() -> InclusionReceipt.parse(HEX.parseHex(other)))
          .as(other.substring(0, 40))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertRefused(reorderedHeader(), "protected header: not in deterministic encoding");
    assertRefused(headerWithLongInteger(), "protected header: not in deterministic encoding");
  }

  private byte[] reorderedHeader() {
    return head(map -> {
      CBORObject other = CBORObject.NewOrderedMap();
      List<CBORObject> keys = new ArrayList<>(map.getKeys());
      Collections.reverse(keys);
      keys.forEach(key -> other.Add(key, map.get(key)));
      return other;
    });
  }

  /** {@code 18 01} says 1 in two bytes. */
  private byte[] headerWithLongInteger() {
    return whole(message -> {
      String map = HEX.formatHex(message.get(0).GetByteString());
      return message.Set(
          0, CBORObject.FromObject(HEX.parseHex(map.replaceFirst("^a401", "a41801"))));
    });
  }

  @Test
  void hostileLengthsAndDepthsAreRefusedAtOnce() {
    for (String hex :
        List.of(
            "9b7fffffffffffffff",
            "bb7fffffffffffffff",
            "5b7fffffffffffffff",
            "7b7fffffffffffffff",
            "d29b00000000ffffffff",
            "d2845b00000000ffffffff",
            "d28440a0f65b0000000100000000",
            "9f".repeat(100_000),
            "81".repeat(100_000),
            "d2".repeat(100_000),
            "a1".repeat(100_000),
            "5f".repeat(1000),
            "ff",
            "f8ff",
            "1c",
            "c249" + "01".repeat(9))) {
      assertThatThrownBy(() -> InclusionReceipt.parse(HEX.parseHex(hex)))
          .as(hex.substring(0, Math.min(30, hex.length())))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void issuesNoneForATreeOfOneLeaf() {
    MemoryTree one = tree(1);
    InclusionProof inclusion = one.inclusion(0);
    assertThatThrownBy(() ->
            InclusionReceipt.issue(CLAIMS, inclusion, one.root(), note(one), List.of(), SIGNER))
        .hasMessage("inclusion path: empty (expected: 1 hash or more)");
  }

  @Test
  void anotherKeyDoesNotSignInItsName() {
    TlsIdentity other = identity("court-south");
    CoseSigner forger =
        new CoseSigner() {
          @Override
          public java.security.cert.X509Certificate certificate() {
            return IDENTITY.certificate();
          }

          @Override
          public byte[] sign(byte[] message) {
            return CoseSigner.of(other).sign(message);
          }
        };
    InclusionReceipt forged =
        InclusionReceipt.issue(CLAIMS, tree.inclusion(6), tree.root(), note, List.of(), forger);
    assertThat(InclusionReceipt.parse(forged.bytes()).isSignedOver(tree.root())).isFalse();
  }
}
