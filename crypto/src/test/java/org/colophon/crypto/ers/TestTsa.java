package org.colophon.crypto.ers;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;
import org.colophon.crypto.Sha2;

/** An authority of any year with any algorithms, which stamps whatever time it is told. */
final class TestTsa {
  private static final BigInteger SERIAL = BigInteger.TWO;

  private final X509Certificate root;
  private final KeyPair rootKeys;
  private final X509Certificate certificate;
  private final KeyPair keys;
  private final Sha2 hash;
  private final String signature;

  /** Certificates from {@code from} to {@code to}; the root's as well. */
  TestTsa(String name, Instant from, Instant to, String curve, Sha2 hash) {
    this.hash = hash;
    this.signature = hash.label().replace("-", "") + "withECDSA";
    try {
      this.rootKeys = newKeys(curve);
      this.keys = newKeys(curve);
      X500Name rootName = new X500Name("O=" + name + ",CN=" + name + " root");
      this.root = newRoot(rootName, from, to);
      this.certificate =
          sign(
              new JcaX509v3CertificateBuilder(
                      rootName,
                      SERIAL,
                      Date.from(from),
                      Date.from(to),
                      new X500Name("O=" + name + ",CN=" + name + " tsa"),
                      keys.getPublic())
                  .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                  .addExtension(
                      Extension.extendedKeyUsage,
                      true,
                      new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping)));
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  private X509Certificate newRoot(X500Name name, Instant from, Instant to)
      throws GeneralSecurityException, IOException, OperatorCreationException {
    return sign(
        new JcaX509v3CertificateBuilder(
                name, BigInteger.ONE, Date.from(from), Date.from(to), name, rootKeys.getPublic())
            .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
            .addExtension(
                Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign)));
  }

  /** A root of the same name and key that ends at another time. */
  X509Certificate rootUntil(Instant to) {
    try {
      return newRoot(
          X500Name.getInstance(root.getSubjectX500Principal().getEncoded()),
          root.getNotBefore().toInstant(),
          to);
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair newKeys(String curve) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(curve));
    return generator.generateKeyPair();
  }

  private X509Certificate sign(X509v3CertificateBuilder builder)
      throws GeneralSecurityException, OperatorCreationException {
    return new JcaX509CertificateConverter().getCertificate(builder.build(rootSigner()));
  }

  private ContentSigner rootSigner() throws OperatorCreationException {
    return new JcaContentSignerBuilder(signature).build(rootKeys.getPrivate());
  }

  X509Certificate root() {
    return root;
  }

  X509Certificate certificate() {
    return certificate;
  }

  /** Stamps at this time. */
  Stamper at(Instant time) {
    return imprint -> token(imprint, time);
  }

  /** A TimeStampToken in DER. */
  byte[] token(Imprint imprint, Instant time) {
    try {
      TimeStampTokenGenerator generator =
          new TimeStampTokenGenerator(
              new JcaSimpleSignerInfoGeneratorBuilder()
                  .setSignedAttributeGenerator(signingTime(time))
                  .build(signature, keys.getPrivate(), certificate),
              new JcaDigestCalculatorProviderBuilder().build().get(identifier(hash)),
              new ASN1ObjectIdentifier("2.25.1"));
      generator.addCertificates(new JcaCertStore(List.of(certificate)));
      TimeStampRequestGenerator requests = new TimeStampRequestGenerator();
      requests.setCertReq(true);
      TimeStampRequest request =
          requests.generate(identifier(imprint.algorithm()).getAlgorithm(), imprint.bytes());
      return generator
          .generate(request, BigInteger.valueOf(time.getEpochSecond()), Date.from(time))
          .toCMSSignedData()
          .toASN1Structure()
          .getEncoded("DER");
    } catch (TSPException | IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Else the library would write the machine's time into the token. */
  private static AttributeTable signingTime(Instant time) {
    DERSet value = new DERSet(new Time(Date.from(time)));
    return new AttributeTable(new DERSet(new Attribute(CMSAttributes.signingTime, value)));
  }

  /** A list that revokes nothing. */
  byte[] crl(Instant thisUpdate) {
    return crl(thisUpdate, List.of(), 0);
  }

  /** A list that revokes the authority's certificate at each of these times (none or one). */
  byte[] crl(Instant thisUpdate, List<Instant> revokedAt, int reason) {
    try {
      X509v2CRLBuilder builder =
          new X509v2CRLBuilder(
              X500Name.getInstance(root.getSubjectX500Principal().getEncoded()),
              Date.from(thisUpdate));
      builder.addExtension(
          Extension.cRLNumber,
          false,
          new CRLNumber(BigInteger.valueOf(thisUpdate.getEpochSecond())));
      revokedAt.forEach(time -> builder.addCRLEntry(SERIAL, Date.from(time), reason));
      return builder.build(rootSigner()).getEncoded();
    } catch (IOException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static AlgorithmIdentifier identifier(Sha2 hash) {
    return new AlgorithmIdentifier(new ASN1ObjectIdentifier(hash.oid()));
  }
}
