package org.colophon.crypto.tsp;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.jspecify.annotations.Nullable;

/** Ways to sign, those that are refused included. */
enum TestScheme {
  ECDSA_SHA256("SHA256withECDDSA", X9ObjectIdentifiers.ecdsa_with_SHA256, null),
  ECDSA_SHA384("SHA384withECDDSA", X9ObjectIdentifiers.ecdsa_with_SHA384, null),
  ECDSA_SHA512("SHA512withECDDSA", X9ObjectIdentifiers.ecdsa_with_SHA512, null),
  ECDSA_SHA1("SHA1withECDDSA", X9ObjectIdentifiers.ecdsa_with_SHA1, null),
  RSA_SHA256("SHA256withRSA", PKCSObjectIdentifiers.sha256WithRSAEncryption, DERNull.INSTANCE),
  RSA_SHA512("SHA512withRSA", PKCSObjectIdentifiers.sha512WithRSAEncryption, DERNull.INSTANCE),
  RSA_SHA1("SHA1withRSA", PKCSObjectIdentifiers.sha1WithRSAEncryption, DERNull.INSTANCE),
  RSA_BARE_SHA256("SHA256withRSA", PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
  PSS_SHA256(
      "SHA256withRSAandMGF1",
      PKCSObjectIdentifiers.id_RSASSA_PSS,
      pss(NISTObjectIdentifiers.id_sha256, NISTObjectIdentifiers.id_sha256, 32)),
  PSS_SHA256_MASKED_WITH_SHA1(
      "SHA256withRSAandMGF1",
      PKCSObjectIdentifiers.id_RSASSA_PSS,
      pss(NISTObjectIdentifiers.id_sha256, OIWObjectIdentifiers.idSHA1, 32)),
  PSS_WITHOUT_PARAMETERS("SHA256withRSAandMGF1", PKCSObjectIdentifiers.id_RSASSA_PSS, null),
  ED25519("Ed25519", EdECObjectIdentifiers.id_Ed25519, null);

  private final String jcaName;

  @SuppressWarnings("ImmutableEnumChecker") // It is immutable, though the library does not say so.
  private final AlgorithmIdentifier algorithm;

  TestScheme(String jcaName, ASN1ObjectIdentifier oid, @Nullable ASN1Encodable parameters) {
    this.jcaName = jcaName;
    this.algorithm =
        parameters == null
            ? new AlgorithmIdentifier(oid)
            : new AlgorithmIdentifier(oid, parameters);
  }

  String jcaName() {
    return jcaName;
  }

  AlgorithmIdentifier algorithm() {
    return algorithm;
  }

  private static RSASSAPSSparams pss(
      ASN1ObjectIdentifier hash, ASN1ObjectIdentifier maskHash, int saltLength) {
    return new RSASSAPSSparams(
        new AlgorithmIdentifier(hash, DERNull.INSTANCE),
        new AlgorithmIdentifier(
            PKCSObjectIdentifiers.id_mgf1, new AlgorithmIdentifier(maskHash, DERNull.INSTANCE)),
        new ASN1Integer(saltLength),
        new ASN1Integer(1));
  }
}
