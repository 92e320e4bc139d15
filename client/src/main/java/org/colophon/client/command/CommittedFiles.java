package org.colophon.client.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.file.FileFacts;
import org.colophon.client.file.Hasher;
import org.colophon.client.submit.Signatory;
import org.colophon.client.submit.Texts;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.content.Content;
import org.colophon.core.content.ContentCommitment;
import org.colophon.core.record.Role;
import org.colophon.crypto.Hash;
import org.colophon.rpc.proto.Receipt;
import org.colophon.verifier.Opening;

/** Files that one record commits to; the same file has the same commitment in it. */
final class CommittedFiles {
  private final Session session;
  private final Signatory signatory;
  private final Map<Hash, Hidden> files = new LinkedHashMap<>();

  private record Hidden(FileFacts facts, Hash salt) {}

  CommittedFiles(Session session) throws IOException {
    this.session = session;
    this.signatory = session.signatory();
  }

  /** The commitment to a file. */
  Hash commit(Path file) throws IOException {
    return commit(Hasher.hash(file));
  }

  /** The commitment to a file, when there is one. */
  Optional<Hash> commit(Optional<Path> file) throws IOException {
    return file.isPresent() ? Optional.of(commit(file.get())) : Optional.empty();
  }

  /** The commitment to a file that was hashed. */
  Hash commit(FileFacts facts) {
    Hidden hidden =
        files.computeIfAbsent(facts.sha256(), digest -> new Hidden(facts, signatory.salt()));
    return ContentCommitment.of(hidden.salt, signatory.subject(), facts.sha256());
  }

  /**
   * Signs and sends the record that carries the commitments.
   *
   * @param target the work or record that it is about; empty when it is about none
   */
  Receipt deliver(Role role, String target, Content content)
      throws IOException, InterruptedException, RefusedException, Failure {
    byte[] statement = signatory.compose(role, content);
    byte[] record = signatory.sign(statement);
    RecordId id = new RecordId(Hash.sha256(statement));
    for (Hidden hidden : files.values()) {
      // Before it is sent: a commitment that stands and cannot be opened proves nothing.
      session
          .openings()
          .keep(
              new Opening(
                  id,
                  content.type().label(),
                  target,
                  role,
                  signatory.subject(),
                  hidden.facts.sha256(),
                  hidden.salt,
                  Texts.ofFileName(hidden.facts.name()),
                  new String(record, StandardCharsets.UTF_8)));
    }
    return session.deliver(record);
  }
}
