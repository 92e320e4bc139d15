package org.colophon.core.record;

import java.util.List;
import java.util.Optional;
import org.colophon.core.ChainId;
import org.colophon.core.RecordId;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.content.Content;
import org.colophon.core.custody.PrivateMatter;

/**
 * What somebody signs: the members that every statement has, and the content of its type.
 *
 * @param id SHA-256 of the statement's bytes
 * @param chain the only chain that it can stand on
 * @param signers all of them must sign, in this order
 * @param issuedAt what the author claims; never trusted
 * @param notAfter block time after which it is refused
 * @param privateMatter where what opens its commitments is kept, when it is
 * @param content the members of its type
 */
public record Statement(
    RecordId id,
    ChainId chain,
    List<Signer> signers,
    Timestamp issuedAt,
    Optional<Timestamp> notAfter,
    Optional<PrivateMatter> privateMatter,
    Content content) {
  /** Copies the signers. */
  public Statement {
    signers = List.copyOf(signers);
  }

  /** The one who signs in this role, when there is exactly one. */
  public Optional<Signer> signer(Role role) {
    List<Signer> found = signers.stream().filter(s -> s.role() == role).toList();
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }

  /** The first signer's subject: whose statement it is. */
  public SubjectId author() {
    return signers.getFirst().subject();
  }
}
