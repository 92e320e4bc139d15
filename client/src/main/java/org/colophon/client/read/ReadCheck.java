package org.colophon.client.read;

import java.util.List;
import org.colophon.client.Failure;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.content.ReadSettle;
import org.colophon.core.reading.ReadEntry;
import org.colophon.core.reading.ReadRequest;
import org.colophon.core.reading.ReadRow;
import org.colophon.core.record.Statement;
import org.colophon.crypto.Hash;
import org.colophon.crypto.merkle.InclusionProof;
import org.colophon.crypto.signature.Signatures;
import org.colophon.rpc.proto.ReadView;
import org.colophon.rpc.proto.ReleasedKey;
import org.colophon.rpc.proto.ScopedTraceView;
import org.colophon.rpc.proto.SignedRead;

/**
 * Checks what a node says of a read: that the row is of the question that was signed and of the
 * answer that was given, and, once it is settled, that the row is under the root on the chain.
 */
public final class ReadCheck {
  private ReadCheck() {}

  /** The row of what was given out just now. */
  public static ReadRow given(SignedRead asked, ScopedTraceView view)
      throws Failure, RefusedException {
    ReadRow row =
        opened(
            view.getRow().toByteArray(),
            asked.getRequest().toByteArray(),
            view.getSalt(),
            view.getAnswer().toByteArray());
    byte[] answer = view.getAnswer().toByteArray();
    List<String> told =
        view.getEventsList().stream().map(event -> event.getReceipt().getId()).toList();
    List<String> keys = view.getKeysList().stream().map(ReleasedKey::getRecord).toList();
    require(
        "the row is of another answer",
        hex(ReadEntry.records(answer)).equals(told)
            && hex(ReadEntry.opened(answer).orElse(List.of())).equals(keys)
            && ReadEntry.exported(answer).orElse(List.of()).equals(bundles(view))
            && ReadEntry.withheld(answer) == view.getWithheld());
    return row;
  }

  /**
   * The row of an earlier read.
   *
   * @param settlement the statement of what stands under the id that the node names as its
   *     settlement
   */
  public static ReadRow settled(ReadView view, Statement settlement)
      throws Failure, RefusedException {
    byte[] request = view.getRequest().toByteArray();
    ReadRow row =
        opened(
            view.getRow().toByteArray(), request, view.getSalt(), view.getAnswer().toByteArray());
    require(
        "the reader did not sign the question",
        Signatures.verify(
            ReadRequest.read(request).key(), request, view.getSignature().toByteArray()));
    require(
        "the row is not under the root on the chain",
        settlement.id().hex().equals(view.getSettled())
            && settlement.content() instanceof ReadSettle settle
            && settle.lease().equals(row.lease())
            && view.getProof().getIndex() == row.number()
            && view.getProof().getSize() == settle.count()
            && path(view).verifies(row.leaf(), settle.root()));
    return row;
  }

  private static InclusionProof path(ReadView view) throws Failure {
    try {
      return new InclusionProof(
          view.getProof().getIndex(),
          view.getProof().getSize(),
          view.getProof().getPathList().stream().map(Hash::ofHex).toList());
    } catch (IllegalArgumentException e) {
      throw failure("the proof is no proof");
    }
  }

  private static ReadRow opened(byte[] bytes, byte[] request, String salt, byte[] answer)
      throws Failure, RefusedException {
    ReadRow row = ReadRow.read(bytes);
    ReadRequest asked = ReadRequest.read(request);
    require(
        "the row is of another question",
        row.query().equals(Hash.sha256(request))
            && row.reader().equals(asked.subject())
            && asked
                .under()
                .filter(u -> u.grant().equals(row.grant()) && u.verb() == row.verb())
                .isPresent());
    require(
        "the row is of another answer",
        row.result().equals(ReadRow.resultOf(salt(salt), row.reader(), answer)));
    return row;
  }

  private static Hash salt(String hex) throws Failure {
    try {
      return Hash.ofHex(hex);
    } catch (IllegalArgumentException e) {
      throw failure("the salt is no salt");
    }
  }

  private static List<Hash> bundles(ScopedTraceView view) {
    return view.getEvidenceList().stream().map(one -> Hash.sha256(one.toByteArray())).toList();
  }

  private static List<String> hex(List<RecordId> ids) {
    return ids.stream().map(RecordId::hex).toList();
  }

  private static void require(String otherwise, boolean holds) throws Failure {
    if (!holds) {
      throw failure(otherwise);
    }
  }

  private static Failure failure(String what) {
    return Failure.refused(Reason.COMMITMENT_MISMATCH, "the node's word on a read: " + what);
  }
}
