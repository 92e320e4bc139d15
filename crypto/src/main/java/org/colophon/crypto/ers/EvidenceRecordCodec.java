package org.colophon.crypto.ers;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.tsp.ArchiveTimeStamp;
import org.bouncycastle.asn1.tsp.ArchiveTimeStampChain;
import org.bouncycastle.asn1.tsp.ArchiveTimeStampSequence;
import org.bouncycastle.asn1.tsp.EvidenceRecord;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.colophon.crypto.Sha2;
import org.colophon.crypto.StrictDer;

/**
 * The bytes of evidence records (RFC 4998, sections 3 and 4): strict DER. Of what the standard
 * leaves open, cryptoInfos, encryptionInfo and attributes are not read, since nothing here would
 * check them.
 */
final class EvidenceRecordCodec {
  /** A renewal each year for over a century. */
  static final int STAMPS_MAX = 128;

  /** Version, digestAlgorithms, archiveTimeStampSequence. */
  private static final int MEMBERS = 3;

  private static final int DIGEST_ALGORITHMS = 1;

  private EvidenceRecordCodec() {}

  /** The record of these chains; digestAlgorithms are those in use, in order of their first use. */
  static byte[] encode(List<List<ArchiveStamp>> chains) {
    AlgorithmIdentifier[] algorithms =
        algorithms(chains).stream()
            .map(HashFunctions::identifier)
            .toArray(AlgorithmIdentifier[]::new);
    return StrictDer.encode(new EvidenceRecord(algorithms, null, null, sequence(chains)));
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
                    chain.stream().map(ArchiveStamp::toAsn1).toArray(ArchiveTimeStamp[]::new)))
            .toArray(ArchiveTimeStampChain[]::new));
  }

  private static Set<Sha2> algorithms(List<List<ArchiveStamp>> chains) {
    Set<Sha2> algorithms = new LinkedHashSet<>();
    chains.forEach(chain -> chain.forEach(stamp -> algorithms.add(stamp.algorithm())));
    return algorithms;
  }

  /** The chains of a record. */
  static List<List<ArchiveStamp>> decode(byte[] der) throws EvidenceRecordException {
    DerBounds.check(der);
    try {
      ASN1Primitive value = StrictDer.parse(der);
      EvidenceRecord record = EvidenceRecord.getInstance(value);
      ASN1Sequence members = ASN1Sequence.getInstance(value);
      if (members.size() != MEMBERS || !StrictDer.isEncodingOf(record, der)) {
        throw malformed("parts that are not read here");
      }
      List<List<ArchiveStamp>> chains =
          chains(record.getArchiveTimeStampSequence().getArchiveTimeStampChains());
      checkAlgorithms(ASN1Sequence.getInstance(members.getObjectAt(DIGEST_ALGORITHMS)), chains);
      return chains;
    } catch (RuntimeException e) {
      // The library answers malformed structures with many kinds of exceptions.
      throw new EvidenceRecordException(Fault.MALFORMED, "evidence record: " + e.getMessage(), e);
    }
  }

  private static List<List<ArchiveStamp>> chains(ArchiveTimeStampChain[] asn1)
      throws EvidenceRecordException {
    checkNumber(asn1);
    List<List<ArchiveStamp>> chains = new ArrayList<>();
    for (ArchiveTimeStampChain chain : asn1) {
      List<ArchiveStamp> stamps = new ArrayList<>();
      for (ArchiveTimeStamp stamp : chain.getArchiveTimestamps()) {
        stamps.add(ArchiveStamp.parse(stamp));
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
          "evidence record: " + stamps + " archive time-stamps (expected: at most 128)");
    }
  }

  private static void checkAlgorithms(ASN1Sequence found, List<List<ArchiveStamp>> chains)
      throws EvidenceRecordException {
    Set<Sha2> used = algorithms(chains);
    Set<Sha2> listed = new LinkedHashSet<>();
    for (ASN1Encodable identifier : found) {
      listed.add(HashFunctions.of(AlgorithmIdentifier.getInstance(identifier)));
    }
    if (found.size() != used.size() || !listed.equals(used)) {
      throw malformed("digestAlgorithms are not those in use");
    }
  }

  private static EvidenceRecordException malformed(String detail) {
    return new EvidenceRecordException(Fault.MALFORMED, "evidence record: " + detail);
  }
}
