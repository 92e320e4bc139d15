package org.colophon.client.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Function;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.file.FileFacts;
import org.colophon.client.file.Hasher;
import org.colophon.client.submit.Delivery;
import org.colophon.client.submit.Signatory;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.content.Content;
import org.colophon.core.json.Json;
import org.colophon.core.json.ObjBuilder;
import org.colophon.core.record.Role;
import org.colophon.crypto.Hash;
import org.colophon.rpc.proto.Receipt;
import org.colophon.verifier.Opening;

/**
 * A record that carries the commitment to a file. Made once: the same file with the same purpose
 * gets the record that was made before, whether or not its answer ever came.
 *
 * @param record its id
 * @param target what it is about; empty when it is about nothing but itself
 * @param receipt where it stands
 * @param stoodBefore whether it stood before this command
 */
record Committed(RecordId record, String target, Receipt receipt, boolean stoodBefore) {
  /** What is made of a file's commitment. */
  interface Maker {
    /** The members of the record's type. */
    Content content(FileFacts facts, Hash commitment) throws IOException, RefusedException, Failure;
  }

  static Committed make(
      Session session,
      KeepOptions keeping,
      Path file,
      Role role,
      String type,
      String target,
      Maker maker)
      throws IOException, InterruptedException, RefusedException, Failure {
    return make(session, keeping, Hasher.hash(file), role, type, target, Set.of(), maker);
  }

  /**
   * The record of a file that was hashed.
   *
   * @param others earlier records of the same content that are not meant
   */
  static Committed make(
      Session session,
      KeepOptions keeping,
      FileFacts facts,
      Role role,
      String type,
      String target,
      Set<RecordId> others,
      Maker maker)
      throws IOException, InterruptedException, RefusedException, Failure {
    Signatory signatory = session.signatory();
    for (Opening earlier : session.openings().ofDigest(facts.sha256())) {
      boolean isSame =
          !others.contains(earlier.record())
              && earlier.type().equals(type)
              && earlier.target().equals(target)
              && earlier.subject().equals(signatory.subject());
      if (isSame
          && session.submitter().deliver(earlier.leafBytes())
              instanceof Delivery.Accepted accepted) {
        Receipt receipt = session.receipt(accepted);
        return new Committed(earlier.record(), target, receipt, accepted.stoodBefore());
      }
    }
    CommittedFiles files = new CommittedFiles(session, keeping);
    Content content = maker.content(facts, files.commit(facts));
    Receipt receipt = files.deliver(role, target, content);
    return new Committed(RecordId.ofHex(receipt.getId()), target, receipt, false);
  }

  Json.Obj json(String type, Function<ObjBuilder, ObjBuilder> more) {
    return more.apply(
            Json.object()
                .put("type", type)
                .put("record", record.hex())
                .put("receipt", org.colophon.client.view.Views.receipt(receipt))
                .put("stoodBefore", stoodBefore))
        .build();
  }
}
