package org.colophon.client.submit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.colophon.client.net.Network;
import org.colophon.client.net.NetworkException;
import org.colophon.core.SubjectId;
import org.colophon.core.content.RecordType;
import org.colophon.crypto.Hash;
import org.colophon.rpc.proto.LookupMatch;

/** What the chain already holds of some digests. */
public final class Found {
  /** Enough to find one's own declaration among those of others. */
  private static final int MATCHES_MAX = 64;

  private static final Set<String> CLAIMS =
      Set.of(RecordType.WORK_DECLARE.label(), RecordType.WORK_REVEAL.label());

  private final Map<String, List<LookupMatch>> matches = new HashMap<>();

  private Found() {}

  /** Asks for the digests, in as few calls as the limit of a call allows. */
  public static Found of(List<Hash> digests, Network network, long atLeastHeight, Progress progress)
      throws NetworkException {
    Found found = new Found();
    for (int i = 0; i < digests.size(); i += Network.LOOKUP_DIGESTS_MAX) {
      List<String> page =
          digests.subList(i, Math.min(digests.size(), i + Network.LOOKUP_DIGESTS_MAX)).stream()
              .map(Hash::hex)
              .toList();
      for (LookupMatch match : network.lookup(page, MATCHES_MAX, atLeastHeight)) {
        found.matches.computeIfAbsent(match.getDigest(), d -> new ArrayList<>()).add(match);
      }
      progress.step(page.size());
    }
    return found;
  }

  /** The records of that type by one subject that carry this digest, oldest first. */
  public List<LookupMatch> ofType(RecordType type, SubjectId subject, Hash digest) {
    return matches.getOrDefault(digest.hex(), List.of()).stream()
        .filter(match -> match.getType().equals(type.label()))
        .filter(match -> match.getSubject().equals(subject.text()))
        .toList();
  }

  /** The declarations and openings that belong to a work and carry this digest, oldest first. */
  List<LookupMatch> claims(Hash digest) {
    return matches.getOrDefault(digest.hex(), List.of()).stream()
        .filter(match -> CLAIMS.contains(match.getType()) && !match.getWork().isEmpty())
        .toList();
  }

  /** Those of one subject. */
  public List<LookupMatch> claimsOf(SubjectId subject, Hash digest) {
    return claims(digest).stream().filter(m -> m.getSubject().equals(subject.text())).toList();
  }

  /** Those of everybody else. */
  List<LookupMatch> claimsOfOthers(SubjectId subject, Hash digest) {
    return claims(digest).stream().filter(m -> !m.getSubject().equals(subject.text())).toList();
  }
}
