package org.colophon.node.evidence;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.LongSupplier;
import org.colophon.core.NodeId;
import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.chain.DecidedChange;
import org.colophon.core.chain.Ledger;
import org.colophon.core.chain.Seal;
import org.colophon.core.evidence.EvidenceAssembler;
import org.colophon.core.evidence.Parts;
import org.colophon.core.evidence.receipt.ReceiptAssembler;
import org.colophon.core.membership.Genesis;
import org.colophon.core.membership.Membership;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.query.LedgerQuery;
import org.colophon.crypto.cose.CoseSigner;
import org.colophon.crypto.tsp.TimeStamp;
import org.colophon.crypto.x509.TlsIdentity;
import org.colophon.report.certificate.CertificateModel;
import org.colophon.report.certificate.CertificateReport;
import org.colophon.report.certificate.IssuerFacts;
import org.colophon.report.certificate.LedgerFacts;
import org.colophon.report.certificate.TimeStampFacts;
import org.colophon.report.words.Language;
import org.colophon.rpc.server.EvidenceSource;

/** Issues evidence in this node's name; one that signs no documents leaves the certificate out. */
public final class EvidenceIssuer implements EvidenceSource {
  private final Ledger ledger;
  private final EvidenceAssembler assembler;
  private final NodeId node;
  private final OrgId organisation;
  private final Optional<TlsIdentity> signer;
  private final Optional<ReceiptAssembler> receipts;
  private final LongSupplier clockMs;

  /**
   * Issues evidence from a ledger.
   *
   * @param signer key and certificate for documents
   */
  public EvidenceIssuer(
      Ledger ledger,
      NodeId node,
      OrgId organisation,
      Optional<TlsIdentity> signer,
      LongSupplier clockMs) {
    this.ledger = ledger;
    this.assembler = new EvidenceAssembler(ledger.genesis());
    this.node = node;
    this.organisation = organisation;
    this.signer = signer;
    this.receipts = signer.map(own -> new ReceiptAssembler(ledger.genesis(), CoseSigner.of(own)));
    this.clockMs = clockMs;
  }

  @Override
  public byte[] zip(RecordId id) throws RefusedException, IOException {
    try (LedgerReader reader = ledger.read()) {
      SortedMap<String, byte[]> parts = assembler.parts(reader, id);
      if (signer.isPresent()) {
        parts.put(Parts.CERTIFICATE, certificate(reader, id, parts, Language.ZH_EN, signer.get()));
      }
      return assembler.bundle(id, parts);
    }
  }

  @Override
  public byte[] certificate(RecordId id, String language) throws RefusedException, IOException {
    Language chosen =
        Language.ofLabel(language)
            .orElseThrow(() ->
                new RefusedException(Reason.MALFORMED, "language: (expected: zh, en or zh-en)"));
    TlsIdentity own =
        signer.orElseThrow(() ->
            new RefusedException(
                Reason.UNAVAILABLE, "certificate: this node has no key for documents"));
    try (LedgerReader reader = ledger.read()) {
      return certificate(reader, id, assembler.parts(reader, id), chosen, own);
    }
  }

  @Override
  public byte[] receipt(RecordId id) throws RefusedException, IOException {
    ReceiptAssembler issuing =
        receipts.orElseThrow(() ->
            new RefusedException(
                Reason.UNAVAILABLE, "receipt: this node has no key for documents"));
    try (LedgerReader reader = ledger.read()) {
      return issuing.assemble(reader, id, new Timestamp(clockMs.getAsLong()));
    }
  }

  private byte[] certificate(
      LedgerReader reader,
      RecordId id,
      SortedMap<String, byte[]> parts,
      Language language,
      TlsIdentity own)
      throws RefusedException, IOException {
    Genesis genesis = ledger.genesis();
    Seal seal = assembler.seal(reader, id);
    Membership membership = DecidedChange.sealing(genesis, reader, seal);
    List<TimeStampFacts> stamps =
        assembler.timeStamps(reader, seal).stream().map(EvidenceIssuer::facts).toList();
    IssuerFacts issuer =
        new IssuerFacts(
            organisation, node, Instant.ofEpochMilli(clockMs.getAsLong()), Optional.empty());
    CertificateModel model =
        new LedgerFacts(new LedgerQuery(reader, genesis), genesis, membership, seal)
            .of(id, stamps, issuer)
            .orElseThrow(() -> new IllegalStateException(id + ": its seal does not cover it"));
    return CertificateReport.pdf(model, language, parts, own);
  }

  private static TimeStampFacts facts(TimeStamp stamp) {
    return new TimeStampFacts(
        stamp.authority(),
        new Timestamp(stamp.timeMs()),
        stamp.policy(),
        stamp.serial().toString());
  }
}
