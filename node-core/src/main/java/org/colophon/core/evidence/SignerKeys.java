package org.colophon.core.evidence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.content.Content;
import org.colophon.core.content.KeyRotate;
import org.colophon.core.content.SubjectRegister;
import org.colophon.core.membership.Membership;
import org.colophon.core.membership.Organisation;
import org.colophon.core.record.Role;
import org.colophon.core.record.Signer;
import org.colophon.core.record.VerifiedRecord;
import org.colophon.crypto.signature.KeyName;
import org.jspecify.annotations.Nullable;

/**
 * Follows each signer's key back to the organisations: a key is one that an organisation brought
 * along into the genesis or into a later membership, or an earlier sealed record put it in force
 * for that subject, by keys for which the same holds.
 */
final class SignerKeys {
  private final Map<KeyName, SubjectId> broughtAlong = new HashMap<>();
  private final Map<KeyName, Support> supports = new HashMap<>();
  private final Set<KeyName> used = new HashSet<>();

  private record Support(SubjectId subject, VerifiedRecord record, long index) {}

  /** Keys that the organisations of these memberships brought along, oldest first. */
  SignerKeys(List<Membership> memberships) {
    for (Membership membership : memberships) {
      for (Organisation organisation : membership.organisations()) {
        organisation
            .recordKeys()
            .forEach(key -> broughtAlong.put(key, new SubjectId(organisation.id().text())));
      }
    }
  }

  /** Takes a supporting record whose signatures and inclusion hold. */
  void add(VerifiedRecord record, long index) throws RefusedException {
    Content content = record.statement().content();
    Support second =
        switch (content) {
          case SubjectRegister register ->
              supports.put(register.key(), new Support(register.subject(), record, index));
          case KeyRotate rotate ->
              supports.put(rotate.key(), new Support(rotate.subject(), record, index));
          default -> throw EvidenceVerifier.refused("a supporting record puts no key in force");
        };
    if (second != null) {
      throw EvidenceVerifier.refused("two supporting records put one key in force");
    }
  }

  /** Checks all signers of the record at that leaf, and that no supporting record is idle. */
  String check(VerifiedRecord record, long index) throws RefusedException {
    List<String> lines = new ArrayList<>();
    for (Signer signer : record.statement().signers()) {
      if (provesPossession(record.statement().content(), signer)) {
        continue;
      }
      follow(signer, index);
      lines.add(signer.subject().text());
    }
    if (!used.containsAll(supports.keySet())) {
      throw EvidenceVerifier.refused("a supporting record supports nothing");
    }
    return "the keys of " + lines + " lead back to organisations of the membership";
  }

  private void follow(Signer signer, long before) throws RefusedException {
    @Nullable SubjectId organisation = broughtAlong.get(signer.key());
    if (organisation != null) {
      if (!organisation.equals(signer.subject())) {
        throw EvidenceVerifier.refused("an organisation's key signs for another subject");
      }
      return;
    }
    @Nullable Support support = supports.get(signer.key());
    if (support == null) {
      throw EvidenceVerifier.refused("no record puts the key of " + signer.subject() + " in force");
    }
    if (support.index >= before) {
      throw EvidenceVerifier.refused("the key of " + signer.subject() + " came into force later");
    }
    if (!support.subject.equals(signer.subject())) {
      throw EvidenceVerifier.refused("the key is registered for another subject");
    }
    if (!used.add(signer.key())) {
      // What it rests on holds for every signer alike; following it once keeps the work bounded.
      return;
    }
    for (Signer authority : support.record.statement().signers()) {
      if (!provesPossession(support.record.statement().content(), authority)) {
        follow(authority, support.index);
      }
    }
  }

  /** A key that is only being registered stands for itself. */
  private static boolean provesPossession(Content content, Signer signer) {
    return switch (content) {
      case SubjectRegister register ->
          signer.role() == Role.SUBJECT
              && signer.key().equals(register.key())
              && signer.subject().equals(register.subject());
      case KeyRotate rotate ->
          signer.role() == Role.SUCCESSOR
              && signer.key().equals(rotate.key())
              && signer.subject().equals(rotate.subject());
      default -> false;
    };
  }
}
