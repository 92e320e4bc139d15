package org.colophon.crypto.tsp;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.BERTags;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.ess.ESSCertID;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificate;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.tsp.MessageImprint;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.colophon.crypto.Sha2;
import org.colophon.crypto.StrictDer;
import org.jspecify.annotations.Nullable;

/**
 * A time-stamp token put together from its parts, each of which can be wrong, left out or there
 * twice; the signature is right for what it then covers, unless told otherwise.
 */
final class TestToken {
  static final byte[] DATA = "a sealed note\n".getBytes(StandardCharsets.UTF_8);
  static final String TIME = "20260601000000Z";
  static final ASN1ObjectIdentifier TST_INFO = PKCSObjectIdentifiers.id_ct_TSTInfo;

  private final TestCertificate signer;
  private final Map<ASN1ObjectIdentifier, ASN1Encodable> attributes = new LinkedHashMap<>();
  private final List<ASN1Encodable> moreAttributes = new ArrayList<>();
  private final List<ASN1Encodable> afterTime = new ArrayList<>();
  private List<TestCertificate> certificates;
  private TestScheme scheme = TestScheme.ECDSA_SHA256;
  private AlgorithmIdentifier digestAlgorithm = algorithm(Sha2.SHA_256);
  private AlgorithmIdentifier imprintAlgorithm = algorithm(Sha2.SHA_256);
  private byte[] imprint = Sha2.SHA_256.digest(DATA);
  private ASN1ObjectIdentifier contentType = TST_INFO;
  private ASN1ObjectIdentifier outerType = CMSObjectIdentifiers.signedData;
  private String time = TIME;
  private int infoVersion = 1;
  private int version = 3;
  private int signers = 1;
  private BigInteger serial = BigInteger.valueOf(7);
  private List<AlgorithmIdentifier> digestAlgorithms = List.of(algorithm(Sha2.SHA_256));
  private boolean isSignerNamedByKey;
  private boolean hasContent = true;
  private boolean hasSignedAttributes = true;
  private boolean isSignatureWrong;
  private boolean areCertificatesReversed;
  private @Nullable ASN1Encodable unsignedAttributes;
  private @Nullable ASN1Encodable crls;

  private TestToken(TestCertificate signer) {
    this.signer = signer;
    this.certificates = List.of(signer);
  }

  static TestToken by(TestCertificate signer) {
    return new TestToken(signer)
        .attribute(CMSAttributes.contentType, TST_INFO)
        .attribute(
            PKCSObjectIdentifiers.id_aa_signingCertificateV2,
            new SigningCertificateV2(new ESSCertIDv2(Sha2.SHA_256.digest(signer.der()))));
  }

  static AlgorithmIdentifier algorithm(Sha2 hash) {
    return new AlgorithmIdentifier(new ASN1ObjectIdentifier(hash.oid()), DERNull.INSTANCE);
  }

  TestToken attribute(ASN1ObjectIdentifier type, ASN1Encodable value) {
    attributes.put(type, value);
    return this;
  }

  TestToken withoutAttribute(ASN1ObjectIdentifier type) {
    attributes.put(type, new DERSet());
    return this;
  }

  /** Attributes beside those of {@link #attribute}. */
  TestToken moreAttribute(ASN1ObjectIdentifier type, ASN1Encodable... values) {
    moreAttributes.add(new Attribute(type, new DERSet(values)));
    return this;
  }

  TestToken bindV1(ESSCertID id) {
    return attribute(PKCSObjectIdentifiers.id_aa_signingCertificate, new SigningCertificate(id));
  }

  TestToken bindV2(ESSCertIDv2 id) {
    return attribute(
        PKCSObjectIdentifiers.id_aa_signingCertificateV2, new SigningCertificateV2(id));
  }

  TestToken certificates(TestCertificate... all) {
    certificates = List.of(all);
    return this;
  }

  TestToken certificatesReversed() {
    areCertificatesReversed = true;
    return this;
  }

  TestToken scheme(TestScheme other) {
    scheme = other;
    return this;
  }

  TestToken digest(Sha2 hash) {
    return digest(algorithm(hash)).digestAlgorithms(algorithm(hash));
  }

  TestToken digest(AlgorithmIdentifier algorithm) {
    digestAlgorithm = algorithm;
    return this;
  }

  TestToken digestAlgorithms(AlgorithmIdentifier... all) {
    digestAlgorithms = List.of(all);
    return this;
  }

  TestToken imprint(Sha2 hash) {
    return imprint(algorithm(hash), hash.digest(DATA));
  }

  TestToken imprint(AlgorithmIdentifier algorithm, byte[] digest) {
    imprintAlgorithm = algorithm;
    imprint = digest;
    return this;
  }

  TestToken time(String text) {
    time = text;
    return this;
  }

  /** Members of TSTInfo that follow the time. */
  TestToken afterTime(ASN1Encodable... members) {
    afterTime.addAll(Arrays.asList(members));
    return this;
  }

  TestToken nonce(byte[] nonce) {
    return afterTime(new ASN1Integer(new BigInteger(1, nonce)));
  }

  TestToken contentType(ASN1ObjectIdentifier type) {
    contentType = type;
    return this;
  }

  TestToken outerType(ASN1ObjectIdentifier type) {
    outerType = type;
    return this;
  }

  TestToken infoVersion(int other) {
    infoVersion = other;
    return this;
  }

  TestToken version(int other) {
    version = other;
    return this;
  }

  TestToken signers(int count) {
    signers = count;
    return this;
  }

  TestToken serial(BigInteger other) {
    serial = other;
    return this;
  }

  TestToken namingSignerByKey() {
    isSignerNamedByKey = true;
    return this;
  }

