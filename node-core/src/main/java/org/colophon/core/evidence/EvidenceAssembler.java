package org.colophon.core.evidence;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.colophon.core.LeafIndex;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.chain.DecidedChange;
import org.colophon.core.chain.Seal;
import org.colophon.core.contract.KeyState;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.membership.Genesis;
import org.colophon.core.membership.Membership;
import org.colophon.core.membership.Suite;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.record.RecordParser;
import org.colophon.core.record.Signer;
import org.colophon.core.record.Statement;
import org.colophon.crypto.merkle.NodeReader;
import org.colophon.crypto.merkle.TreeHash;
import org.colophon.crypto.note.Note;
import org.colophon.crypto.note.TlogProof;
import org.colophon.crypto.tsp.TimeStamp;

/**
 * Gathers one sealed record with all that a verifier needs: its block's header, the sealed
 * checkpoint, the proofs, the seal that stood before, and the records that put its signers' keys in
 * force. The same ledger and seal give the same bytes.
 */
public final class EvidenceAssembler {
  private static final JsonLimits STATE = new JsonLimits(1 << 16, 4, 32);

  private static final int SEALS_TRIED_MAX = 1000;

  private final Genesis genesis;
  private final RecordParser parser;

  /** Assembles evidence from this chain. */
  public EvidenceAssembler(Genesis genesis) {
    this.genesis = genesis;
    this.parser = new RecordParser(genesis.limits().recordBytesMax());
  }

  /** The bundle of a record; refuses with NOT_FOUND, and with UNSEALED while no seal covers it. */
  public byte[] assemble(LedgerReader reader, RecordId id) throws RefusedException {
    return bundle(id, parts(reader, id));
  }

  /** The bundle of these parts. */
  public byte[] bundle(RecordId id, SortedMap<String, byte[]> parts) {
    SortedMap<String, byte[]> all = new TreeMap<>(parts);
    all.put(Parts.MANIFEST, Manifest.of(genesis.chain(), id, parts).bytes());
    return PlainZip.write(all);
  }

  /** The parts of a record's bundle but the manifest; refuses as {@link #assemble}. */
  public SortedMap<String, byte[]> parts(LedgerReader reader, RecordId id) throws RefusedException {
    LeafIndex index = indexOf(reader, id);
    BlockHeader header = blockOf(reader, index);
    Seal seal = sealFor(reader, header, roots(reader));
    TrustedRoots roots = rootsAt(reader, seal);
    byte[] record = leaf(reader, index);
    List<LeafIndex> supports = supports(reader, parser.parse(record).statement());
    SortedMap<String, byte[]> parts = new TreeMap<>();
    parts.put(Parts.GENESIS, genesis.bytes());
    MembershipParts.put(genesis, reader, seal, parts);
    parts.put(Parts.NOTE, seal.noteBytes());
    parts.put(Parts.HEADER, header.bytes());
    parts.put(Parts.RECORD, record);
    LeafProofs proofs =
        LeafProofs.of(reader.nodes(), seal.size().value(), header.leafIndex(), index, supports);
    parts.put(
        Parts.TLOG_PROOF,
        TlogProof.of(proofs.record(), Note.parse(seal.note()))
            .text()
            .getBytes(StandardCharsets.UTF_8));
    parts.put(Parts.PROOFS, proofs.bytes());
    if (genesis.suite() == Suite.SM) {
      NodeReader sm3 = reader.nodes(TreeHash.SM3);
      parts.put(
          Parts.SM3_PROOFS,
          LeafProofs.of(sm3, seal.size().value(), header.leafIndex(), index, supports).bytes());
    }
    for (int i = 0; i < supports.size(); i++) {
      parts.put(Parts.support(i), leaf(reader, supports.get(i)));
    }
    sealBefore(reader, header)
        .ifPresent(before -> parts.put(Parts.BEFORE, before.document().bytes()));
    TimeStamps.put(seal.document(), roots, parts);
    ArchivePart.put(reader, seal, index, roots, parts);
    parts.put(Parts.GUIDE, Guide.bytes());
    return parts;
  }

  /** The seal that a record's bundle holds; refuses as {@link #assemble}. */
  public Seal seal(LedgerReader reader, RecordId id) throws RefusedException {
    return sealFor(reader, blockOf(reader, indexOf(reader, id)), roots(reader));
  }

