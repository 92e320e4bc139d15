package org.colophon.crypto.tsp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerIdentifier;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.colophon.crypto.Sha2;
import org.colophon.crypto.StrictDer;
import org.colophon.crypto.x509.CertificateHolders;
import org.colophon.crypto.x509.SignatureScheme;
import org.jspecify.annotations.Nullable;

/**
 * The CMS around a time-stamp: SignedData with one signer (RFC 5652, section 5; RFC 3161, section
 * 2.4.2). What no signature covers and nobody needs is not allowed: no attributes outside the
 * signature, no revocation lists, no second digest algorithm.
 */
final class SignedToken {
  private static final int CERTIFICATES_MAX = 16;
  private static final int VERSION_OF_SIGNED_DATA = 3;

  private final SignedData signedData;
  private final SignerInfo signer;
  private final List<X509CertificateHolder> certificates;

  private SignedToken(
      SignedData signedData, SignerInfo signer, List<X509CertificateHolder> certificates) {
    this.signedData = signedData;
    this.signer = signer;
    this.certificates = certificates;
  }

  /**
   * Reads a token in its one encoding.
   *
   * @throws IllegalArgumentException for anything else
   */
  static SignedToken parse(byte[] der) {
    SignedToken token = of(StrictDer.parse(der));
    if (!Arrays.equals(token.der(), der)) {
      throw new IllegalArgumentException("token: not DER, or with parts that nothing covers");
    }
    return token;
  }

  /**
   * Reads a token in any encoding. {@link #der} gives it in its one encoding: what no signature
   * covers is left out or put in order, what a signature covers is the same.
   *
   * @throws IllegalArgumentException when it is no token
   */
  static SignedToken of(ASN1Encodable value) {
    ContentInfo contentInfo = ContentInfo.getInstance(value);
    if (!contentInfo.getContentType().equals(CMSObjectIdentifiers.signedData)) {
      throw new IllegalArgumentException("token: not signed data");
    }
    SignedData signedData = SignedData.getInstance(contentInfo.getContent());
    if (!signedData.getVersion().hasValue(VERSION_OF_SIGNED_DATA)) {
      throw new IllegalArgumentException("token: version (expected: 3)");
    }
    ContentInfo content = signedData.getEncapContentInfo();
    if (!content.getContentType().equals(PKCSObjectIdentifiers.id_ct_TSTInfo)
        || content.getContent() == null) {
      throw new IllegalArgumentException("token: no TSTInfo in it");
    }
    if (signedData.getSignerInfos().size() != 1) {
      throw new IllegalArgumentException(
          "token: " + signedData.getSignerInfos().size() + " signers (expected: 1)");
    }
    SignerInfo signer = SignerInfo.getInstance(signedData.getSignerInfos().getObjectAt(0));
    if (signer.getAuthenticatedAttributes() == null) {
      throw new IllegalArgumentException("token: no signed attributes");
    }
    return new SignedToken(signedData, signer, certificates(signedData.getCertificates()));
  }

  private static List<X509CertificateHolder> certificates(@Nullable ASN1Set set) {
    if (set == null) {
      return List.of();
    }
    if (set.size() > CERTIFICATES_MAX) {
      throw new IllegalArgumentException(
          "token: " + set.size() + " certificates (expected: at most " + CERTIFICATES_MAX + ")");
    }
    Set<X509CertificateHolder> certificates = new LinkedHashSet<>();
    for (ASN1Encodable certificate : set) {
      certificates.add(new X509CertificateHolder(Certificate.getInstance(certificate)));
    }
    if (certificates.size() != set.size()) {
      throw new IllegalArgumentException("token: one certificate twice");
    }
    return List.copyOf(certificates);
  }

  /** The same token with exactly these certificates. */
  SignedToken with(List<X509CertificateHolder> kept) {
    return new SignedToken(signedData, signer, List.copyOf(kept));
  }

