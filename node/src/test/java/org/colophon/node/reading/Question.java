package org.colophon.node.reading;

import java.util.List;
import java.util.Optional;
import org.colophon.core.RecordId;
import org.colophon.core.SubjectId;
import org.colophon.core.content.Scope;
import org.colophon.core.reading.ReadRequest;
import org.colophon.crypto.Hash;
import org.colophon.testkit.Actor;

/** A question, and others that differ from it in one thing. */
record Question(ReadRequest request, Actor signer) {
  byte[] bytes() {
    return request.bytes();
  }

  byte[] signature() {
    return signer.key().sign(bytes());
  }

  /** Signed with another's key. */
  Question signedBy(Actor other) {
    return new Question(request, other);
  }

  /** In that name, naming that one's key, signed by that one. */
  Question by(Actor other) {
    return inName(other.subject(), other);
  }

  /** In that name, naming and signed with another's key. */
  Question inName(SubjectId subject, Actor signer) {
    return new Question(
        new ReadRequest(
            request.chain(),
            subject,
            signer.key().name(),
            request.issuedAt(),
            request.nonce(),
            request.target(),
            request.under(),
            request.cursor(),
            request.size()),
        signer);
  }

  Question of(ReadRequest.Target target) {
    return with(target, request.under(), request.cursor(), request.size());
  }

  Question under(Scope.Verb verb, SubjectId by, Hash salt, String text) {
    RecordId grant = request.under().orElseThrow().grant();
    return with(
        request.target(),
        Optional.of(
            new ReadRequest.Under(grant, verb, List.of(new ReadRequest.Opened(by, salt, text)))),
        request.cursor(),
        request.size());
  }

  Question verb(Scope.Verb verb) {
    ReadRequest.Under under = request.under().orElseThrow();
    return with(
        request.target(),
        Optional.of(new ReadRequest.Under(under.grant(), verb, under.openings())),
        request.cursor(),
        request.size());
  }

  Question page(String cursor, int size) {
    return with(request.target(), request.under(), cursor, size);
  }

  private Question with(
      ReadRequest.Target target, Optional<ReadRequest.Under> under, String cursor, int size) {
    return new Question(
        new ReadRequest(
            request.chain(),
            request.subject(),
            request.key(),
            request.issuedAt(),
            request.nonce(),
            target,
            under,
            cursor,
            size),
        signer);
  }
}
