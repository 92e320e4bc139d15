package org.colophon.core.evidence.receipt;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.colophon.core.LeafIndex;
import org.colophon.core.OrgId;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.TreeSize;
import org.colophon.core.chain.Attestation;
import org.colophon.core.chain.NoteJudge;
import org.colophon.core.evidence.ChangePart;
import org.colophon.core.evidence.MembershipTrail;
import org.colophon.core.membership.Genesis;
import org.colophon.core.membership.Membership;
import org.colophon.core.membership.Organisation;
import org.colophon.core.membership.ValidatorKeys;
import org.colophon.core.record.RecordVerifier;
import org.colophon.crypto.Hash;
import org.colophon.crypto.cose.InclusionReceipt;
import org.colophon.crypto.merkle.MerkleHash;
import org.colophon.crypto.note.Checkpoint;
import org.colophon.crypto.x509.OrganisationTrust;
import org.colophon.crypto.x509.PeerIdentity;
import org.colophon.crypto.x509.Pem;

/**
 * Checks a COSE receipt (RFC 9942) of a record with nothing but the genesis that is trusted: later
 * memberships follow from it by the changes in the receipt. A pure function: the issuer's
 * certificate is judged as of the time that the issuer claims.
 */
public final class ReceiptVerifier {
  private final Genesis genesis;

  /** Trusts this genesis. */
  public ReceiptVerifier(Genesis genesis) {
    this.genesis = genesis;
  }

  /**
   * Checks all that must hold.
   *
   * @param receipt tagged COSE_Sign1
   * @param record leaf bytes
   * @throws ReceiptException with the first check that fails
   */
  public ReceiptFacts verify(byte[] receipt, byte[] record) throws ReceiptException {
    InclusionReceipt read = parse(receipt);
    RecordId id = recordId(record);
    MembershipTrail trail = trail(read);
    SortedMap<OrgId, Long> cosigners = cosigners(read, trail);
    Checkpoint checkpoint = read.note().checkpoint();
    requireIncluded(read, MerkleHash.leaf(record), checkpoint);
    if (!read.isSignedOver(checkpoint.root())) {
      throw new ReceiptException(ReceiptCheck.SIGNATURE, "does not verify over the sealed root");
    }
    PeerIdentity issuer = issuer(read, trail.newest().membership());
    if (!read.claims().subject().equals(id.hex())) {
      throw new ReceiptException(
          ReceiptCheck.SUBJECT, "another record than " + id.hex() + " is named");
    }
    return new ReceiptFacts(
        id,
        new LeafIndex(read.inclusion().leafIndex()),
        new TreeSize(checkpoint.size()),
        checkpoint.root(),
        issuer.organisation(),
        issuer.name(),
        new Timestamp(read.claims().issuedAtSeconds() * 1000),
        cosigners.keySet().stream().map(OrgId::text).toList(),
        Attestation.of(cosigners.values()).median());
  }

  private static InclusionReceipt parse(byte[] receipt) throws ReceiptException {
    try {
      InclusionReceipt read = InclusionReceipt.parse(receipt);
      // Beyond this a time in milliseconds would not fit.
      if (read.claims().issuedAtSeconds() > Long.MAX_VALUE / 1000) {
        throw new IllegalArgumentException("issued at: beyond all times");
      }
      return read;
    } catch (IllegalArgumentException e) {
      throw new ReceiptException(ReceiptCheck.FORM, String.valueOf(e.getMessage()));
    }
  }

  private RecordId recordId(byte[] record) throws ReceiptException {
    try {
      return new RecordVerifier(genesis.chain(), genesis.limits().recordBytesMax())
          .verify(record)
          .statement()
          .id();
    } catch (RefusedException e) {
      throw new ReceiptException(ReceiptCheck.RECORD, e.refusal().toString());
    }
  }

