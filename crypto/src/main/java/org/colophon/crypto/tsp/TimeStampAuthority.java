package org.colophon.crypto.tsp;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.cmp.PKIFailureInfo;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.tsp.TimeStampReq;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.SignerInfoGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampToken;
import org.bouncycastle.tsp.TimeStampTokenGenerator;
import org.bouncycastle.util.CollectionStore;
import org.colophon.crypto.Sha2;
import org.colophon.crypto.StrictDer;
import org.colophon.crypto.x509.CertificateHolders;
import org.colophon.crypto.x509.EcdsaSigner;
import org.colophon.crypto.x509.SignatureScheme;
import org.colophon.crypto.x509.TlsIdentity;

/**
 * An authority of our own: answers queries with its key and the caller's clock (RFC 3161). Safe for
 * use by many threads.
 */
public final class TimeStampAuthority {
  /**
   * The policy under which it answers: a clock kept by the organisation's node, accurate to a
   * second. From the arc of UUIDs (ITU-T X.667), which needs no registration:
   * ce94ff9b-5644-4949-879c-ac087c7e0e81.
   */
  public static final String POLICY = "2.25.274594611388268209083644113425910337153";

  /** Largest query read; one is under 200 bytes. */
  public static final int REQUEST_BYTES_MAX = 4 * 1024;

  private static final int SERIAL_BITS = 128;
  private static final int ACCURACY_SECONDS = 1;

  private final TlsIdentity identity;
  private final List<X509CertificateHolder> certificates;
  private final SecureRandom random = new SecureRandom();

  private TimeStampAuthority(TlsIdentity identity, List<X509CertificateHolder> certificates) {
    this.identity = identity;
    this.certificates = certificates;
  }

  /**
   * The authority with this key and certificate, as {@code CertificateAuthority.issueTimeStamping}
   * makes them. A root at the end of the chain stays at home: no one trusts it for being sent.
   *
   * @throws IllegalArgumentException when the certificate is not for time-stamping alone, or the
   *     chain is too long or in another order
   */
  public static TimeStampAuthority of(TlsIdentity identity) {
    List<X509CertificateHolder> all = new ArrayList<>();
    identity.chain().forEach(certificate -> all.add(CertificateHolders.of(certificate)));
    try {
      CertificateRules.checkSigner(all.getFirst());
    } catch (TimeStampException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    List<X509CertificateHolder> kept = Issuers.above(all.getFirst(), all);
    long withoutRoot =
        all.stream()
            .filter(one -> !CertificateHolders.isSameName(one.getSubject(), one.getIssuer()))
            .count();
    if (kept.size() != withoutRoot) {
      throw new IllegalArgumentException("time-stamping: certificates that do not lead to a root");
    }
    return new TimeStampAuthority(identity, List.copyOf(kept));
  }

  /** The certificate whose key signs. */
  public X509Certificate certificate() {
    return identity.certificate();
  }

  /**
   * Answers a query. Bad queries are answered too, with a rejection that says what is wrong.
   *
   * @param request a TimeStampReq in DER
   * @param nowMs the time to state, in milliseconds since 1970 UTC
   * @return a TimeStampResp in DER
   */
  public byte[] answer(byte[] request, long nowMs) {
    TimeStampReq query;
    try {
      query = read(request);
    } catch (RuntimeException e) {
      // The library answers malformed structures with many kinds of exceptions.
      return Replies.rejected(PKIFailureInfo.badDataFormat, "not a TimeStampReq in DER");
    }
    return refusal(query, nowMs).orElseGet(() -> Replies.granted(stamp(query, nowMs)));
  }

  private static TimeStampReq read(byte[] request) {
    if (request.length > REQUEST_BYTES_MAX) {
      throw new IllegalArgumentException("query: " + request.length + " bytes");
    }
    TimeStampReq query = TimeStampReq.getInstance(StrictDer.parse(request));
    if (!StrictDer.isEncodingOf(query, request)) {
      throw new IllegalArgumentException("query: not DER");
    }
    return query;
  }

  private Optional<byte[]> refusal(TimeStampReq query, long nowMs) {
    if (!query.getVersion().hasValue(1)) {
      return rejection(PKIFailureInfo.badRequest, "version (expected: 1)");
    }
    AlgorithmIdentifier algorithm = query.getMessageImprint().getHashAlgorithm();
    Optional<Sha2> hash = SignatureScheme.hashOf(algorithm);
    if (hash.isEmpty()) {
      return rejection(
          PKIFailureInfo.badAlg, "hash function (expected: SHA-256, SHA-384 or SHA-512)");
    }
    if (query.getMessageImprint().getHashedMessage().length != hash.get().length()) {
      return rejection(PKIFailureInfo.badDataFormat, "digest's length is not the function's");
    }
    if (query.getReqPolicy() != null && !query.getReqPolicy().getId().equals(POLICY)) {
      return rejection(PKIFailureInfo.unacceptedPolicy, "policy (expected: " + POLICY + ")");
    }
    if (query.getExtensions() != null) {
      return rejection(PKIFailureInfo.unacceptedExtension, "extensions (expected: none)");
    }
    if (!certificates.getFirst().isValidOn(Date.from(Instant.ofEpochMilli(nowMs)))) {
      return rejection(PKIFailureInfo.timeNotAvailable, "the authority's certificate has expired");
    }
    return Optional.empty();
  }

  private static Optional<byte[]> rejection(int failure, String text) {
    return Optional.of(Replies.rejected(failure, text));
  }

  private byte[] stamp(TimeStampReq query, long nowMs) {
    try {
      DigestCalculatorProvider digests = new JcaDigestCalculatorProviderBuilder().build();
      TimeStampTokenGenerator generator =
          new TimeStampTokenGenerator(
              signer(digests),
              digests.get(
                  new AlgorithmIdentifier(
                      new ASN1ObjectIdentifier(Sha2.SHA_256.oid()), DERNull.INSTANCE)),
              new ASN1ObjectIdentifier(POLICY));
      generator.setResolution(TimeStampTokenGenerator.R_MILLISECONDS);
      generator.setAccuracySeconds(ACCURACY_SECONDS);
      generator.addCertificates(new CollectionStore<>(certificates));
      TimeStampToken token =
          generator.generate(
              new TimeStampRequest(query), serial(), Date.from(Instant.ofEpochMilli(nowMs)));
      return StrictDer.encode(token.toCMSSignedData().toASN1Structure());
    } catch (GeneralSecurityException | OperatorCreationException | CMSException | TSPException e) {
      throw new IllegalStateException("time-stamp: cannot be made", e);
    }
  }

  private SignerInfoGenerator signer(DigestCalculatorProvider digests)
      throws GeneralSecurityException, OperatorCreationException, CMSException {
    DefaultSignedAttributeTableGenerator defaults = new DefaultSignedAttributeTableGenerator();
    return new JcaSignerInfoGeneratorBuilder(digests)
        // The library would state a second time there, from the system's clock.
        .setSignedAttributeGenerator(parameters -> {
          AttributeTable attributes = defaults.getAttributes(parameters);
          return attributes.remove(CMSAttributes.signingTime);
        })
        .build(new EcdsaSigner(identity), identity.certificate());
  }

  /** Random and above zero, so that it tells nothing and is never given twice. */
  private BigInteger serial() {
    return new BigInteger(SERIAL_BITS, random).max(BigInteger.ONE);
  }
}
