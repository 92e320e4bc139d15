package org.colophon.core.evidence.receipt;

import java.util.Map;
import org.colophon.core.LeafIndex;
import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.chain.DecidedChange;
import org.colophon.core.chain.LogTree;
import org.colophon.core.chain.NoteJudge;
import org.colophon.core.chain.Seal;
import org.colophon.core.evidence.ChangePart;
import org.colophon.core.membership.Genesis;
import org.colophon.core.membership.ValidatorKeys;
import org.colophon.core.port.LedgerReader;
import org.colophon.crypto.Hash;
import org.colophon.crypto.cose.CoseSigner;
import org.colophon.crypto.cose.InclusionReceipt;
import org.colophon.crypto.cose.ReceiptClaims;
import org.colophon.crypto.merkle.Proofs;
import org.colophon.crypto.note.Checkpoint;
import org.colophon.crypto.note.Note;
import org.colophon.crypto.x509.PeerIdentity;

/**
 * Issues COSE receipts (RFC 9942) in the name of the organisation whose node holds the key. It
 * signs only a root that it computed itself and that a quorum sealed; the validators' own
 * signatures go along, since they and not the issuer carry the proof.
 */
public final class ReceiptAssembler {
  private final Genesis genesis;
  private final CoseSigner signer;
  private final String issuer;

  /**
   * Issues with this key.
   *
   * @throws IllegalArgumentException when its certificate is not for a node
   */
  public ReceiptAssembler(Genesis genesis, CoseSigner signer) {
    PeerIdentity identity =
        PeerIdentity.of(signer.certificate())
            .filter(found -> found.kind() == PeerIdentity.Kind.NODE)
            .orElseThrow(() -> new IllegalArgumentException("certificate: not for a node"));
    this.genesis = genesis;
    this.signer = signer;
    this.issuer = ValidatorKeys.witnessName(genesis.chain(), new OrgId(identity.organisation()));
  }

  /**
   * The receipt of a record under the first seal that covers it, with all changes of the membership
   * so far: they name the validators of that seal, and the organisation that issues.
   *
   * @param now by the issuer's own clock
   * @throws RefusedException NOT_FOUND when no such record stands here, UNSEALED while no seal
   *     covers it
   */
  public byte[] assemble(LedgerReader reader, RecordId id, Timestamp now) throws RefusedException {
    LeafIndex index =
        reader
            .leafOf(id)
            .orElseThrow(() -> new RefusedException(Reason.NOT_FOUND, "record: not on this chain"));
    Seal seal =
        reader
            .firstSealCovering(reader.blockOf(index).orElseThrow().checkpointSize())
            .orElseThrow(
                () -> new RefusedException(Reason.UNSEALED, "record: no seal covers it yet"));
    Note note = Note.parse(seal.note());
    Hash root = sealedRoot(seal, note, reader);
    return InclusionReceipt.issue(
            new ReceiptClaims(issuer, id.hex(), now.seconds()),
            Proofs.inclusion(index.value(), seal.size().value(), reader.nodes()),
            root,
            note,
            ChangePart.before(reader, reader.newestSeal().orElseThrow()).stream()
                .map(ChangePart::bytes)
                .toList(),
            signer)
        .bytes();
  }

  /** The root, from this node's own leaves; that a quorum signed another one is impossible. */
  private Hash sealedRoot(Seal seal, Note note, LedgerReader reader) {
    NoteJudge judge = new NoteJudge(genesis.chain(), DecidedChange.sealing(genesis, reader, seal));
    Checkpoint checkpoint = judge.checkpoint(note.text());
    Checkpoint own = LogTree.checkpoint(genesis.chain(), reader, checkpoint.size());
    int signers = judge.signers(note.text()).map(Map::size).orElse(0);
    if (signers < judge.quorum() || !checkpoint.equals(own)) {
      throw new IllegalStateException(
          "seal of size " + checkpoint.size() + " on " + genesis.chain() + ": not of this ledger");
    }
    return own.root();
  }
}
