package org.colophon.crypto.tsp;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.cert.X509CertificateHolder;
import org.colophon.crypto.Sha2;
import org.colophon.crypto.StrictDer;
import org.colophon.crypto.x509.Pem;
import org.jspecify.annotations.Nullable;

/** A certificate with its key, of which anything can be wrong. */
record TestCertificate(TestKey key, Certificate certificate) {
  static final Instant NOT_BEFORE = Instant.parse("2026-01-01T00:00:00Z");
  static final Instant NOT_AFTER = Instant.parse("2027-01-01T00:00:00Z");

  X509CertificateHolder holder() {
    return new X509CertificateHolder(certificate);
  }

  byte[] der() {
    return StrictDer.encode(certificate);
  }

  X509Certificate x509() {
    return Pem.certificate(der());
  }

  X500Name subject() {
    return certificate.getSubject();
  }

  BigInteger serial() {
    return certificate.getSerialNumber().getValue();
  }

  /** A root that may sign leaves and other authorities. */
  static Builder root(String name) {
    return authority(name, null);
  }

  /** An authority below another. */
  static Builder between(String name, TestCertificate issuer) {
    return authority(name, issuer);
  }

  private static Builder authority(String name, @Nullable TestCertificate issuer) {
    return new Builder(name, issuer)
        .with(Extension.basicConstraints, true, new BasicConstraints(true))
        .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
  }

  /** For time-stamping, as the rules ask. */
  static Builder signer(String name, TestCertificate issuer) {
    return new Builder(name, issuer)
        .with(Extension.basicConstraints, true, new BasicConstraints(false))
        .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
        .with(
            Extension.extendedKeyUsage,
            true,
            new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping));
  }

  /** What goes into a certificate. */
  static final class Builder {
    private final String name;
    private final @Nullable TestCertificate issuer;
    private final Map<ASN1ObjectIdentifier, Extension> extensions = new LinkedHashMap<>();
    private TestKey key;
    private TestScheme scheme = TestScheme.ECDSA_SHA256;
    private Instant notBefore = NOT_BEFORE;
    private Instant notAfter = NOT_AFTER;

    private Builder(String name, @Nullable TestCertificate issuer) {
      this.name = name;
      this.issuer = issuer;
      this.key = TestKey.p256(name);
    }

    Builder with(ASN1ObjectIdentifier oid, boolean isCritical, ASN1Encodable value) {
      extensions.put(oid, new Extension(oid, isCritical, StrictDer.encode(value)));
      return this;
    }

    Builder without(ASN1ObjectIdentifier oid) {
      extensions.remove(oid);
      return this;
    }

    /** With purposes of this kind. */
    Builder purposes(boolean isCritical, KeyPurposeId... purposes) {
      return with(Extension.extendedKeyUsage, isCritical, new ExtendedKeyUsage(purposes));
    }

    Builder usage(int bits) {
      return with(Extension.keyUsage, true, new KeyUsage(bits));
    }

    Builder key(TestKey other) {
      key = other;
      return this;
    }

    /** How its issuer signs it. */
    Builder signedBy(TestScheme other) {
      scheme = other;
      return this;
    }

    Builder valid(Instant from, Instant to) {
      notBefore = from;
      notAfter = to;
      return this;
    }

    Builder keyIdentifier() {
      byte[] digest = Sha2.SHA_256.digest(StrictDer.encode(key.publicKey()));
      return with(Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(digest));
    }

    TestCertificate build() {
      X500Name subject = new X500Name("O=" + name + ",CN=" + name);
      V3TBSCertificateGenerator generator = new V3TBSCertificateGenerator();
      generator.setSubject(subject);
      generator.setIssuer(issuer == null ? subject : issuer.subject());
      generator.setSerialNumber(
          new ASN1Integer(
              new BigInteger(1, Sha2.SHA_256.digest(name.getBytes(StandardCharsets.UTF_8)))
                  .shiftRight(160)));
      generator.setStartDate(new Time(Date.from(notBefore)));
      generator.setEndDate(new Time(Date.from(notAfter)));
      generator.setSubjectPublicKeyInfo(key.publicKey());
      generator.setSignature(scheme.algorithm());
      generator.setExtensions(new Extensions(extensions.values().toArray(Extension[]::new)));
      ASN1Encodable content = generator.generateTBSCertificate();
      TestKey issuerKey = issuer == null ? key : issuer.key();
      ASN1EncodableVector parts = new ASN1EncodableVector();
      parts.add(content);
      parts.add(scheme.algorithm());
      parts.add(new DERBitString(issuerKey.sign(scheme, StrictDer.encode(content))));
      return new TestCertificate(key, Certificate.getInstance(new DERSequence(parts)));
    }
  }
}