  TestToken withoutContent() {
    hasContent = false;
    return this;
  }

  TestToken withoutSignedAttributes() {
    hasSignedAttributes = false;
    return this;
  }

  TestToken withWrongSignature() {
    isSignatureWrong = true;
    return this;
  }

  TestToken unsignedAttributes(ASN1Encodable set) {
    unsignedAttributes = set;
    return this;
  }

  TestToken crls(ASN1Encodable set) {
    crls = set;
    return this;
  }

  /** The token, in DER but for what was asked for. */
  ASN1Sequence structure() {
    byte[] info = info();
    ASN1EncodableVector signedData = new ASN1EncodableVector();
    signedData.add(new ASN1Integer(version));
    signedData.add(new DERSet(digestAlgorithms.toArray(AlgorithmIdentifier[]::new)));
    ASN1EncodableVector content = new ASN1EncodableVector();
    content.add(contentType);
    if (hasContent) {
      content.add(new DERTaggedObject(true, 0, new DEROctetString(info)));
    }
    signedData.add(new DERSequence(content));
    if (!certificates.isEmpty()) {
      signedData.add(new DERTaggedObject(false, 0, certificateSet()));
    }
    if (crls != null) {
      signedData.add(new DERTaggedObject(false, 1, crls));
    }
    ASN1EncodableVector all = new ASN1EncodableVector();
    for (int i = 0; i < signers; i++) {
      all.add(signerInfo(info));
    }
    signedData.add(new DERSet(all));
    return new DERSequence(
        new ASN1Encodable[] {outerType, new DERTaggedObject(true, 0, new DERSequence(signedData))});
  }

  byte[] build() {
    return StrictDer.encode(structure());
  }

  /** Written byte by byte, since the library would put a wrong time right. */
  private byte[] info() {
    ByteArrayOutputStream info = new ByteArrayOutputStream();
    info.writeBytes(StrictDer.encode(new ASN1Integer(infoVersion)));
    info.writeBytes(StrictDer.encode(new ASN1ObjectIdentifier("1.2.3.4")));
    info.writeBytes(StrictDer.encode(new MessageImprint(imprintAlgorithm, imprint)));
    info.writeBytes(StrictDer.encode(new ASN1Integer(serial)));
    info.writeBytes(element(BERTags.GENERALIZED_TIME, time.getBytes(StandardCharsets.US_ASCII)));
    afterTime.forEach(member -> info.writeBytes(StrictDer.encode(member)));
    return element(BERTags.SEQUENCE | BERTags.CONSTRUCTED, info.toByteArray());
  }

  /** Tag, length and content, in DER for up to 65,535 bytes. */
  static byte[] element(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (content.length >= 256) {
      out.write(0x82);
      out.write(content.length >> 8);
    } else if (content.length >= 128) {
      out.write(0x81);
    }
    out.write(content.length);
    out.writeBytes(content);
    return out.toByteArray();
  }

  /** As a sequence, which keeps its order and looks the same behind an implicit tag. */
  private ASN1Encodable certificateSet() {
    ASN1EncodableVector sorted = new ASN1EncodableVector();
    List<TestCertificate> order = new ArrayList<>(certificates);
    order.sort((one, other) -> Arrays.compareUnsigned(one.der(), other.der()));
    (areCertificatesReversed ? order.reversed() : order)
        .forEach(certificate -> sorted.add(certificate.certificate()));
    return new DERSequence(sorted);
  }

  private DERSequence signerInfo(byte[] info) {
    DERSet signed = signedAttributes(info);
    byte[] message = hasSignedAttributes ? StrictDer.encode(signed) : info;
    byte[] signature = signer.key().sign(scheme, message);
    if (isSignatureWrong) {
      signature = signer.key().sign(scheme, new byte[1]);
    }
    ASN1EncodableVector parts = new ASN1EncodableVector();
    parts.add(new ASN1Integer(isSignerNamedByKey ? 3 : 1));
    parts.add(signerName());
    parts.add(digestAlgorithm);
    if (hasSignedAttributes) {
      parts.add(new DERTaggedObject(false, 0, signed));
    }
    parts.add(scheme.algorithm());
    parts.add(new DEROctetString(signature));
    if (unsignedAttributes != null) {
      parts.add(new DERTaggedObject(false, 1, unsignedAttributes));
    }
    return new DERSequence(parts);
  }

  private ASN1Encodable signerName() {
    return isSignerNamedByKey
        ? new DERTaggedObject(
            false,
            0,
            new DEROctetString(
                SubjectKeyIdentifier.getInstance(
                        signer
                            .holder()
                            .getExtension(Extension.subjectKeyIdentifier)
                            .getParsedValue())
                    .getKeyIdentifier()))
        : new IssuerAndSerialNumber(signer.certificate().getIssuer(), signer.serial());
  }

  private DERSet signedAttributes(byte[] info) {
    Map<ASN1ObjectIdentifier, ASN1Encodable> all = new LinkedHashMap<>(attributes);
    Sha2 hash = Sha2.ofOid(digestAlgorithm.getAlgorithm().getId()).orElse(Sha2.SHA_256);
    all.putIfAbsent(CMSAttributes.messageDigest, new DEROctetString(hash.digest(info)));
    ASN1EncodableVector vector = new ASN1EncodableVector();
    all.forEach((type, value) -> {
      boolean isLeftOut = value instanceof DERSet set && set.size() == 0;
      if (!isLeftOut) {
        vector.add(new Attribute(type, new DERSet(value)));
      }
    });
    moreAttributes.forEach(vector::add);
    return new DERSet(vector);
  }
}
