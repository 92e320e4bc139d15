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

/** Files and texts that one record commits to; the same one has the same commitment in it. */
final class CommittedFiles {
  private final Session session;
  private final Signatory signatory;
  private final Map<Hash, Hidden> files = new LinkedHashMap<>();

  /** What stands behind a commitment: under which name it is kept, and its salt. */
  private record Hidden(String name, Hash salt) {}

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
    return commit(facts.sha256(), Texts.ofFileName(facts.name()));
  }

  /** The commitment to a text, by its UTF-8 bytes: a number, a pseudonym, the id of a work. */
  Hash commitText(String text) {
    return commit(Hash.sha256(text.getBytes(StandardCharsets.UTF_8)), text);
  }

  private Hash commit(Hash digest, String name) {
    Hidden hidden = files.computeIfAbsent(digest, _ -> new Hidden(name, signatory.salt()));
    return ContentCommitment.of(hidden.salt, signatory.subject(), digest);
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
    keep(new RecordId(Hash.sha256(statement)), role, target, content, record);
    return session.deliver(record);
  }

  /**
   * Keeps the openings of a record. It is done before the record is sent, or shown to others who
   * sign it: a commitment that stands and cannot be opened proves nothing.
   *
   * @param record as it was signed; empty while others have yet to sign
   */
  void keep(RecordId id, Role role, String target, Content content, byte[] record)
      throws IOException {
    for (Map.Entry<Hash, Hidden> file : files.entrySet()) {
      session
          .openings()
          .keep(
              new Opening(
                  id,
                  content.type().label(),
                  target,
                  role,
                  signatory.subject(),
                  file.getKey(),
                  file.getValue().salt,
                  file.getValue().name,
                  new String(record, StandardCharsets.UTF_8)));
    }
  }
}
