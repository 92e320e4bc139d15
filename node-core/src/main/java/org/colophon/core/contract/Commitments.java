package org.colophon.core.contract;

import java.util.Optional;
import org.colophon.core.content.Content;
import org.colophon.core.content.DraftAdd;
import org.colophon.core.content.EvidenceDeposit;
import org.colophon.core.content.KeyRevoke;
import org.colophon.core.content.KeyRotate;
import org.colophon.core.content.SubjectRegister;
import org.colophon.core.content.Supplement;
import org.colophon.core.content.Transfer;
import org.colophon.core.content.WorkDeclare;
import org.colophon.core.content.WorkReveal;
import org.colophon.crypto.Hash;

/** Which records carry a content commitment, and what opening it claims. */
final class Commitments {
  private Commitments() {}

  /** The content commitment of a record. */
  static Optional<Hash> of(Content content) {
    return switch (content) {
      case DraftAdd draft -> Optional.of(draft.commitment());
      case WorkDeclare work -> work.commitment();
      case EvidenceDeposit deposit -> Optional.of(deposit.commitment());
      case Supplement supplement -> Optional.of(supplement.commitment());
      case WorkReveal w -> Optional.empty();
      case Transfer t -> Optional.empty();
      case SubjectRegister s -> Optional.empty();
      case KeyRotate k -> Optional.empty();
      case KeyRevoke k -> Optional.empty();
    };
  }

  /** Whether who opens it says to have made the content; evidence says only to have had it. */
  static boolean claimsContent(Content content) {
    return content instanceof DraftAdd || content instanceof WorkDeclare;
  }
}
