package org.colophon.core.evidence;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.chain.SealDocument;
import org.colophon.crypto.tsp.TimeStamp;
import org.colophon.crypto.tsp.TimeStampException;
import org.colophon.crypto.x509.RevocationList;

/** What time-stamping authorities say of a sealed note (RFC 3161). */
public final class TimeStamps {
  private TimeStamps() {}

  /**
   * A token that was found right.
   *
   * @param authority the organisation to whose root it leads, or that root's subject
   * @param time at which the note existed, says the authority
   */
  public record Stamp(String authority, Timestamp time) {}

  /** The tokens of a seal that are right; what the chain ordered may be anything. */
  static List<TimeStamp> right(SealDocument document, TrustedRoots roots) {
    List<byte[]> lists = readable(document.crlBytes());
    List<TimeStamp> right = new ArrayList<>();
    for (byte[] token : document.tokenBytes()) {
      try {
        TimeStamp stamp = TimeStamp.parse(token);
        var _ = check(stamp, document.noteBytes(), lists, roots);
        right.add(stamp);
      } catch (TimeStampException | RefusedException e) {
        // Of no use to anybody: it does not go into a bundle.
      }
    }
    return right;
  }

  /** Whether any token of a seal is right. */
  static boolean any(SealDocument document, TrustedRoots roots) {
    return !document.tokens().isEmpty() && !right(document, roots).isEmpty();
  }

  /** Puts the right tokens in, as responses that other tools take, and the revocation lists. */
  static void put(SealDocument document, TrustedRoots roots, Map<String, byte[]> parts) {
    List<TimeStamp> right = right(document, roots);
    NumberedParts.put(right.stream().map(TimeStamp::response).toList(), Parts::stamp, parts);
    if (!right.isEmpty()) {
      NumberedParts.put(readable(document.crlBytes()), Parts::revocations, parts);
    }
  }

  /** Verifies all tokens of a bundle over its note. */
  static List<Stamp> verify(Map<String, byte[]> parts, byte[] note, TrustedRoots roots)
      throws RefusedException {
    List<byte[]> lists = revocations(parts);
    List<byte[]> responses = NumberedParts.read(parts, Parts::stamp, SealDocument.TOKENS_MAX);
    if (responses.isEmpty() && !lists.isEmpty()) {
      throw EvidenceVerifier.refused("revocation lists of nobody");
    }
    List<Stamp> stamps = new ArrayList<>();
    for (byte[] response : responses) {
      String name = Parts.stamp(stamps.size());
      try {
        stamps.add(check(TimeStamp.parseResponse(response), note, lists, roots));
      } catch (TimeStampException e) {
        throw EvidenceVerifier.refused(name + ": " + e.reason() + ": " + e.getMessage());
      } catch (RefusedException e) {
        throw EvidenceVerifier.refused(name + ": " + e.refusal().detail());
      }
    }
    return stamps;
  }

  /** The revocation lists of a bundle. */
  static List<byte[]> revocations(Map<String, byte[]> parts) throws RefusedException {
    return NumberedParts.read(parts, Parts::revocations, SealDocument.CRLS_MAX);
  }

  private static Stamp check(TimeStamp stamp, byte[] note, List<byte[]> lists, TrustedRoots roots)
      throws TimeStampException, RefusedException {
    if (!stamp.covers(note)) {
      throw EvidenceVerifier.refused("is over something else than " + Parts.NOTE);
    }
    X509Certificate root = stamp.verify(roots.all(), lists);
    return new Stamp(roots.nameOf(root), new Timestamp(stamp.timeMs()));
  }

  private static List<byte[]> readable(List<byte[]> lists) {
    return lists.stream().filter(TimeStamps::isReadable).toList();
  }

  private static boolean isReadable(byte[] list) {
    try {
      var _ = RevocationList.parse(list);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
