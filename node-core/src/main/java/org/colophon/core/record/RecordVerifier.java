package org.colophon.core.record;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.colophon.core.ChainId;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.crypto.Hash;
import org.colophon.crypto.merkle.RecentNodes;
import org.colophon.crypto.signature.KeyName;
import org.colophon.crypto.signature.Signatures;

/**
 * Checks all of a record that its bytes alone can show: form, chain and signatures. A pure
 * function, safe for many threads; it remembers the batch signatures that verified, so that a batch
 * costs one signature check and not one for each of its records.
 */
public final class RecordVerifier {
  private static final int BATCHES_REMEMBERED_MAX = 4096;

  private final ChainId chain;
  private final RecordParser parser;
  private final Map<Batch, Boolean> verifiedBatches = new ConcurrentHashMap<>();
  private final RecentRecords recent = new RecentRecords();
  private final LongAdder verified = new LongAdder();

  /** A thread checks one record of a batch after the other. */
  private final ThreadLocal<RecentNodes> nodes = ThreadLocal.withInitial(RecentNodes::new);

  /** All that a batch's signature is about, and the signature. */
  private record Batch(Hash root, KeyName signer, long size, ByteBuffer signature) {}

  /** A verifier for the records of one chain. */
  public RecordVerifier(ChainId chain, int recordBytesMax) {
    this.chain = chain;
    this.parser = new RecordParser(recordBytesMax);
  }

  /** The record whose leaf bytes these are, verified, or why not; the array must not change. */
  public Checked check(byte[] bytes) {
    try {
      return new Checked.Verified(verify(bytes));
    } catch (RefusedException e) {
      return new Checked.Refused(e.refusal());
    }
  }

  /** Like {@link #check}; the next check of the very same bytes takes this one's result. */
  public Checked checkAhead(byte[] bytes) {
    Checked checked = check(bytes);
    if (checked instanceof Checked.Verified(VerifiedRecord record)) {
      recent.put(record);
    }
    return checked;
  }

  /** Like {@link #check}, with the refusal thrown. */
  public VerifiedRecord verify(byte[] bytes) throws RefusedException {
    Optional<VerifiedRecord> known = recent.take(bytes);
    return known.isPresent() ? known.get() : verifyAnew(bytes);
  }

  private VerifiedRecord verifyAnew(byte[] bytes) throws RefusedException {
    UnverifiedRecord record = parser.parse(bytes);
    Statement statement = record.statement();
    if (!statement.chain().equals(chain)) {
      throw new RefusedException(
          Reason.WRONG_CHAIN, "chain: " + statement.chain() + " (expected: " + chain + ")");
    }
    if (statement.privateMatter().isPresent()) {
      statement.privateMatter().get().requireSigned(chain);
    }
    if (record.batch().isPresent()) {
      verifyBatchSignature(record, record.batch().get());
    } else {
      verifySignatures(record);
    }
    verified.increment();
    return new VerifiedRecord(record);
  }

  /** Records that were verified since the start, each time anew. */
  public long verified() {
    return verified.sum();
  }

  private static void verifySignatures(UnverifiedRecord record) throws RefusedException {
    Statement statement = record.statement();
    for (int i = 0; i < statement.signers().size(); i++) {
      Signer signer = statement.signers().get(i);
      if (!Signatures.verify(signer.key(), record.statementBytes(), record.signature(i))) {
        throw new RefusedException(Reason.BAD_SIGNATURE, "signature " + i + " does not verify");
      }
    }
  }

  private void verifyBatchSignature(UnverifiedRecord record, BatchProof batch)
      throws RefusedException {
    Signer signer = record.statement().signers().getFirst();
    Hash root = batch.rootFrom(record.statementBytes(), nodes.get());
    long size = batch.proof().treeSize();
    Batch whole = new Batch(root, signer.key(), size, ByteBuffer.wrap(record.signature(0)));
    if (verifiedBatches.containsKey(whole)) {
      return;
    }
    byte[] text = BatchProof.signedText(chain, root, signer.key(), size);
    if (!Signatures.verify(signer.key(), text, record.signature(0))) {
      throw new RefusedException(Reason.BAD_SIGNATURE, "the batch's signature does not verify");
    }
    if (verifiedBatches.size() >= BATCHES_REMEMBERED_MAX) {
      verifiedBatches.clear();
    }
    verifiedBatches.put(whole, true);
  }
}
