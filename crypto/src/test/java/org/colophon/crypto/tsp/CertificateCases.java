package org.colophon.crypto.tsp;

import static org.colophon.crypto.tsp.TestToken.by;
import static org.colophon.crypto.tsp.TimeStampCases.BETWEEN;
import static org.colophon.crypto.tsp.TimeStampCases.ROOT;
import static org.colophon.crypto.tsp.TimeStampCases.SIGNER_BELOW;
import static org.colophon.crypto.tsp.TimeStampCases.TIME_STAMPING;
import static org.colophon.crypto.tsp.TimeStampCases.VALID;
import static org.colophon.crypto.tsp.TimeStampCases.plain;
import static org.colophon.crypto.tsp.TimeStampCases.signer;

import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.colophon.crypto.tsp.TimeStampException.Reason;

/** Whose certificate signed, and where it leads. */
final class CertificateCases {
  private static final ASN1ObjectIdentifier UNKNOWN = new ASN1ObjectIdentifier("1.2.3.4.5");
  private static final Instant STAMPED = Instant.parse("2026-06-01T00:00:00Z");

  private CertificateCases() {}

  static void add(TimeStampCases cases) {
    addPurposes(cases);
    addValidity(cases);
    addChains(cases);
    addTwins(cases);
    addAuthorities(cases);
  }

  private static void addPurposes(TimeStampCases cases) {
    cases.valid("no key usage at all", of(signer("s1").without(Extension.keyUsage)));
    cases.valid("key usage of nonRepudiation", of(signer("s2").usage(KeyUsage.nonRepudiation)));
    bad(cases, "no extended key usage", signer("s3").without(Extension.extendedKeyUsage));
    bad(cases, "extended key usage not critical", signer("s4").purposes(false, TIME_STAMPING));
    bad(
        cases,
        "extended key usage with one more purpose",
        signer("s5").purposes(true, TIME_STAMPING, KeyPurposeId.id_kp_emailProtection));
    bad(
        cases,
        "extended key usage of another kind",
        signer("s6").purposes(true, KeyPurposeId.id_kp_codeSigning));
    bad(
        cases,
        "extended key usage of any kind",
        signer("s7").purposes(true, KeyPurposeId.anyExtendedKeyUsage));
    bad(cases, "key usage of keyEncipherment", signer("s8").usage(KeyUsage.keyEncipherment));
    bad(
        cases,
        "key usage with one more use",
        signer("s9").usage(KeyUsage.digitalSignature | KeyUsage.keyAgreement));
    bad(
        cases,
        "an authority's certificate",
        signer("s10").with(Extension.basicConstraints, true, new BasicConstraints(true)));
    bad(
        cases,
        "a critical extension that nobody knows",
        signer("s11").with(UNKNOWN, true, DERNull.INSTANCE));
    cases.valid(
        "an extension that may be passed over",
        of(signer("s12").with(UNKNOWN, false, DERNull.INSTANCE)));
    cases.refused(
        "an extended key usage that is none",
        Reason.MALFORMED,
        of(signer("s13").with(Extension.extendedKeyUsage, true, DERNull.INSTANCE)));
    bad(
        cases,
        "a key usage that is none",
        signer("s14").with(Extension.keyUsage, false, DERNull.INSTANCE));
  }

  private static void addValidity(TimeStampCases cases) {
    cases.valid(
        "stamped in the certificate's first second",
        of(signer("v1").valid(STAMPED, STAMPED.plusSeconds(60))));
    cases.valid(
        "stamped in the certificate's last second",
        of(signer("v2").valid(STAMPED.minusSeconds(60), STAMPED)));
    cases.refused(
        "stamped before the certificate",
        Reason.EXPIRED,
        of(signer("v3").valid(STAMPED.plusSeconds(1), STAMPED.plusSeconds(60))));
    cases.refused(
        "stamped after the certificate",
        Reason.EXPIRED,
        of(signer("v4").valid(STAMPED.minusSeconds(60), STAMPED.minusSeconds(1))));
    TestCertificate oldRoot =
        TestCertificate.root("old root")
            .valid(STAMPED.minusSeconds(60), STAMPED.minusSeconds(1))
            .build();
    cases.add(
        "stamped after the root",
        Reason.EXPIRED.name(),
        of(TestCertificate.signer("v5", oldRoot)).build(),
        List.of(oldRoot),
        List.of());
    TestCertificate oldBetween =
        TestCertificate.between("old between", ROOT)
            .valid(STAMPED.minusSeconds(60), STAMPED.minusSeconds(1))
            .build();
    cases.refused(
        "stamped after the certificate between",
        Reason.EXPIRED,
        below(TestCertificate.signer("v6", oldBetween).build(), oldBetween));
    TestCertificate renewed = TestCertificate.root("old root").build();
    cases.add(
        "a root that was renewed with the same key",
        VALID,
        of(TestCertificate.signer("v5", oldRoot)).build(),
        List.of(oldRoot, renewed),
        List.of());
  }

