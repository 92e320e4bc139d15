package org.colophon.crypto.tsp;

import static org.colophon.crypto.tsp.TestToken.DATA;
import static org.colophon.crypto.tsp.TestToken.algorithm;
import static org.colophon.crypto.tsp.TimeStampCases.BETWEEN;
import static org.colophon.crypto.tsp.TimeStampCases.ROOT;
import static org.colophon.crypto.tsp.TimeStampCases.SIGNER;
import static org.colophon.crypto.tsp.TimeStampCases.plain;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1Boolean;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.BERSequence;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.tsp.Accuracy;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.colophon.crypto.Sha2;
import org.colophon.crypto.StrictDer;
import org.colophon.crypto.tsp.TimeStampException.Reason;

/** What a token looks like, byte by byte, and what it states. */
final class FormCases {
  private static final ASN1ObjectIdentifier UNKNOWN = new ASN1ObjectIdentifier("1.2.3.4.5");

  private FormCases() {}

  static void add(TimeStampCases cases) {
    addContents(cases);
    addTimes(cases);
    addContainers(cases);
    addEncodings(cases);
    addCertificateSets(cases);
  }

  private static void addContents(TimeStampCases cases) {
    cases.valid("the plain case: P-256 and SHA-256 throughout", plain());
    cases.valid("over SHA-384", plain().imprint(Sha2.SHA_384));
    cases.valid("over SHA-512", plain().imprint(Sha2.SHA_512));
    cases.valid(
        "the imprint's algorithm without NULL",
        plain()
            .imprint(
                new AlgorithmIdentifier(new ASN1ObjectIdentifier(Sha2.SHA_256.oid())),
                Sha2.SHA_256.digest(DATA)));
    cases.valid(
        "with accuracy, ordering, nonce and an extension that may be passed over",
        plain()
            .afterTime(
                new Accuracy(new ASN1Integer(1), new ASN1Integer(500), new ASN1Integer(20)),
                ASN1Boolean.TRUE,
                new ASN1Integer(BigInteger.TWO.pow(64)),
                extension(false)));
    cases.refused(
        "over other data",
        Reason.WRONG_IMPRINT,
        plain().imprint(algorithm(Sha2.SHA_256), Sha2.SHA_256.digest(new byte[1])));
    cases.refused(
        "over SHA-1",
        Reason.MALFORMED,
        plain()
            .imprint(
                new AlgorithmIdentifier(OIWObjectIdentifiers.idSHA1, DERNull.INSTANCE),
                new byte[20]));
    cases.refused(
        "a digest shorter than its function's",
        Reason.MALFORMED,
        plain().imprint(algorithm(Sha2.SHA_256), new byte[31]));
    cases.refused(
        "a negative serial number", Reason.MALFORMED, plain().serial(BigInteger.ONE.negate()));
    cases.refused(
        "a serial number of 161 bits", Reason.MALFORMED, plain().serial(BigInteger.TWO.pow(160)));
    cases.refused("TSTInfo of version 2", Reason.MALFORMED, plain().infoVersion(2));
    cases.refused(
        "a default that DER leaves out: ordering FALSE",
        Reason.MALFORMED,
        plain().afterTime(ASN1Boolean.FALSE));
    cases.refused(
        "an extension that must not be passed over",
        Reason.MALFORMED,
        plain().afterTime(extension(true)));
    cases.refused(
        "a member that TSTInfo does not know",
        Reason.MALFORMED,
        plain().afterTime(new DERUTF8String("more")));
    cases.refused(
        "an accuracy of 1,000 milliseconds",
        Reason.MALFORMED,
        plain().afterTime(new DERSequence(new DERTaggedObject(false, 0, new ASN1Integer(1_000)))));
    for (BigInteger seconds : List.of(BigInteger.ONE.negate(), BigInteger.TWO.pow(31))) {
      cases.refused(
          "an accuracy of " + seconds + " seconds",
          Reason.MALFORMED,
          plain().afterTime(new DERSequence(new ASN1Integer(seconds))));
    }
  }

  private static void addTimes(TimeStampCases cases) {
    cases.valid("a time with milliseconds", plain().time("20260601000000.123Z"));
    cases.valid("a time with nanoseconds", plain().time("20260601000000.000000001Z"));
    for (String time :
        new String[] {
          "20260601000000",
          "20260601000000.Z",
          "20260601000000.10Z",
          "20260601000000.0000000001Z",
          "20260601000000,5Z",
          "202606010000Z",
          "20260601000000+0000",
          "20260631000000Z",
          "20260601240000Z",
          "20260601000060Z",
          "2026060100000aZ",
          ""
        }) {
      cases.refused("the time \"" + time + "\"", Reason.MALFORMED, plain().time(time));
    }
  }

