package org.colophon.crypto.ers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.CertificateList;
import org.bouncycastle.cert.X509CertificateHolder;
import org.colophon.crypto.StrictDer;
import org.colophon.crypto.tsp.TimeStamp;
import org.colophon.crypto.tsp.TimeStampException;
import org.colophon.crypto.x509.CertificateHolders;
import org.colophon.crypto.x509.RevocationList;
import org.jspecify.annotations.Nullable;

/**
 * The time-stamp token of an archive time-stamp. Unlike one that stands alone it may carry
 * revocation lists (RFC 5652, section 10.2.1), so that the record needs nothing beside it: those of
 * its authority's issuers, as they were when it was made or when it was renewed. Immutable.
 */
final class ArchiveToken {
  /** Most revocation lists in one token. */
  static final int CRLS_MAX = 16;

  private final byte[] der;
  private final SignedData signedData;
  private final TimeStamp timeStamp;

  private ArchiveToken(byte[] der, SignedData signedData, TimeStamp timeStamp) {
    this.der = der;
    this.signedData = signedData;
    this.timeStamp = timeStamp;
  }

  /** Reads a token in DER; no signature is checked. */
  static ArchiveToken parse(byte[] der) throws EvidenceRecordException {
    try {
      ContentInfo contentInfo = ContentInfo.getInstance(StrictDer.parse(der));
      if (!contentInfo.getContentType().equals(CMSObjectIdentifiers.signedData)) {
        throw new EvidenceRecordException(Fault.MALFORMED, "time-stamp: not signed data");
      }
      SignedData signedData = SignedData.getInstance(contentInfo.getContent());
      TimeStamp timeStamp = TimeStamp.parse(encode(with(signedData, List.of())));
      ArchiveToken token = new ArchiveToken(der.clone(), signedData, timeStamp);
      token.checkForm();
      return token;
    } catch (TimeStampException | RuntimeException e) {
      // The library answers malformed structures with many kinds of exceptions.
      throw new EvidenceRecordException(Fault.MALFORMED, "time-stamp: " + e.getMessage(), e);
    }
  }

  /** Its lists are well formed, and for it; they are the only thing beside the time-stamp. */
  private void checkForm() throws EvidenceRecordException {
    if (crls().size() > CRLS_MAX) {
      throw new EvidenceRecordException(
          Fault.TOO_LARGE,
          "time-stamp: " + crls().size() + " revocation lists (expected: at most 16)");
    }
    for (byte[] crl : crls()) {
      if (!concerns(crl)) {
        throw new EvidenceRecordException(
            Fault.MALFORMED, "time-stamp: a revocation list of somebody else");
      }
    }
    if (!Arrays.equals(encode(with(signedData, crls())), der)) {
      throw new EvidenceRecordException(Fault.MALFORMED, "time-stamp: not DER");
    }
  }

  /**
   * The same token with the revocation lists of its certificates' issuers out of {@code lists}, in
   * place of those that it carries; unchanged when there is none among them.
   */
  ArchiveToken withCrls(List<byte[]> lists) throws EvidenceRecordException {
    List<byte[]> concerning = new ArrayList<>();
    for (byte[] list : lists) {
      if (concerns(list)) {
        concerning.add(list);
      }
    }
    return concerning.isEmpty() ? this : parse(encode(with(signedData, concerning)));
  }

  private boolean concerns(byte[] crl) throws EvidenceRecordException {
    try {
      RevocationList.parse(crl);
      X500Name issuer = CertificateList.getInstance(StrictDer.parse(crl)).getIssuer();
      return certificates().stream()
          .anyMatch(certificate -> CertificateHolders.isSameName(certificate.getIssuer(), issuer));
    } catch (IllegalArgumentException e) {
      throw new EvidenceRecordException(Fault.TOKEN_INVALID, String.valueOf(e.getMessage()), e);
    }
  }

  private static SignedData with(SignedData signedData, List<byte[]> crls) {
    ASN1EncodableVector lists = new ASN1EncodableVector();
    crls.forEach(crl -> lists.add(StrictDer.parse(crl)));
    return new SignedData(
        signedData.getDigestAlgorithms(),
        signedData.getEncapContentInfo(),
        signedData.getCertificates(),
        crls.isEmpty() ? null : new DERSet(lists),
        signedData.getSignerInfos());
  }

  private static byte[] encode(SignedData signedData) {
    return StrictDer.encode(new ContentInfo(CMSObjectIdentifiers.signedData, signedData));
  }

  /** A copy of the DER: what the next archive time-stamp covers. */
  byte[] der() {
    return der.clone();
  }

  /** The token without its revocation lists. */
  TimeStamp timeStamp() {
    return timeStamp;
  }

  Imprint imprint() {
    return Imprint.of(timeStamp.hash(), timeStamp.digest());
  }

  long timeMs() {
    return timeStamp.timeMs();
  }

  SignerInfo signer() {
    return SignerInfo.getInstance(signedData.getSignerInfos().getObjectAt(0));
  }

  /** All certificates that it carries. */
  List<X509CertificateHolder> certificates() {
    return elements(signedData.getCertificates())
        .map(element -> new X509CertificateHolder(Certificate.getInstance(element)))
        .toList();
  }

  /** DER of the revocation lists that it carries. */
  List<byte[]> crls() {
    return new ArrayList<>(elements(signedData.getCRLs()).map(StrictDer::encode).toList());
  }

  private static Stream<ASN1Encodable> elements(@Nullable ASN1Set set) {
    return set == null ? Stream.of() : Stream.of(set.toArray());
  }
}
