package org.colophon.crypto.cms;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
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
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuerSerial;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.colophon.crypto.Hash;
import org.colophon.crypto.x509.Pem;

/**
 * The one form of a detached signature that is written and read: what it says gives its bytes, so
 * no byte of it is without meaning.
 *
 * @param certificates the signer's, and its root where that is sent along, in DER's order
 * @param signer issuer and serial number of the signer's certificate
 * @param contentDigest SHA-256 of the signed content
 * @param signature ECDSA over {@link #signedAttributes}
 */
record CmsForm(
    List<X509Certificate> certificates,
    IssuerAndSerialNumber signer,
    Hash contentDigest,
    Signature signature) {
  /** Most certificates: a leaf and its root. */
  static final int CERTIFICATES_MAX = 2;

  /** RFC 5754, section 2: without parameters. */
  private static final AlgorithmIdentifier SHA_256 =
      new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256);

  /** RFC 5754, section 3.3. */
  private static final AlgorithmIdentifier ECDSA_WITH_SHA_256 =
      new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);

  /** The bytes of a signature value. */
  static final class Signature {
    private final byte[] der;

    Signature(byte[] der) {
      this.der = der.clone();
    }

    byte[] der() {
      return der.clone();
    }
  }

  /**
   * Names the issuer and serial number of a certificate.
   *
   * @throws IllegalArgumentException when the issuer's name is none
   */
  static IssuerAndSerialNumber nameOf(X509Certificate certificate) {
    return new IssuerAndSerialNumber(
        X500Name.getInstance(certificate.getIssuerX500Principal().getEncoded()),
        certificate.getSerialNumber());
  }

  /**
   * Reads what {@link #der} writes, without judging the signature.
   *
   * @throws IllegalArgumentException when it is anything else than SignedData with one signer
   */
  static CmsForm parse(byte[] der) {
    try {
      if (der.length == 0) {
        throw new IllegalArgumentException("empty");
      }
      ContentInfo outer = ContentInfo.getInstance(ASN1Primitive.fromByteArray(der));
      SignedData data = SignedData.getInstance(outer.getContent());
      if (data.getSignerInfos().size() != 1 || data.getCertificates() == null) {
        throw new IllegalArgumentException("not one signer with certificates");
      }
      SignerInfo info = SignerInfo.getInstance(data.getSignerInfos().getObjectAt(0));
      return new CmsForm(
          certificates(data),
          IssuerAndSerialNumber.getInstance(info.getSID().getId()),
          digest(info),
          new Signature(info.getEncryptedDigest().getOctets()));
    } catch (IOException | IllegalStateException | ClassCastException e) {
      throw new IllegalArgumentException("not SignedData", e);
    }
  }

  private static List<X509Certificate> certificates(SignedData data) throws IOException {
    if (data.getCertificates().size() > CERTIFICATES_MAX) {
      throw new IllegalArgumentException("more than " + CERTIFICATES_MAX + " certificates");
    }
    List<X509Certificate> certificates = new ArrayList<>();
    for (var item : data.getCertificates()) {
      X509Certificate certificate =
          Pem.certificate(item.toASN1Primitive().getEncoded(ASN1Encoding.DER));
      nameOf(certificate); // refuses what cannot be named
      certificates.add(certificate);
    }
    return List.copyOf(certificates);
  }

  private static Hash digest(SignerInfo info) {
    if (info.getAuthenticatedAttributes() != null) {
      for (var item : info.getAuthenticatedAttributes()) {
        Attribute attribute = Attribute.getInstance(item);
        if (attribute.getAttrType().equals(CMSAttributes.messageDigest)
            && attribute.getAttrValues().size() == 1) {
          return Hash.of(
              DEROctetString.getInstance(attribute.getAttrValues().getObjectAt(0)).getOctets());
        }
      }
    }
    throw new IllegalArgumentException("no message digest");
  }

  /**
   * What the signer signs: DER of the set of signed attributes (RFC 5652, section 5.4) that CAdES
   * asks of its baseline (ETSI EN 319 122-1, 6.3). The time of signing stands in the document, as
   * PAdES wants it (ETSI EN 319 142-1, 6.3).
   */
  static byte[] signedAttributes(Hash contentDigest, X509Certificate signer) {
    return encode(attributes(contentDigest, signer));
  }

  private static DERSet attributes(Hash contentDigest, X509Certificate signer) {
    IssuerAndSerialNumber name = nameOf(signer);
    IssuerSerial issuerSerial =
        new IssuerSerial(new GeneralNames(new GeneralName(name.getName())), name.getSerialNumber());
    ESSCertIDv2 id = new ESSCertIDv2(Hash.sha256(Pem.der(signer)).bytes(), issuerSerial);
    ASN1EncodableVector attributes = new ASN1EncodableVector();
    attributes.add(attribute(CMSAttributes.contentType, CMSObjectIdentifiers.data));
    attributes.add(
        attribute(CMSAttributes.messageDigest, new DEROctetString(contentDigest.bytes())));
    attributes.add(
        attribute(
            PKCSObjectIdentifiers.id_aa_signingCertificateV2,
            new SigningCertificateV2(new ESSCertIDv2[] {id})));
    return new DERSet(attributes);
  }

  private static Attribute attribute(
      ASN1ObjectIdentifier type, org.bouncycastle.asn1.ASN1Encodable value) {
    return new Attribute(type, new DERSet(value));
  }

  /** The bytes, when {@code signerCertificate} is the one that {@link #signer} names. */
  byte[] der(X509Certificate signerCertificate) {
    SignerInfo info =
        new SignerInfo(
            new SignerIdentifier(signer),
            SHA_256,
            attributes(contentDigest, signerCertificate),
            ECDSA_WITH_SHA_256,
            new DEROctetString(signature.der()),
            (DERSet) null);
    ASN1EncodableVector sent = new ASN1EncodableVector();
    certificates.forEach(certificate -> sent.add(primitive(Pem.der(certificate))));
    SignedData data =
        new SignedData(
            new DERSet(SHA_256),
            new ContentInfo(CMSObjectIdentifiers.data, null),
            new DERSet(sent),
            null,
            new DERSet(info));
    return encode(new ContentInfo(CMSObjectIdentifiers.signedData, data));
  }

  private static ASN1Primitive primitive(byte[] der) {
    try {
      return ASN1Primitive.fromByteArray(der);
    } catch (IOException e) {
      throw new IllegalArgumentException("certificate: not DER", e);
    }
  }

  private static byte[] encode(org.bouncycastle.asn1.ASN1Object object) {
    try {
      return object.getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new IllegalStateException("encoding to memory", e);
    }
  }
}