  /** The token in its one encoding. */
  byte[] der() {
    SignerInfo plainSigner =
        new SignerInfo(
            signer.getSID(),
            signer.getDigestAlgorithm(),
            derSet(signer.getAuthenticatedAttributes()),
            signer.getDigestEncryptionAlgorithm(),
            new DEROctetString(signer.getEncryptedDigest().getOctets()),
            (ASN1Set) null);
    ASN1EncodableVector kept = new ASN1EncodableVector();
    certificates.forEach(certificate -> kept.add(certificate.toASN1Structure()));
    SignedData plain =
        new SignedData(
            new DERSet(signer.getDigestAlgorithm()),
            new ContentInfo(PKCSObjectIdentifiers.id_ct_TSTInfo, new DEROctetString(content())),
            certificates.isEmpty() ? null : new DERSet(kept),
            null,
            new DERSet(plainSigner));
    return StrictDer.encode(new ContentInfo(CMSObjectIdentifiers.signedData, plain));
  }

  private static DERSet derSet(ASN1Set set) {
    return new DERSet(set.toArray());
  }

  /** The DER of TSTInfo. */
  byte[] content() {
    return ASN1OctetString.getInstance(signedData.getEncapContentInfo().getContent()).getOctets();
  }

  /** As they stand in the token. */
  List<X509CertificateHolder> certificates() {
    return certificates;
  }

  /** The signer's certificate, if it is in the token. */
  Optional<X509CertificateHolder> signerCertificate() {
    return certificates.stream().filter(this::isSigners).findFirst();
  }

  private boolean isSigners(X509CertificateHolder certificate) {
    SignerIdentifier id = signer.getSID();
    if (id.isTagged()) {
      SubjectKeyIdentifier key = SubjectKeyIdentifier.fromExtensions(certificate.getExtensions());
      return key != null
          && Arrays.equals(
              key.getKeyIdentifier(), ASN1OctetString.getInstance(id.getId()).getOctets());
    }
    IssuerAndSerialNumber name = IssuerAndSerialNumber.getInstance(id.getId());
    return CertificateHolders.isSameName(name.getName(), certificate.getIssuer())
        && name.getSerialNumber().getValue().equals(certificate.getSerialNumber());
  }

  /** The one value of a signed attribute that is there at most once (RFC 5652, section 11). */
  Optional<ASN1Primitive> signedAttribute(ASN1ObjectIdentifier type) {
    List<Attribute> found = new ArrayList<>();
    for (ASN1Encodable element : signer.getAuthenticatedAttributes()) {
      Attribute attribute = Attribute.getInstance(element);
      if (attribute.getAttrType().equals(type)) {
        found.add(attribute);
      }
    }
    if (found.isEmpty()) {
      return Optional.empty();
    }
    if (found.size() != 1 || found.getFirst().getAttrValues().size() != 1) {
      throw new IllegalArgumentException("token: attribute " + type + " more than once");
    }
    return Optional.of(found.getFirst().getAttrValues().getObjectAt(0).toASN1Primitive());
  }

  /**
   * Whether the certificate's key signed the attributes, and they name the content (RFC 5652,
   * section 5.4).
   */
  boolean isSignedWith(X509CertificateHolder certificate) {
    Optional<Sha2> hash = SignatureScheme.hashOf(signer.getDigestAlgorithm());
    return hash.isPresent()
        && hasAttribute(CMSAttributes.contentType, PKCSObjectIdentifiers.id_ct_TSTInfo)
        && hasAttribute(
            CMSAttributes.messageDigest, new DEROctetString(hash.get().digest(content())))
        && SignatureScheme.ofSigner(signer.getDigestEncryptionAlgorithm(), hash.get())
            .filter(scheme ->
                scheme.verifies(
                    certificate.getSubjectPublicKeyInfo(),
                    StrictDer.encode(derSet(signer.getAuthenticatedAttributes())),
                    signer.getEncryptedDigest().getOctets()))
            .isPresent();
  }

  private boolean hasAttribute(ASN1ObjectIdentifier type, ASN1Primitive value) {
    return signedAttribute(type).filter(value::equals).isPresent();
  }
}
