package org.colophon.crypto.ers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.tsp.ArchiveTimeStamp;
import org.bouncycastle.asn1.tsp.ArchiveTimeStampChain;
import org.bouncycastle.asn1.tsp.ArchiveTimeStampSequence;
import org.bouncycastle.asn1.tsp.EvidenceRecord;
import org.bouncycastle.asn1.tsp.PartialHashtree;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.colophon.crypto.Sha2;
import org.colophon.crypto.StrictDer;

/**
 * The bytes of evidence records (RFC 4998, sections 3 and 4). Of what the standard leaves open
 * there is one form: digestAlgorithm stands in each archive time-stamp, algorithm identifiers have
 * no parameters, digestAlgorithms lists each algorithm once in order of use, and cryptoInfos,
 * encryptionInfo and attributes are absent.
 */
final class EvidenceRecordCodec {
  /** A renewal each year for over a century. */
  static final int STAMPS_MAX = 128;

  private EvidenceRecordCodec() {}

  /** The one encoding of a record with these chains. */
  static byte[] encode(List<List<ArchiveStamp>> chains) {
    Set<Sha2> algorithms = new LinkedHashSet<>();
    chains.forEach(chain -> chain.forEach(stamp -> algorithms.add(stamp.algorithm())));
    return StrictDer.encode(
        new EvidenceRecord(
            algorithms.stream()
                .map(EvidenceRecordCodec::identifier)
                .toArray(AlgorithmIdentifier[]::new),
            null,
            null,
            sequence(chains)));
  }

  /** DER of the ArchiveTimeStampSequence of these chains: what a hash-tree renewal covers. */
  static byte[] encodeSequence(List<List<ArchiveStamp>> chains) {
    return StrictDer.encode(sequence(chains));
  }

  private static ArchiveTimeStampSequence sequence(List<List<ArchiveStamp>> chains) {
    return new ArchiveTimeStampSequence(
        chains.stream()
            .map(chain ->
                new ArchiveTimeStampChain(
                    chain.stream()
                        .map(EvidenceRecordCodec::toAsn1)
                        .toArray(ArchiveTimeStamp[]::new)))
            .toArray(ArchiveTimeStampChain[]::new));
  }

  private static ArchiveTimeStamp toAsn1(ArchiveStamp stamp) {
    PartialHashtree[] lists =
        stamp
            .tree()
            .map(tree ->
                tree.lists().stream()
                    .map(EvidenceRecordCodec::toAsn1)
                    .toArray(PartialHashtree[]::new))
            .orElse(null);
    return new ArchiveTimeStamp(
        identifier(stamp.algorithm()), lists, ContentInfo.getInstance(stamp.token().der()));
  }

  private static PartialHashtree toAsn1(List<Imprint> values) {
    return new PartialHashtree(values.stream().map(Imprint::bytes).toArray(byte[][]::new));
  }

  private static AlgorithmIdentifier identifier(Sha2 algorithm) {
    return new AlgorithmIdentifier(new ASN1ObjectIdentifier(algorithm.oid()));
  }

  /** The chains of a record in its one encoding. */
  static List<List<ArchiveStamp>> decode(byte[] der) throws EvidenceRecordException {
    DerBounds.check(der);
    try {
      List<List<ArchiveStamp>> chains = chains(EvidenceRecord.getInstance(StrictDer.parse(der)));
      if (!Arrays.equals(encode(chains), der)) {
        throw malformed("not the one encoding of its contents");
      }
      return chains;
    } catch (RuntimeException e) {
      // The library answers malformed structures with many kinds of exceptions.
      throw new EvidenceRecordException(Fault.MALFORMED, "evidence record: " + e.getMessage(), e);
    }
  }

  private static List<List<ArchiveStamp>> chains(EvidenceRecord record)
      throws EvidenceRecordException {
    ArchiveTimeStampChain[] asn1 = record.getArchiveTimeStampSequence().getArchiveTimeStampChains();
    checkNumber(asn1);
    List<List<ArchiveStamp>> chains = new ArrayList<>();
    for (ArchiveTimeStampChain chain : asn1) {
      List<ArchiveStamp> stamps = new ArrayList<>();
      for (ArchiveTimeStamp stamp : chain.getArchiveTimestamps()) {
        stamps.add(stamp(stamp));
      }
      chains.add(List.copyOf(stamps));
    }
    return List.copyOf(chains);
  }

  private static void checkNumber(ArchiveTimeStampChain[] chains) throws EvidenceRecordException {
    int stamps = 0;
    for (ArchiveTimeStampChain chain : chains) {
      int length = chain.getArchiveTimestamps().length;
      if (length == 0) {
        throw malformed("a chain without archive time-stamps");
      }
      stamps += length;
    }
    if (stamps == 0) {
      throw malformed("no archive time-stamps");
    }
    if (stamps > STAMPS_MAX) {
      throw new EvidenceRecordException(
          Fault.TOO_LARGE,
          "evidence record: "
              + stamps
              + " archive time-stamps (expected: at most "
              + STAMPS_MAX
              + ")");
    }
  }

  private static ArchiveStamp stamp(ArchiveTimeStamp asn1) throws EvidenceRecordException {
    ArchiveToken token = ArchiveToken.parse(StrictDer.encode(asn1.getTimeStamp()));
    Optional<ReducedHashTree> tree = tree(asn1);
    return tree.isPresent() ? ArchiveStamp.of(tree.get(), token) : ArchiveStamp.of(token);
  }

  private static Optional<ReducedHashTree> tree(ArchiveTimeStamp asn1)
      throws EvidenceRecordException {
    PartialHashtree[] asn1Lists = asn1.getReducedHashTree();
    if (asn1Lists == null) {
      return Optional.empty();
    }
    Sha2 algorithm =
        Sha2.ofOid(asn1.getDigestAlgorithmIdentifier().getAlgorithm().getId())
            .orElseThrow(() -> malformed("a hash function other than SHA-2"));
    List<List<Imprint>> lists = new ArrayList<>();
    for (PartialHashtree list : asn1Lists) {
      List<Imprint> values = new ArrayList<>();
      for (byte[] value : list.getValues()) {
        values.add(Imprint.of(algorithm, value));
      }
      lists.add(values);
    }
    return Optional.of(ReducedHashTree.of(algorithm, lists));
  }

  private static EvidenceRecordException malformed(String detail) {
    return new EvidenceRecordException(Fault.MALFORMED, "evidence record: " + detail);
  }
}
