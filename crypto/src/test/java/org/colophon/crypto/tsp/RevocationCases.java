package org.colophon.crypto.tsp;

import static org.colophon.crypto.tsp.TestToken.by;
import static org.colophon.crypto.tsp.TimeStampCases.BETWEEN;
import static org.colophon.crypto.tsp.TimeStampCases.ROOT;
import static org.colophon.crypto.tsp.TimeStampCases.SIGNER;
import static org.colophon.crypto.tsp.TimeStampCases.SIGNER_BELOW;
import static org.colophon.crypto.tsp.TimeStampCases.VALID;
import static org.colophon.crypto.tsp.TimeStampCases.plain;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.colophon.crypto.tsp.TimeStampException.Reason;

/** What revocation lists take away, and which of them count. */
final class RevocationCases {
  private static final Instant STAMPED = Instant.parse("2026-06-01T00:00:00Z");
  private static final Instant BEFORE = STAMPED.minusSeconds(1);
  private static final Instant AFTER = STAMPED.plusSeconds(1);
  private static final String REVOKED = Reason.REVOKED.name();
  private static final String BAD_CRL = Reason.BAD_CRL.name();

  private RevocationCases() {}

  static void add(TimeStampCases cases) {
    addTimesAndReasons(cases);
    addIssuers(cases);
    addForms(cases);
  }

  private static void addTimesAndReasons(TimeStampCases cases) {
    BigInteger serial = SIGNER.serial();
    judge(cases, "a list that revokes nothing", VALID, list());
    judge(
        cases,
        "another certificate revoked",
        VALID,
        list().revoke(serial.add(BigInteger.ONE), BEFORE));
    judge(
        cases,
        "superseded before it stamped",
        REVOKED,
        list().revoke(serial, BEFORE, CRLReason.superseded));
    judge(
        cases,
        "superseded in the second in which it stamped",
        REVOKED,
        list().revoke(serial, STAMPED, CRLReason.superseded));
    for (int reason :
        new int[] {
          CRLReason.affiliationChanged,
          CRLReason.superseded,
          CRLReason.cessationOfOperation,
          CRLReason.certificateHold,
          CRLReason.privilegeWithdrawn
        }) {
      judge(
          cases,
          "revoked after it stamped, reason " + reason,
          VALID,
          list().revoke(serial, AFTER, reason));
    }
    for (int reason :
        new int[] {
          CRLReason.unspecified,
          CRLReason.keyCompromise,
          CRLReason.cACompromise,
          CRLReason.aACompromise
        }) {
      judge(
          cases,
          "revoked after it stamped, reason " + reason,
          REVOKED,
          list().revoke(serial, AFTER, reason));
    }
    judge(cases, "revoked after it stamped, for no reason", REVOKED, list().revoke(serial, AFTER));
  }

  private static void addIssuers(TimeStampCases cases) {
    TestCertificate other = TestCertificate.root("other root").build();
    judge(
        cases,
        "the list of another authority, which revokes the same number",
        VALID,
        TestCrl.of(other).revoke(SIGNER.serial(), BEFORE));
    judge(
        cases,
        "the wrongly signed list of another authority",
        VALID,
        TestCrl.of(other).signedWith(ROOT.key()));
    judge(
        cases,
        "a list in the issuer's name that another signed",
        BAD_CRL,
        list().signedWith(other.key()));
    judge(cases, "a list signed with SHA-1", BAD_CRL, list().signedBy(TestScheme.ECDSA_SHA1));
    cases.add(
        "the second of two lists revokes it",
        REVOKED,
        plain().build(),
        List.of(ROOT),
        List.of(list().build(), list().revoke(SIGNER.serial(), BEFORE).build()));
    TestCertificate mute = TestCertificate.root("mute").usage(KeyUsage.keyCertSign).build();
    TestCertificate signer = TestCertificate.signer("of mute", mute).build();
    cases.add(
        "a list of an issuer that may not sign lists",
        BAD_CRL,
        by(signer).build(),
        List.of(mute),
        List.of(TestCrl.of(mute).build()));
    TestCertificate muteTwin = TestCertificate.root("root").usage(KeyUsage.keyCertSign).build();
    cases.add(
        "a list of the second of two roots with one name and key, of which the first may sign none",
        VALID,
        plain().build(),
        List.of(muteTwin, ROOT),
        List.of(list().build()));
    cases.add(
        "revoked under both of two roots with one name and key",
        REVOKED,
        plain().build(),
        List.of(
            TestCertificate.root("root").valid(BEFORE, TestCertificate.NOT_AFTER).build(), ROOT),
        List.of(list().revoke(SIGNER.serial(), BEFORE).build()));
    byte[] below = by(SIGNER_BELOW).certificates(SIGNER_BELOW, BETWEEN).build();
    cases.add(
        "the certificate between revoked",
        REVOKED,
        below,
        List.of(ROOT),
        List.of(list().revoke(BETWEEN.serial(), BEFORE).build()));
    cases.add(
        "the signer revoked by the authority between",
        REVOKED,
        below,
        List.of(ROOT),
        List.of(TestCrl.of(BETWEEN).revoke(SIGNER_BELOW.serial(), BEFORE).build()));
    cases.add(
        "the signer's number revoked by the root, which did not issue it",
        VALID,
        below,
        List.of(ROOT),
        List.of(list().revoke(SIGNER_BELOW.serial(), BEFORE).build()));
  }

  private static void addForms(TimeStampCases cases) {
    byte[] list = list().build();
    cases.add(
        "a list with a byte too many",
        BAD_CRL,
        plain().build(),
        List.of(ROOT),
        List.of(Arrays.copyOf(list, list.length + 1)));
    cases.add("an empty list", BAD_CRL, plain().build(), List.of(ROOT), List.of(new byte[0]));
    judge(cases, "a list of version 1", BAD_CRL, list().withoutVersion());
    judge(
        cases,
        "a list of changes",
        BAD_CRL,
        list().with(Extension.deltaCRLIndicator, true, new ASN1Integer(1)));
    judge(
        cases,
        "a list of part of the certificates",
        BAD_CRL,
        list()
            .with(
                Extension.issuingDistributionPoint,
                true,
                new IssuingDistributionPoint(null, true, false)));
    judge(
        cases,
        "a list with a number, which may be passed over",
        VALID,
        list().with(Extension.cRLNumber, false, new ASN1Integer(1)));
    judge(
        cases,
        "a list that states two schemes of signature",
        BAD_CRL,
        list().stating(TestScheme.ECDSA_SHA384));
    judge(
        cases,
        "one certificate twice",
        BAD_CRL,
        list().revoke(SIGNER.serial(), AFTER, CRLReason.superseded).revoke(SIGNER.serial(), AFTER));
    judge(
        cases,
        "an entry that takes a revocation back",
        BAD_CRL,
        list().revoke(SIGNER.serial(), BEFORE, CRLReason.removeFromCRL));
    judge(
        cases,
        "an entry with a critical extension",
        BAD_CRL,
        list()
            .revoke(
                SIGNER.serial(),
                BEFORE,
                new Extension(Extension.certificateIssuer, true, new byte[] {5, 0})));
  }

  private static TestCrl list() {
    return TestCrl.of(ROOT);
  }

  private static void judge(TimeStampCases cases, String what, String expected, TestCrl list) {
    cases.add(what, expected, plain().build(), List.of(ROOT), List.of(list.build()));
  }
}
