package org.colophon.crypto.ers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.tsp.ArchiveTimeStamp;
import org.bouncycastle.asn1.tsp.PartialHashtree;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.colophon.crypto.Sha2;
import org.colophon.crypto.StrictDer;
import org.jspecify.annotations.Nullable;

/**
 * One archive time-stamp (RFC 4998, section 4): a token, and how the hash tree leads to it. Without
 * a tree the token covers a single hash value. Immutable.
 */
final class ArchiveStamp {
  private static final int ATTRIBUTES_TAG = 1;

  private final ArchiveTimeStamp asn1;
  private final Optional<ReducedHashTree> tree;
  private final ArchiveToken token;

  private ArchiveStamp(ArchiveTimeStamp asn1, Optional<ReducedHashTree> tree, ArchiveToken token) {
    this.asn1 = asn1;
    this.tree = tree;
    this.token = token;
  }

  /** A stamp over a single hash value. */
  static ArchiveStamp of(ArchiveToken token) throws EvidenceRecordException {
    return checked(
        asn1(HashFunctions.identifier(token.imprint().algorithm()), null, token),
        Optional.empty(),
        token);
  }

  /** A stamp over the root of this tree. */
  static ArchiveStamp of(ReducedHashTree tree, ArchiveToken token) throws EvidenceRecordException {
    PartialHashtree[] lists =
        tree.lists().stream().map(ArchiveStamp::toAsn1).toArray(PartialHashtree[]::new);
    return checked(
        asn1(HashFunctions.identifier(tree.algorithm()), lists, token), Optional.of(tree), token);
  }

  /**
   * Reads a stamp.
   *
   * @throws IllegalArgumentException when a hash value or its algorithm is malformed
   */
  static ArchiveStamp parse(ArchiveTimeStamp asn1) throws EvidenceRecordException {
    for (ASN1Encodable element : ASN1Sequence.getInstance(asn1.toASN1Primitive())) {
      if (element instanceof ASN1TaggedObject tagged && tagged.getTagNo() == ATTRIBUTES_TAG) {
        throw new EvidenceRecordException(
            Fault.MALFORMED, "archive time-stamp: attributes, which are not read here");
      }
    }
    ArchiveToken token = ArchiveToken.parse(StrictDer.encode(asn1.getTimeStamp()));
    return checked(asn1, tree(asn1), token);
  }

  private static Optional<ReducedHashTree> tree(ArchiveTimeStamp asn1) {
    if (asn1.getReducedHashTree() == null) {
      return Optional.empty();
    }
    Sha2 algorithm = HashFunctions.of(asn1.getDigestAlgorithmIdentifier());
    List<List<Imprint>> lists = new ArrayList<>();
    for (PartialHashtree list : asn1.getReducedHashTree()) {
      List<Imprint> values = new ArrayList<>();
      for (byte[] value : list.getValues()) {
        values.add(Imprint.of(algorithm, value));
      }
      lists.add(values);
    }
    return Optional.of(ReducedHashTree.of(algorithm, lists));
  }

  private static ArchiveStamp checked(
      ArchiveTimeStamp asn1, Optional<ReducedHashTree> tree, ArchiveToken token)
      throws EvidenceRecordException {
    Sha2 algorithm = HashFunctions.of(asn1.getDigestAlgorithmIdentifier());
    Imprint covered = tree.map(ReducedHashTree::root).orElse(token.imprint());
    if (algorithm != token.imprint().algorithm() || !covered.equals(token.imprint())) {
      throw new EvidenceRecordException(
          Fault.NOT_COVERED, "archive time-stamp: its token is not over the root of its hash tree");
    }
    return new ArchiveStamp(asn1, tree, token);
  }

  private static ArchiveTimeStamp asn1(
      @Nullable AlgorithmIdentifier algorithm,
      PartialHashtree @Nullable [] lists,
      ArchiveToken token) {
    return new ArchiveTimeStamp(algorithm, lists, ContentInfo.getInstance(token.der()));
  }

  private static PartialHashtree toAsn1(List<Imprint> values) {
    return new PartialHashtree(values.stream().map(Imprint::bytes).toArray(byte[][]::new));
  }

  /** The same over the same with these revocation lists in its token. */
  ArchiveStamp withCrls(List<byte[]> lists) throws EvidenceRecordException {
    ArchiveToken changed = token.withCrls(lists);
    return new ArchiveStamp(
        asn1(asn1.getDigestAlgorithm(), asn1.getReducedHashTree(), changed), tree, changed);
  }

  /** What the hash values were made with. */
  Sha2 algorithm() {
    return token.imprint().algorithm();
  }

  /** The hash values of what it covers (RFC 4998, section 4.3, step 1). */
  List<Imprint> first() {
    return tree.map(ReducedHashTree::first).orElse(List.of(token.imprint()));
  }

  ArchiveToken token() {
    return token;
  }

  ArchiveTimeStamp toAsn1() {
    return asn1;
  }

  ArchiveStampFact fact(int chain) {
    return new ArchiveStampFact(
        chain,
        token.timeMs(),
        token.timeStamp().authority(),
        TokenAlgorithms.ofToken(token),
        token.timeStamp().signerCertificate().getNotAfter().toInstant().toEpochMilli());
  }
}
