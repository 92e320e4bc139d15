package org.colophon.client.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
import org.colophon.core.custody.CommittedMembers;
import org.colophon.core.custody.OpenedMember;
import org.colophon.core.custody.PrivateMatter;
import org.colophon.core.record.Role;
import org.colophon.crypto.Hash;
import org.colophon.rpc.proto.Receipt;
import org.colophon.verifier.Opening;

/** Files and texts that one record commits to; the same one has the same commitment in it. */
final class CommittedFiles {
  private final Session session;
  private final Signatory signatory;
  private final KeepOptions keeping;
  private final Map<Hash, Hidden> files = new LinkedHashMap<>();

  /** What stands behind a commitment: under which name it is kept, its salt, and a text. */
  private record Hidden(String name, Hash salt, Optional<String> text) {}

  CommittedFiles(Session session, KeepOptions keeping) throws IOException {
    this.session = session;
    this.signatory = session.signatory();
    this.keeping = keeping;
  }

  /** The commitment to a file. */
  Hash commit(Path file) throws IOException {
    FileFacts facts = Hasher.hash(file);
    return commit(facts.sha256(), Texts.ofFileName(facts.name()), Texts.ofFile(file, facts));
  }

  /** The commitment to a file, when there is one. */
  Optional<Hash> commit(Optional<Path> file) throws IOException {
    return file.isPresent() ? Optional.of(commit(file.get())) : Optional.empty();
  }

  /** The commitment to a file that was hashed. */
  Hash commit(FileFacts facts) {
    return commit(facts.sha256(), Texts.ofFileName(facts.name()), Optional.empty());
  }

  /** The commitment to a text, by its UTF-8 bytes: a number, a pseudonym, the id of a work. */
  Hash commitText(String text) {
    return commit(Hash.sha256(text.getBytes(StandardCharsets.UTF_8)), text, Optional.of(text));
  }

  private Hash commit(Hash digest, String name, Optional<String> text) {
    Hidden hidden = files.computeIfAbsent(digest, _ -> new Hidden(name, signatory.salt(), text));
    return ContentCommitment.of(hidden.salt, signatory.subject(), digest);
  }

  /** Has the validators keep what opens a record, when that was asked for. */
  Optional<PrivateMatter> kept(Content content) throws IOException, Failure, RefusedException {
    return keeping.kept(session, signatory.now(), openings(content));
  }

  /** What opens each committed member, sorted by its place. */
  private List<OpenedMember> openings(Content content) {
    List<OpenedMember> openings = new ArrayList<>();
    CommittedMembers.of(content.members())
        .forEach((place, commitment) ->
            files.forEach((digest, hidden) -> {
              OpenedMember opened =
                  new OpenedMember(place, signatory.subject(), hidden.salt, digest, hidden.text);
              if (opened.commitment().equals(commitment)) {
                openings.add(opened);
              }
            }));
    return openings;
  }

  /**
   * Signs and sends the record that carries the commitments.
   *
   * @param target the work or record that it is about; empty when it is about none
   */
  Receipt deliver(Role role, String target, Content content)
      throws IOException, InterruptedException, RefusedException, Failure {
    byte[] statement =
        signatory.compose(List.of(signatory.as(role)), Optional.empty(), kept(content), content);
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
