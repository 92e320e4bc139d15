package org.colophon.crypto.ers;

import java.util.List;
import java.util.Optional;
import org.colophon.crypto.Sha2;

/**
 * One archive time-stamp (RFC 4998, section 4): a token, and how the hash tree leads to it. Without
 * a tree the token covers a single hash value. Immutable.
 */
final class ArchiveStamp {
  private final Optional<ReducedHashTree> tree;
  private final ArchiveToken token;

  private ArchiveStamp(Optional<ReducedHashTree> tree, ArchiveToken token) {
    this.tree = tree;
    this.token = token;
  }

  /** A stamp over a single hash value. */
  static ArchiveStamp of(ArchiveToken token) {
    return new ArchiveStamp(Optional.empty(), token);
  }

  /** A stamp over the root of this tree. */
  static ArchiveStamp of(ReducedHashTree tree, ArchiveToken token) throws EvidenceRecordException {
    if (!tree.root().equals(token.imprint())) {
      throw new EvidenceRecordException(
          Fault.NOT_COVERED, "archive time-stamp: its token is not over the root of its hash tree");
    }
    return new ArchiveStamp(Optional.of(tree), token);
  }

  /** What the hash values were made with. */
  Sha2 algorithm() {
    return token.imprint().algorithm();
  }

  /** The hash values of what it covers (RFC 4998, section 4.3, step 1). */
  List<Imprint> first() {
    return tree.map(ReducedHashTree::first).orElse(List.of(token.imprint()));
  }

  Optional<ReducedHashTree> tree() {
    return tree;
  }

  ArchiveToken token() {
    return token;
  }

  /** The same over the same with these revocation lists in its token. */
  ArchiveStamp withCrls(List<byte[]> lists) throws EvidenceRecordException {
    return new ArchiveStamp(tree, token.withCrls(lists));
  }

  ArchiveStampFact fact(int chain) {
    return new ArchiveStampFact(
        chain,
        token.timeMs(),
        token.timeStamp().authority(),
        TokenAlgorithms.ofToken(token),
        token.timeStamp().signerCertificate().getNotAfter().getTime());
  }
}
