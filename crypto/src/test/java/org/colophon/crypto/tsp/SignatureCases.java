package org.colophon.crypto.tsp;

import static org.colophon.crypto.tsp.TestToken.algorithm;
import static org.colophon.crypto.tsp.TestToken.by;
import static org.colophon.crypto.tsp.TimeStampCases.ROOT;
import static org.colophon.crypto.tsp.TimeStampCases.SIGNER;
import static org.colophon.crypto.tsp.TimeStampCases.plain;
import static org.colophon.crypto.tsp.TimeStampCases.signer;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1UTCTime;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.ess.ESSCertID;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuerSerial;
import org.colophon.crypto.Sha2;
import org.colophon.crypto.tsp.TimeStampException.Reason;

/** How a token is signed, and how the signature names its certificate. */
final class SignatureCases {
  private SignatureCases() {}

  static void add(TimeStampCases cases) {
    addSchemes(cases);
    addWeakSchemes(cases);
    addAttributes(cases);
    addBindings(cases);
  }

  private static void addSchemes(TimeStampCases cases) {
    TestCertificate p384 = signer("p384").key(TestKey.ec("P-384", "p384")).build();
    TestCertificate rsa = signer("rsa").key(TestKey.rsa(2_048, "rsa")).build();
    cases.valid(
        "ECDSA on P-384 with SHA-384",
        by(p384).scheme(TestScheme.ECDSA_SHA384).digest(Sha2.SHA_384));
    cases.valid(
        "ECDSA on P-256 with SHA-512",
        plain().scheme(TestScheme.ECDSA_SHA512).digest(Sha2.SHA_512));
    cases.valid("RSA-2048, PKCS#1 1.5", by(rsa).scheme(TestScheme.RSA_SHA256));
    cases.valid(
        "RSA-2048, PKCS#1 1.5, named rsaEncryption", by(rsa).scheme(TestScheme.RSA_BARE_SHA256));
    cases.valid("RSA-2048, PSS", by(rsa).scheme(TestScheme.PSS_SHA256));
    cases.valid("the signer named by its key's identifier", plain().namingSignerByKey());
    cases.refused("a wrong signature", Reason.BAD_SIGNATURE, plain().withWrongSignature());
    cases.refused(
        "a wrong RSA signature",
        Reason.BAD_SIGNATURE,
        by(rsa).scheme(TestScheme.PSS_SHA256).withWrongSignature());
    cases.refused(
        "the hash of the signature is not the one announced",
        Reason.BAD_SIGNATURE,
        plain().scheme(TestScheme.ECDSA_SHA384));
    cases.refused(
        "PSS that masks with SHA-1",
        Reason.BAD_SIGNATURE,
        by(rsa).scheme(TestScheme.PSS_SHA256_MASKED_WITH_SHA1));
    cases.refused(
        "PSS without parameters",
        Reason.BAD_SIGNATURE,
        by(rsa).scheme(TestScheme.PSS_WITHOUT_PARAMETERS));
  }

  private static void addWeakSchemes(TimeStampCases cases) {
    TestCertificate rsa = signer("rsa").key(TestKey.rsa(2_048, "rsa")).build();
    TestCertificate rsa1024 = signer("rsa1024").key(TestKey.rsa(1_024, "rsa1024")).build();
    TestCertificate p521 = signer("p521").key(TestKey.ec("P-521", "p521")).build();
    TestCertificate ed25519 = signer("ed25519").key(TestKey.ed25519("ed25519")).build();
    cases.refused("RSA-1024", Reason.BAD_SIGNATURE, by(rsa1024).scheme(TestScheme.RSA_SHA256));
    cases.refused("RSA with SHA-1", Reason.BAD_SIGNATURE, by(rsa).scheme(TestScheme.RSA_SHA1));
    cases.refused("ECDSA with SHA-1", Reason.BAD_SIGNATURE, plain().scheme(TestScheme.ECDSA_SHA1));
    cases.refused(
        "ECDSA on P-521",
        Reason.BAD_SIGNATURE,
        by(p521).scheme(TestScheme.ECDSA_SHA512).digest(Sha2.SHA_512));
    cases.refused(
        "Ed25519",
        Reason.BAD_SIGNATURE,
        by(ed25519).scheme(TestScheme.ED25519).digest(Sha2.SHA_512));
    cases.refused(
        "attributes hashed with SHA-1",
        Reason.BAD_SIGNATURE,
        by(rsa)
            .scheme(TestScheme.RSA_BARE_SHA256)
            .digest(sha1Algorithm())
            .digestAlgorithms(sha1Algorithm()));
  }