  /** The time-stamps of a seal that are right. */
  public List<TimeStamp> timeStamps(LedgerReader reader, Seal seal) {
    return TimeStamps.right(seal.document(), rootsAt(reader, seal));
  }

  private static LeafIndex indexOf(LedgerReader reader, RecordId id) throws RefusedException {
    return reader
        .leafOf(id)
        .orElseThrow(() -> new RefusedException(Reason.NOT_FOUND, "record: not on this chain"));
  }

  private static BlockHeader blockOf(LedgerReader reader, LeafIndex index) {
    return reader.blockOf(index).orElseThrow();
  }

  /** Roots of all organisations that the chain has ever had. */
  private TrustedRoots roots(LedgerReader reader) {
    return rootsOf(DecidedChange.all(reader));
  }

  /** Those that a bundle with that seal proves, and no later ones: a verifier knows no others. */
  private TrustedRoots rootsAt(LedgerReader reader, Seal seal) {
    return rootsOf(DecidedChange.before(reader, seal));
  }

  private TrustedRoots rootsOf(List<DecidedChange> changes) {
    List<Membership> memberships = new ArrayList<>(List.of(genesis.membership()));
    changes.forEach(change -> memberships.add(change.next()));
    return TrustedRoots.of(memberships, List.of());
  }

  /**
   * The first seal that covers a block and has a right time-stamp: where authorities were down, a
   * later seal covers the gap. When none near has one, the first that covers it.
   */
  private static Seal sealFor(LedgerReader reader, BlockHeader header, TrustedRoots roots)
      throws RefusedException {
    Seal first =
        reader
            .firstSealCovering(header.checkpointSize())
            .orElseThrow(
                () -> new RefusedException(Reason.UNSEALED, "record: no seal covers it yet"));
    Optional<Seal> seal = Optional.of(first);
    for (int i = 0; i < SEALS_TRIED_MAX && seal.isPresent(); i++) {
      if (TimeStamps.any(seal.get().document(), roots)) {
        return seal.get();
      }
      seal = reader.seal(seal.get().number() + 1);
    }
    return first;
  }

  /** The records that put the signers' keys in force, and those that their signers rest on. */
  private List<LeafIndex> supports(LedgerReader reader, Statement statement)
      throws RefusedException {
    Set<LeafIndex> found = new LinkedHashSet<>();
    List<Statement> open = new ArrayList<>(List.of(statement));
    while (!open.isEmpty()) {
      for (Signer signer : open.removeFirst().signers()) {
        Optional<LeafIndex> origin = originOf(reader, signer);
        if (origin.isPresent() && found.add(origin.get())) {
          open.add(parser.parse(leaf(reader, origin.get())).statement());
        }
      }
    }
    reader.leafOf(statement.id()).ifPresent(found::remove);
    if (found.size() > Parts.SUPPORTS_MAX) {
      throw new RefusedException(
          Reason.TOO_LARGE,
          "supporting records: "
              + found.size()
              + " (expected: at most "
              + Parts.SUPPORTS_MAX
              + ")");
    }
    return List.copyOf(found);
  }

  /** The record that put a key in force; empty for a key that an organisation brought along. */
  private static Optional<LeafIndex> originOf(LedgerReader reader, Signer signer)
      throws RefusedException {
    Optional<byte[]> state = reader.state(KeyState.stateKey(signer.key()));
    if (state.isEmpty()) {
      return Optional.empty();
    }
    KeyState key = KeyState.read(JsonParser.parse(state.get(), STATE));
    return key.originRecord().flatMap(reader::leafOf);
  }

  /** The seal whose hash the header binds. */
  private static Optional<Seal> sealBefore(LedgerReader reader, BlockHeader header) {
    long low = 1;
    long high = reader.newestSeal().map(Seal::number).orElse(0L);
    Optional<Seal> found = Optional.empty();
    while (low <= high) {
      long middle = (low + high) >>> 1;
      Seal seal = reader.seal(middle).orElseThrow();
      if (seal.orderedAfter().compareTo(header.height()) < 0) {
        found = Optional.of(seal);
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return found;
  }

  private static byte[] leaf(LedgerReader reader, LeafIndex index) {
    return reader.leaf(index).orElseThrow();
  }
}