  private MembershipTrail trail(InclusionReceipt receipt) throws ReceiptException {
    try {
      List<ChangePart> changes = new ArrayList<>();
      for (byte[] change : receipt.changes()) {
        changes.add(ChangePart.parse(change));
      }
      return MembershipTrail.follow(genesis, changes);
    } catch (RefusedException e) {
      throw new ReceiptException(ReceiptCheck.MEMBERSHIP, e.refusal().toString());
    }
  }

  private SortedMap<OrgId, Long> cosigners(InclusionReceipt receipt, MembershipTrail trail)
      throws ReceiptException {
    NoteJudge judge =
        trail.judging(receipt.note().checkpoint().size(), receipt.note().text()).judge();
    SortedMap<OrgId, Long> signers = judge.signers(receipt.note().text()).orElseGet(TreeMap::new);
    if (signers.size() < judge.quorum()) {
      throw new ReceiptException(
          ReceiptCheck.COSIGNATURES,
          signers.size() + " validators (expected: " + judge.quorum() + ")");
    }
    if (!receipt.note().sorted().equals(receipt.note())) {
      throw new ReceiptException(ReceiptCheck.COSIGNATURES, "lines are not sorted");
    }
    String origin = receipt.note().checkpoint().origin();
    if (!origin.equals(genesis.chain().text())) {
      throw new ReceiptException(
          ReceiptCheck.COSIGNATURES, "of " + origin + " (expected: " + genesis.chain() + ")");
    }
    return signers;
  }

  /** The signature covers the root alone, so the size is that of the note or none at all. */
  private static void requireIncluded(InclusionReceipt receipt, Hash leaf, Checkpoint checkpoint)
      throws ReceiptException {
    if (receipt.inclusion().treeSize() != checkpoint.size()) {
      throw new ReceiptException(
          ReceiptCheck.INCLUSION,
          "tree of "
              + receipt.inclusion().treeSize()
              + " leaves (expected: "
              + checkpoint.size()
              + ")");
    }
    if (!receipt.inclusion().verifies(leaf, checkpoint.root())) {
      throw new ReceiptException(
          ReceiptCheck.INCLUSION, "the proof does not lead from the record to the sealed root");
    }
  }

  private PeerIdentity issuer(InclusionReceipt receipt, Membership membership)
      throws ReceiptException {
    InstantSource then =
        InstantSource.fixed(Instant.ofEpochSecond(receipt.claims().issuedAtSeconds()));
    PeerIdentity identity;
    try {
      identity =
          OrganisationTrust.of(roots(membership), then).checkDocumentSigner(receipt.certificate());
    } catch (CertificateException e) {
      throw new ReceiptException(ReceiptCheck.ISSUER, String.valueOf(e.getMessage()));
    }
    OrgId organisation = new OrgId(identity.organisation());
    if (!isNode(membership, identity.name(), organisation)) {
      throw new ReceiptException(ReceiptCheck.ISSUER, identity.uri() + ": no node of this chain");
    }
    String expected = ValidatorKeys.witnessName(genesis.chain(), organisation);
    if (!receipt.claims().issuer().equals(expected)) {
      throw new ReceiptException(
          ReceiptCheck.ISSUER, "the claims name another issuer than " + expected);
    }
    return identity;
  }

  private static boolean isNode(Membership membership, String name, OrgId organisation) {
    return membership.organisations().stream()
        .filter(owner -> owner.id().equals(organisation))
        .flatMap(owner -> owner.nodes().stream())
        .anyMatch(node -> node.text().equals(name));
  }

  private static Map<String, X509Certificate> roots(Membership membership) throws ReceiptException {
    Map<String, X509Certificate> roots = new TreeMap<>();
    for (Organisation organisation : membership.organisations()) {
      try {
        roots.put(organisation.id().text(), Pem.ofBase64Der(organisation.certificate()));
      } catch (IllegalArgumentException e) {
        throw new ReceiptException(
            ReceiptCheck.ISSUER, "membership: certificate of " + organisation.id());
      }
    }
    return roots;
  }
}
