package org.colophon.report.certificate;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.colophon.core.LeafIndex;
import org.colophon.core.OrgId;
import org.colophon.core.RecordId;
import org.colophon.core.Timestamp;
import org.colophon.core.chain.NoteJudge;
import org.colophon.core.chain.Seal;
import org.colophon.core.contract.WorkOf;
import org.colophon.core.membership.Genesis;
import org.colophon.core.membership.Membership;
import org.colophon.core.membership.Organisation;
import org.colophon.core.membership.ValidatorKeys;
import org.colophon.core.query.CorrectionList;
import org.colophon.core.query.LedgerQuery;
import org.colophon.core.query.RecordAt;
import org.colophon.core.query.Times;
import org.colophon.crypto.merkle.MerkleHash;
import org.colophon.crypto.note.Checkpoint;
import org.colophon.crypto.note.Note;
import org.colophon.crypto.note.NoteKey;

/**
 * Reads what a certificate says out of a ledger. Only what the seal covers enters, so the same
 * record and seal give the same certificate however far the ledger has gone on since.
 */
public final class LedgerFacts {
  private final LedgerQuery ledger;
  private final Genesis genesis;
  private final Membership membership;
  private final Seal seal;

  /**
   * Facts as of a seal.
   *
   * @param membership by which the seal is judged
   * @param seal covers the record that is asked for
   */
  public LedgerFacts(LedgerQuery ledger, Genesis genesis, Membership membership, Seal seal) {
    this.ledger = ledger;
    this.genesis = genesis;
    this.membership = membership;
    this.seal = seal;
  }

  /**
   * The model of a record's certificate; empty when the seal does not cover the record with its
   * block's header, or it is not on the chain.
   *
   * @param stamps the verified time-stamps of the seal
   * @throws IllegalStateException when the seal is not a quorum's
   */
  public Optional<CertificateModel> of(
      RecordId id, List<TimeStampFacts> stamps, IssuerFacts issuer) {
    return ledger.record(id).filter(this::isCovered).map(record -> model(record, stamps, issuer));
  }

  private CertificateModel model(RecordAt record, List<TimeStampFacts> stamps, IssuerFacts issuer) {
    Optional<Timestamp> notBefore =
        Times.newestSealBefore(record.header().height(), ledger.reader()).map(Seal::attested);
    return new CertificateModel(
        new ChainFacts(genesis.chain(), genesis.hash(), membership.quorum()),
        record.statement(),
        corrections(record.id()),
        place(record),
        new TimeFacts(record.statement().issuedAt(), record.header().time(), notBefore, stamps),
        WorkOf.record(
                record.statement(), earlier -> ledger.record(earlier).map(RecordAt::statement))
            .map(work -> new RightsHistory(ledger, seal.size()).of(work)),
        validators(),
        issuer);
  }

  private List<RecordId> corrections(RecordId corrected) {
    return CorrectionList.of(ledger, corrected).stream()
        .filter(id -> ledger.record(id).filter(this::isCovered).isPresent())
        .toList();
  }

  private boolean isCovered(RecordAt record) {
    return record.header().checkpointSize().compareTo(seal.size()) <= 0;
  }

  private PlaceFacts place(RecordAt record) {
    LeafIndex index = record.index();
    byte[] leaf =
        ledger
            .reader()
            .leaf(index)
            .orElseThrow(() -> new IllegalStateException("leaf " + index + ": not stored"));
    Checkpoint checkpoint = Note.parse(seal.note()).checkpoint();
    return new PlaceFacts(
        record.header().height(), index, MerkleHash.leaf(leaf), seal.size(), checkpoint.root());
  }

  private List<ValidatorFacts> validators() {
    SortedMap<OrgId, Long> times =
        new NoteJudge(genesis.chain(), membership)
            .signers(seal.note())
            .filter(signers -> signers.size() >= membership.quorum())
            .orElseThrow(
                () -> new IllegalStateException("seal " + seal.number() + ": not a quorum's"));
    List<ValidatorFacts> validators = new ArrayList<>();
    for (Organisation validator : membership.validators()) {
      ValidatorKeys keys = ValidatorKeys.of(genesis.chain(), validator);
      validators.add(
          new ValidatorFacts(
              validator.id(),
              validator.kind(),
              id(keys.log()),
              id(keys.ed25519()),
              id(keys.mlDsa44()),
              keys.sm2().map(LedgerFacts::id),
              Optional.ofNullable(times.get(validator.id()))
                  .map(seconds -> new Timestamp(seconds * 1000))));
    }
    return validators;
  }

  private static String id(NoteKey key) {
    return HexFormat.of().toHexDigits(key.id());
  }
}