  private static void addContainers(TimeStampCases cases) {
    cases.refused("no signer", Reason.MALFORMED, plain().signers(0));
    cases.refused("two signers", Reason.MALFORMED, plain().signers(2));
    cases.refused("SignedData of version 1", Reason.MALFORMED, plain().version(1));
    cases.refused(
        "another kind of CMS", Reason.MALFORMED, plain().outerType(PKCSObjectIdentifiers.data));
    cases.refused(
        "another kind of content",
        Reason.MALFORMED,
        plain().contentType(PKCSObjectIdentifiers.data));
    cases.refused("content that is elsewhere", Reason.MALFORMED, plain().withoutContent());
    cases.refused("no signed attributes", Reason.MALFORMED, plain().withoutSignedAttributes());
    cases.refused(
        "an attribute outside the signature",
        Reason.MALFORMED,
        plain()
            .unsignedAttributes(
                new DERSet(new Attribute(UNKNOWN, new DERSet(new DERUTF8String("anything"))))));
    cases.refused(
        "an empty set of attributes outside the signature",
        Reason.MALFORMED,
        plain().unsignedAttributes(new DERSet()));
    cases.refused(
        "a revocation list inside",
        Reason.MALFORMED,
        plain().crls(new DERSet(StrictDer.parse(TestCrl.of(ROOT).build()))));
    cases.refused("no digest algorithm announced", Reason.MALFORMED, plain().digestAlgorithms());
    cases.refused(
        "two digest algorithms announced",
        Reason.MALFORMED,
        plain().digestAlgorithms(algorithm(Sha2.SHA_256), algorithm(Sha2.SHA_384)));
    cases.refused(
        "another digest algorithm announced",
        Reason.MALFORMED,
        plain().digestAlgorithms(algorithm(Sha2.SHA_384)));
  }

  private static void addEncodings(TimeStampCases cases) {
    byte[] token = plain().build();
    cases.refused("nothing", Reason.MALFORMED, new byte[0]);
    cases.refused("a byte too many", Reason.MALFORMED, Arrays.copyOf(token, token.length + 1));
    cases.refused("a byte too few", Reason.MALFORMED, Arrays.copyOf(token, token.length - 1));
    cases.refused("BER: a length that is not given", Reason.MALFORMED, indefinite());
    cases.refused("BER: a length with a leading zero", Reason.MALFORMED, longLength(token));
    cases.refused("not ASN.1", Reason.MALFORMED, DATA);
    cases.refused("a whole answer in place of a token", Reason.MALFORMED, Replies.granted(token));
  }

  private static void addCertificateSets(TimeStampCases cases) {
    cases.valid("with the root inside", plain().certificates(SIGNER, ROOT));
    cases.refused("no certificates", Reason.NO_CERTIFICATE, plain().certificates());
    cases.refused("another's certificate only", Reason.NO_CERTIFICATE, plain().certificates(ROOT));
    cases.refused(
        "certificates in descending order",
        Reason.MALFORMED,
        plain().certificates(SIGNER, ROOT).certificatesReversed());
    cases.refused("one certificate twice", Reason.MALFORMED, plain().certificates(SIGNER, SIGNER));
    cases.refused(
        "a certificate that is not on the way to the root",
        Reason.BAD_CERTIFICATE,
        plain().certificates(SIGNER, BETWEEN));
    cases.refused(
        "a contentType attribute twice",
        Reason.BAD_SIGNATURE,
        plain().moreAttribute(CMSAttributes.contentType, TestToken.TST_INFO));
    cases.refused(
        "a messageDigest attribute with two values",
        Reason.BAD_SIGNATURE,
        plain()
            .withoutAttribute(CMSAttributes.messageDigest)
            .moreAttribute(
                CMSAttributes.messageDigest,
                new DEROctetString(new byte[32]),
                new DEROctetString(new byte[31])));
  }

  private static DERTaggedObject extension(boolean isCritical) {
    return new DERTaggedObject(
        false, 1, new Extensions(new Extension(UNKNOWN, isCritical, new byte[] {5, 0})));
  }

  private static byte[] indefinite() {
    ASN1EncodableVector parts = new ASN1EncodableVector();
    plain().structure().forEach(parts::add);
    try {
      return new BERSequence(parts).getEncoded();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** 30 82 hh ll … as 30 83 00 hh ll …. */
  private static byte[] longLength(byte[] der) {
    byte[] longer = new byte[der.length + 1];
    longer[0] = der[0];
    longer[1] = (byte) 0x83;
    System.arraycopy(der, 2, longer, 3, der.length - 2);
    return longer;
  }
}