  private static void addChains(TimeStampCases cases) {
    TestCertificate stranger =
        TestCertificate.root("root").key(TestKey.p256("a stranger's")).build();
    TestCertificate other = TestCertificate.root("other root").build();
    TestCertificate deep = TestCertificate.between("deep", BETWEEN).build();
    cases.valid("one certificate between", below(SIGNER_BELOW, BETWEEN));
    cases.valid(
        "one certificate between, and the root inside",
        by(SIGNER_BELOW).certificates(SIGNER_BELOW, BETWEEN, ROOT));
    cases.add("one of two roots", VALID, plain().build(), List.of(other, ROOT), List.of());
    cases.add("no roots", Reason.UNTRUSTED.name(), plain().build(), List.of(), List.of());
    cases.add("another root", Reason.UNTRUSTED.name(), plain().build(), List.of(other), List.of());
    cases.add(
        "another root of the same name",
        Reason.UNTRUSTED.name(),
        plain().build(),
        List.of(stranger),
        List.of());
    cases.add(
        "the root only inside the token",
        Reason.UNTRUSTED.name(),
        plain().certificates(TimeStampCases.SIGNER, ROOT).build(),
        List.of(other),
        List.of());
    cases.refused("the certificate between is missing", Reason.UNTRUSTED, by(SIGNER_BELOW));
    TestCertificate farAway = TestCertificate.signer("far away", deep).build();
    cases.refused(
        "two certificates between",
        Reason.UNTRUSTED,
        by(farAway).certificates(farAway, deep, BETWEEN));
    TestCertificate weak =
        TestCertificate.signer("weak", ROOT).signedBy(TestScheme.ECDSA_SHA1).build();
    cases.refused("a certificate signed with SHA-1", Reason.UNTRUSTED, by(weak));
    cases.add(
        "trusted itself, though no authority",
        Reason.UNTRUSTED.name(),
        plain().build(),
        List.of(TimeStampCases.SIGNER),
        List.of());
  }

  /** Roots of one name and key: none stands in another's way. */
  private static void addTwins(TimeStampCases cases) {
    TestCertificate longer =
        TestCertificate.root("root")
            .valid(TestCertificate.NOT_BEFORE, TestCertificate.NOT_AFTER.plusSeconds(60))
            .build();
    cases.add(
        "the second of two roots with one name and key inside the token",
        VALID,
        plain().certificates(TimeStampCases.SIGNER, ROOT).build(),
        List.of(longer, ROOT),
        List.of());
    TestCertificate illegible =
        TestCertificate.root("root")
            .with(Extension.basicConstraints, false, DERNull.INSTANCE)
            .build();
    cases.add(
        "a root of the same name and key that cannot be read",
        VALID,
        plain().build(),
        List.of(illegible, ROOT),
        List.of());
    TestCertificate older = TestCertificate.root("older root").build();
    TestCertificate crossed = TestCertificate.between("root", older).build();
    cases.add(
        "a root that an older one certifies, with both trusted",
        VALID,
        plain().certificates(TimeStampCases.SIGNER, crossed).build(),
        List.of(ROOT, older),
        List.of());
  }

  private static void addAuthorities(TimeStampCases cases) {
    TestCertificate rsaRoot =
        TestCertificate.root("rsa root")
            .key(TestKey.rsa(2_048, "rsa root"))
            .signedBy(TestScheme.RSA_SHA256)
            .build();
    cases.add(
        "a root of RSA-2048",
        VALID,
        of(TestCertificate.signer("a1", rsaRoot).signedBy(TestScheme.RSA_SHA256)).build(),
        List.of(rsaRoot),
        List.of());
    cases.add(
        "a root of RSA-2048 that signs with PSS",
        VALID,
        of(TestCertificate.signer("a2", rsaRoot).signedBy(TestScheme.PSS_SHA256)).build(),
        List.of(rsaRoot),
        List.of());
    badRoot(
        cases,
        "a root that is no authority",
        TestCertificate.root("r1")
            .with(Extension.basicConstraints, true, new BasicConstraints(false)));
    badRoot(
        cases,
        "a root without basic constraints",
        TestCertificate.root("r2").without(Extension.basicConstraints));
    badRoot(
        cases,
        "a root that may not sign certificates",
        TestCertificate.root("r3").usage(KeyUsage.cRLSign));
    badRoot(
        cases,
        "a root for other purposes",
        TestCertificate.root("r4").purposes(false, KeyPurposeId.id_kp_serverAuth));
    badRoot(
        cases,
        "a root with a critical extension that nobody knows",
        TestCertificate.root("r5").with(UNKNOWN, true, DERNull.INSTANCE));
    TestCertificate shallow =
        TestCertificate.root("shallow")
            .with(Extension.basicConstraints, true, new BasicConstraints(0))
            .build();
    TestCertificate between = TestCertificate.between("too many", shallow).build();
    cases.add(
        "more certificates below the root than it allows",
        Reason.BAD_CERTIFICATE.name(),
        below(TestCertificate.signer("a3", between).build(), between).build(),
        List.of(shallow),
        List.of());
    cases.add(
        "as many certificates below the root as it allows",
        VALID,
        of(TestCertificate.signer("a4", shallow)).build(),
        List.of(shallow),
        List.of());
  }

  private static void bad(TimeStampCases cases, String what, TestCertificate.Builder signer) {
    cases.refused(what, Reason.BAD_CERTIFICATE, of(signer));
  }

  private static void badRoot(TimeStampCases cases, String what, TestCertificate.Builder builder) {
    TestCertificate root = builder.build();
    cases.add(
        what,
        Reason.BAD_CERTIFICATE.name(),
        of(TestCertificate.signer("below it", root)).build(),
        List.of(root),
        List.of());
  }

  private static TestToken of(TestCertificate.Builder signer) {
    return by(signer.build());
  }

  private static TestToken below(TestCertificate signer, TestCertificate between) {
    return by(signer).certificates(signer, between);
  }
}
