package org.colophon.crypto.tsp;

import java.math.BigInteger;
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
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.Time;
import org.colophon.crypto.StrictDer;

/** A revocation list of which anything can be wrong. */
final class TestCrl {
  static final Instant THIS_UPDATE = Instant.parse("2026-07-01T00:00:00Z");

  private final Map<ASN1ObjectIdentifier, Extension> extensions = new LinkedHashMap<>();
  private final ASN1EncodableVector entries = new ASN1EncodableVector();
  private X500Name issuer;
  private TestKey key;
  private boolean isVersion2 = true;
  private TestScheme scheme = TestScheme.ECDSA_SHA256;
  private TestScheme statedScheme = TestScheme.ECDSA_SHA256;

  private TestCrl(TestCertificate issuer) {
    this.issuer = issuer.subject();
    this.key = issuer.key();
  }

  static TestCrl of(TestCertificate issuer) {
    return new TestCrl(issuer);
  }

  TestCrl revoke(BigInteger serial, Instant time) {
    return revoke(serial, time, new Extension[0]);
  }

  TestCrl revoke(BigInteger serial, Instant time, int reason) {
    return revoke(
        serial,
        time,
        new Extension(Extension.reasonCode, false, StrictDer.encode(CRLReason.lookup(reason))));
  }

  TestCrl revoke(BigInteger serial, Instant time, Extension... more) {
    ASN1EncodableVector entry = new ASN1EncodableVector();
    entry.add(new ASN1Integer(serial));
    entry.add(new Time(Date.from(time)));
    if (more.length > 0) {
      entry.add(new Extensions(more));
    }
    entries.add(new DERSequence(entry));
    return this;
  }

  TestCrl with(ASN1ObjectIdentifier oid, boolean isCritical, ASN1Encodable value) {
    extensions.put(oid, new Extension(oid, isCritical, StrictDer.encode(value)));
    return this;
  }

  TestCrl signedWith(TestKey other) {
    key = other;
    return this;
  }

  TestCrl signedBy(TestScheme other) {
    scheme = other;
    statedScheme = other;
    return this;
  }

  /** What the signed part says of the algorithm. */
  TestCrl stating(TestScheme other) {
    statedScheme = other;
    return this;
  }

  TestCrl named(X500Name other) {
    issuer = other;
    return this;
  }

  TestCrl withoutVersion() {
    isVersion2 = false;
    return this;
  }

  byte[] build() {
    ASN1EncodableVector content = new ASN1EncodableVector();
    if (isVersion2) {
      content.add(new ASN1Integer(1));
    }
    content.add(statedScheme.algorithm());
    content.add(issuer);
    content.add(new Time(Date.from(THIS_UPDATE)));
    content.add(new Time(Date.from(THIS_UPDATE.plusSeconds(86_400))));
    if (entries.size() > 0) {
      content.add(new DERSequence(entries));
    }
    if (!extensions.isEmpty()) {
      content.add(
          new DERTaggedObject(
              true, 0, new Extensions(extensions.values().toArray(Extension[]::new))));
    }
    DERSequence signed = new DERSequence(content);
    ASN1EncodableVector parts = new ASN1EncodableVector();
    parts.add(signed);
    parts.add(scheme.algorithm());
    parts.add(new DERBitString(key.sign(scheme, StrictDer.encode(signed))));
    return StrictDer.encode(new DERSequence(parts));
  }
}
