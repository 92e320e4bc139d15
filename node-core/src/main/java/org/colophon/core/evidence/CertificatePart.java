package org.colophon.core.evidence;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.colophon.core.NodeId;
import org.colophon.core.OrgId;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.membership.Membership;
import org.colophon.core.membership.Organisation;
import org.colophon.crypto.cms.DetachedSignature;
import org.colophon.crypto.cms.PdfSignature;
import org.colophon.crypto.cms.RefusedSignatureException;
import org.colophon.crypto.x509.PeerIdentity;

/** The certificate of evidence: what a person reads, signed by the node that issued it. */
public final class CertificatePart {
  private CertificatePart() {}

  /** What the signature names as its reason, so that no certificate passes for another's. */
  public static String reason(RecordId record) {
    return "Colophon evidence certificate of record " + record.hex();
  }

  /**
   * Verifies that a node of one of these memberships signed the whole file for this record.
   *
   * @return the node, as its certificate names it
   */
  public static String verify(byte[] pdf, RecordId record, Collection<Membership> memberships)
      throws RefusedException {
    return verify(pdf, record, TrustedRoots.of(memberships, List.of()), memberships);
  }

  /**
   * Verifies that a node of an organisation signed the whole file for this record.
   *
   * @return the node, as its certificate names it
   */
  static String verify(
      byte[] pdf, RecordId record, TrustedRoots roots, Collection<Membership> memberships)
      throws RefusedException {
    try {
      PdfSignature signature = PdfSignature.read(pdf);
      if (!signature.reason().equals(reason(record))) {
        throw EvidenceVerifier.refused("was signed for something else: " + signature.reason());
      }
      DetachedSignature.Signer signer = signature.verify(roots.ofOrganisations());
      Optional<PeerIdentity> identity = PeerIdentity.of(signer.certificate());
      boolean isNode =
          identity.isPresent()
              && identity.get().kind() == PeerIdentity.Kind.NODE
              && memberships.stream().anyMatch(m -> isNodeOf(m, identity.get()))
              && isIssuedBy(new OrgId(identity.get().organisation()), signer, roots);
      if (!isNode) {
        throw EvidenceVerifier.refused("was signed by no node of this chain");
      }
      return identity.get().name() + " of " + identity.get().organisation();
    } catch (RefusedSignatureException e) {
      throw EvidenceVerifier.refused(e.fault() + ": " + e.getMessage());
    }
  }

  private static boolean isIssuedBy(
      OrgId organisation, DetachedSignature.Signer signer, TrustedRoots roots) {
    return signer.roots().stream().anyMatch(root -> roots.isOf(root, organisation));
  }

  private static boolean isNodeOf(Membership membership, PeerIdentity identity) {
    try {
      Optional<Organisation> owner = membership.organisationOf(new NodeId(identity.name()));
      return owner.isPresent() && owner.get().id().equals(new OrgId(identity.organisation()));
    } catch (IllegalArgumentException e) {
      // Certificates allow some names that the chain does not; such a node is none of its nodes.
      return false;
    }
  }
}
