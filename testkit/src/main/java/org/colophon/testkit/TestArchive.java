package org.colophon.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.colophon.core.LeafIndex;
import org.colophon.core.TreeSize;
import org.colophon.core.chain.Seal;
import org.colophon.core.evidence.archive.ArchiveDocuments;
import org.colophon.core.evidence.archive.Container;
import org.colophon.core.evidence.archive.SealArchive;
import org.colophon.core.membership.Policies;
import org.colophon.core.port.LedgerReader;
import org.colophon.crypto.ers.EvidenceRecord;
import org.colophon.crypto.ers.EvidenceRecordException;
import org.colophon.crypto.ers.Imprint;
import org.colophon.crypto.ers.Stamper;
import org.colophon.crypto.tsp.TimeStampAuthority;
import org.colophon.crypto.tsp.TimeStampException;
import org.colophon.crypto.tsp.TimeStampQuery;
import org.colophon.crypto.x509.CertificateAuthority;
import org.colophon.crypto.x509.Revocation;
import org.colophon.crypto.x509.RevocationList;
import org.colophon.crypto.x509.RevocationReason;

/**
 * An organisation with a time-stamping authority, and the archive of a sealed ledger that it
 * stamps. Its certificates begin with 2026; the root's lasts twenty years, the authority's nine.
 */
public final class TestArchive {
  /** When the certificates of the first ones begin. */
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private static final Duration YEAR = Duration.ofDays(365);
  private static final Duration LIST_VALIDITY = Duration.ofDays(90);
  private static final byte[] NONCE = new byte[TimeStampQuery.NONCE_LENGTH_MIN];

  private final TestConsortium consortium;
  private final CertificateAuthority organisation;
  private final TimeStampAuthority authority;

  private TestArchive(
      TestConsortium consortium, CertificateAuthority organisation, TimeStampAuthority authority) {
    this.consortium = consortium;
    this.organisation = organisation;
    this.authority = authority;
  }

  /** A new organisation and authority, from 2026. */
  public static TestArchive of(TestConsortium consortium, String name) {
    return of(consortium, name, START);
  }

  /** A new organisation and authority, whose certificates begin then. */
  public static TestArchive of(TestConsortium consortium, String name, Instant start) {
    CertificateAuthority organisation =
        CertificateAuthority.create(name, YEAR.multipliedBy(20), start);
    TimeStampAuthority authority =
        TimeStampAuthority.of(
            organisation.issueTimeStamping("tsa-1." + name, start, YEAR.multipliedBy(9)));
    return new TestArchive(consortium, organisation, authority);
  }

  /** The organisation's root. */
  public X509Certificate root() {
    return organisation.certificate();
  }

  /** A revocation list that is empty. */
  public byte[] crl(Instant thisUpdate) {
    return organisation.issueCrl(List.of(), thisUpdate, thisUpdate.plus(LIST_VALIDITY)).der();
  }

  /** A revocation list on which the authority's key is stolen. */
  public byte[] crl(Instant thisUpdate, Instant stolenAt) {
    BigInteger serial = authority.certificate().getSerialNumber();
    RevocationList list =
        organisation.issueCrl(
            List.of(new Revocation(serial, stolenAt, RevocationReason.KEY_COMPROMISE)),
            thisUpdate,
            thisUpdate.plus(LIST_VALIDITY));
    return list.der();
  }

  /** Stamps at this time. */
  public Stamper at(Instant time) {
    return imprint -> token(imprint, time);
  }

  private byte[] token(Imprint imprint, Instant time) throws TimeStampException {
    TimeStampQuery query =
        TimeStampQuery.ofDigest(imprint.algorithm(), imprint.bytes(), NONCE, Optional.empty());
    return query.accept(authority.answer(query.der(), time.toEpochMilli())).der();
  }

  /** The container of a record that the newest seal covers; all sealed records are in its tree. */
  public Container container(TestLedger ledger, TestRecord record, Instant time, List<byte[]> crls)
      throws EvidenceRecordException, TimeStampException {
    try (LedgerReader reader = ledger.read()) {
      Seal seal = reader.newestSeal().orElseThrow();
      byte[] policy =
          Policies.text(consortium.chain(), consortium.genesis().membership()).getBytes(US_ASCII);
      SealArchive archive =
          SealArchive.of(reader, new TreeSize(0), seal.size(), seal.noteBytes(), policy)
              .orElseThrow();
      LeafIndex leaf = reader.leafOf(record.id()).orElseThrow();
      ArchiveDocuments documents =
          ArchiveDocuments.of(
              reader.leaf(leaf).orElseThrow(),
              reader.blockOf(leaf).orElseThrow().bytes(),
              seal.noteBytes(),
              policy);
      byte[] token = token(Imprint.of(archive.root()), time);
      return new Container(
          documents, EvidenceRecord.initial(archive.reduced(leaf, documents), token, crls));
    }
  }
}
