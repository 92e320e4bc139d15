package org.colophon.crypto.cms;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.colophon.crypto.Hash;
import org.colophon.crypto.signature.KeyName;
import org.colophon.crypto.signature.Signatures;
import org.colophon.crypto.x509.TlsIdentity;

/**
 * A CMS signature beside its content (RFC 5652), CAdES baseline B (ETSI EN 319 122-1): SHA-256,
 * P-256 with low S, and the signer's certificate bound into what is signed (RFC 5035). There is one
 * form of it: equal content, key and certificates give equal bytes, and a reader refuses all other
 * bytes.
 */
public final class DetachedSignature {
  /** Longest signature in bytes. */
  public static final int BYTES_MAX = 32 << 10;

  private DetachedSignature() {}

  /**
   * Whose signature it is.
   *
   * @param certificate the signer's
   * @param roots the trusted roots that issued it, at least one; several when they have one name
   *     and key
   */
  public record Signer(X509Certificate certificate, List<X509Certificate> roots) {
    /** With a copy of the list. */
    public Signer {
      roots = List.copyOf(roots);
    }
  }

  /**
   * Signs the concatenation of {@code content}.
   *
   * @param signer a P-256 key with a certificate for signing documents, which goes into the
   *     signature; a root behind it goes too
   * @throws IllegalArgumentException when the key is not of P-256 or its certificate not for that
   */
  public static byte[] sign(TlsIdentity signer, byte[]... content) {
    X509Certificate leaf = signer.certificate();
    if (signer.chain().size() > CmsForm.CERTIFICATES_MAX) {
      throw new IllegalArgumentException("chain: longer than a leaf and its root");
    }
    try {
      DocumentTrust.signingKey(leaf);
    } catch (RefusedSignatureException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    Hash digest = Hash.sha256(content);
    byte[] signature = signer.signingKey().sign(CmsForm.signedAttributes(digest, leaf));
    return new CmsForm(
            signer.chain(), CmsForm.nameOf(leaf), digest, new CmsForm.Signature(signature))
        .der(leaf);
  }

  /**
   * Verifies a signature over the concatenation of {@code content}.
   *
   * @param cms what {@link #sign} gave
   * @param roots those that are trusted; each vouches for leaves directly
   * @param at time at which certificate and root must have been valid
   * @throws RefusedSignatureException when anything does not hold; it names the rule
   */
  public static Signer verify(
      byte[] cms, Collection<X509Certificate> roots, Instant at, byte[]... content)
      throws RefusedSignatureException {
    CmsForm form = parse(cms);
    X509Certificate leaf = signerOf(form);
    KeyName key = DocumentTrust.signingKey(leaf);
    if (!Arrays.equals(form.der(leaf), cms)) {
      throw malformed("not the one form of what it says");
    }
    if (!form.contentDigest().equals(Hash.sha256(content))) {
      throw new RefusedSignatureException(
          SignatureFault.CONTENT, "its digest is not the signed one");
    }
    byte[] signed = CmsForm.signedAttributes(form.contentDigest(), leaf);
    if (!Signatures.verify(key, signed, form.signature().der())) {
      throw new RefusedSignatureException(
          SignatureFault.SIGNATURE, "not made with the key of " + leaf.getSubjectX500Principal());
    }
    List<X509Certificate> issuers =
        DocumentTrust.rootsOf(leaf, roots, at).stream()
            .filter(root -> List.of(leaf, root).containsAll(form.certificates()))
            .toList();
    if (issuers.isEmpty()) {
      throw malformed("holds a certificate that is neither the signer's nor its root's");
    }
    return new Signer(leaf, issuers);
  }

  private static CmsForm parse(byte[] cms) throws RefusedSignatureException {
    if (cms.length > BYTES_MAX) {
      throw new RefusedSignatureException(
          SignatureFault.TOO_LARGE, cms.length + " bytes (expected: at most " + BYTES_MAX + ")");
    }
    try {
      return CmsForm.parse(cms);
    } catch (IllegalArgumentException e) {
      throw new RefusedSignatureException(
          SignatureFault.FORM, "not a detached signature: " + e.getMessage(), e);
    }
  }

  private static X509Certificate signerOf(CmsForm form) throws RefusedSignatureException {
    List<X509Certificate> named =
        form.certificates().stream()
            .filter(certificate -> CmsForm.nameOf(certificate).equals(form.signer()))
            .toList();
    if (named.size() != 1) {
      throw malformed("does not hold the signer's certificate once");
    }
    return named.getFirst();
  }

  private static RefusedSignatureException malformed(String message) {
    return new RefusedSignatureException(SignatureFault.FORM, message);
  }
}
