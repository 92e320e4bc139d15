package org.colophon.crypto.tsp;

import java.math.BigInteger;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.cmp.PKIFailureInfo;
import org.bouncycastle.asn1.cmp.PKIFreeText;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.asn1.cmp.PKIStatusInfo;
import org.bouncycastle.asn1.tsp.TimeStampResp;
import org.colophon.crypto.StrictDer;
import org.colophon.crypto.tsp.TimeStampException.Reason;

/** The envelope of an authority's answer: TimeStampResp (RFC 3161, section 2.4.2). */
final class Replies {
  private static final DERSequence GRANTED = new DERSequence(new ASN1Integer(0));

  private Replies() {}

  /** Status granted, nothing else about it, and the token. */
  static byte[] granted(byte[] token) {
    return StrictDer.encode(new DERSequence(new ASN1Encodable[] {GRANTED, StrictDer.parse(token)}));
  }

  /**
   * The token in what {@link #granted} writes.
   *
   * @throws IllegalArgumentException for anything else
   */
  static byte[] tokenOfGranted(byte[] reply) {
    ASN1Sequence parts = ASN1Sequence.getInstance(StrictDer.parse(reply));
    if (parts.size() != 2 || !parts.getObjectAt(0).toASN1Primitive().equals(GRANTED)) {
      throw new IllegalArgumentException("reply (expected: status granted alone, and a token)");
    }
    return StrictDer.encode(parts.getObjectAt(1));
  }

  /**
   * The token in any answer that grants one, as it came.
   *
   * @throws TimeStampException when the authority refused
   * @throws IllegalArgumentException when it is no answer
   */
  static ASN1Primitive token(byte[] reply) throws TimeStampException {
    TimeStampResp response = TimeStampResp.getInstance(StrictDer.parseBer(reply));
    BigInteger status = response.getStatus().getStatus();
    boolean isGranted =
        status.equals(BigInteger.valueOf(PKIStatus.GRANTED))
            || status.equals(BigInteger.valueOf(PKIStatus.GRANTED_WITH_MODS));
    if (!isGranted) {
      throw new TimeStampException(Reason.REJECTED, "refused by the authority: " + why(response));
    }
    if (response.getTimeStampToken() == null) {
      throw new IllegalArgumentException("reply: granted without a token");
    }
    return response.getTimeStampToken().toASN1Primitive();
  }

  /** A refusal with one bit of failInfo and a text for people. */
  static byte[] rejected(int failure, String text) {
    return StrictDer.encode(
        new TimeStampResp(
            new PKIStatusInfo(
                PKIStatus.getInstance(new ASN1Integer(PKIStatus.REJECTION)),
                new PKIFreeText(text),
                new PKIFailureInfo(failure)),
            null));
  }

  private static String why(TimeStampResp response) {
    PKIStatusInfo status = response.getStatus();
    StringBuilder text = new StringBuilder("status ").append(status.getStatus());
    if (status.getFailInfo() != null) {
      text.append(", failure ").append(status.getFailInfo().getString());
    }
    PKIFreeText words = status.getStatusString();
    if (words != null && words.size() > 0) {
      text.append(", ").append(words.getStringAtUTF8(0).getString());
    }
    return Printable.line(text.toString());
  }
}