  private static void addAttributes(TimeStampCases cases) {
    cases.valid(
        "with a signing time, which counts for nothing",
        plain()
            .attribute(
                CMSAttributes.signingTime,
                new ASN1UTCTime(Date.from(Instant.parse("2026-06-02T00:00:00Z")))));
    cases.refused(
        "no content type among the signed attributes",
        Reason.BAD_SIGNATURE,
        plain().withoutAttribute(CMSAttributes.contentType));
    cases.refused(
        "another content type among the signed attributes",
        Reason.BAD_SIGNATURE,
        plain().attribute(CMSAttributes.contentType, PKCSObjectIdentifiers.data));
    cases.refused(
        "no message digest among the signed attributes",
        Reason.BAD_SIGNATURE,
        plain().withoutAttribute(CMSAttributes.messageDigest));
    cases.refused(
        "the message digest of another content",
        Reason.BAD_SIGNATURE,
        plain().attribute(CMSAttributes.messageDigest, new DEROctetString(new byte[32])));
  }

  private static void addBindings(TimeStampCases cases) {
    byte[] certificate = SIGNER.der();
    ESSCertIDv2 wrong = new ESSCertIDv2(Sha2.SHA_256.digest(ROOT.der()));
    cases.valid("named by ESSCertID with SHA-1 alone", unbound().bindV1(idV1(certificate)));
    cases.valid("named by both", plain().bindV1(idV1(certificate)));
    cases.valid(
        "named by ESSCertIDv2 with SHA-512, and by issuer and serial number",
        plain()
            .bindV2(
                new ESSCertIDv2(
                    algorithm(Sha2.SHA_512),
                    Sha2.SHA_512.digest(certificate),
                    issuerSerial(SIGNER))));
    cases.refused("its certificate not named", Reason.BAD_SIGNATURE, unbound());
    cases.refused("another certificate named", Reason.BAD_SIGNATURE, plain().bindV2(wrong));
    cases.refused(
        "another certificate named in one of two places",
        Reason.BAD_SIGNATURE,
        plain().bindV1(idV1(ROOT.der())));
    cases.refused(
        "named with another serial number",
        Reason.BAD_SIGNATURE,
        plain()
            .bindV2(new ESSCertIDv2(null, Sha2.SHA_256.digest(certificate), issuerSerial(ROOT))));
    cases.refused(
        "named by ESSCertIDv2 with SHA-1",
        Reason.BAD_SIGNATURE,
        plain().bindV2(new ESSCertIDv2(sha1Algorithm(), sha1(certificate))));
    cases.refused(
        "an empty list of names",
        Reason.BAD_SIGNATURE,
        plain()
            .attribute(
                PKCSObjectIdentifiers.id_aa_signingCertificateV2,
                new DERSequence(new DERSequence())));
    cases.refused(
        "a name that is none",
        Reason.BAD_SIGNATURE,
        plain().attribute(PKCSObjectIdentifiers.id_aa_signingCertificateV2, DERNull.INSTANCE));
  }

  private static TestToken unbound() {
    return plain().withoutAttribute(PKCSObjectIdentifiers.id_aa_signingCertificateV2);
  }

  private static ESSCertID idV1(byte[] certificate) {
    return new ESSCertID(sha1(certificate));
  }

  private static IssuerSerial issuerSerial(TestCertificate certificate) {
    return new IssuerSerial(
        new GeneralNames(new GeneralName(certificate.certificate().getIssuer())),
        certificate.serial());
  }

  private static AlgorithmIdentifier sha1Algorithm() {
    return new AlgorithmIdentifier(OIWObjectIdentifiers.idSHA1, DERNull.INSTANCE);
  }

  private static byte[] sha1(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
