package org.colophon.core.record;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.colophon.core.ChainId;
import org.colophon.core.Timestamp;
import org.colophon.core.content.Content;
import org.colophon.core.custody.PrivateMatter;
import org.colophon.core.json.Json;
import org.colophon.core.json.ObjBuilder;

/** Composes the bytes of a statement for its signers. */
public final class Statements {
  private Statements() {}

  /**
   * The canonical bytes of a statement.
   *
   * @param nonce 16 random bytes of the caller's
   */
  public static byte[] compose(
      ChainId chain,
      List<Signer> signers,
      Timestamp issuedAt,
      Optional<Timestamp> notAfter,
      byte[] nonce,
      Content content) {
    return compose(chain, signers, issuedAt, notAfter, nonce, Optional.empty(), content);
  }

  /**
   * The canonical bytes of a statement.
   *
   * @param nonce 16 random bytes of the caller's
   * @param privateMatter where what opens its commitments is kept, when it is
   */
  public static byte[] compose(
      ChainId chain,
      List<Signer> signers,
      Timestamp issuedAt,
      Optional<Timestamp> notAfter,
      byte[] nonce,
      Optional<PrivateMatter> privateMatter,
      Content content) {
    ObjBuilder members = Json.object();
    content.members().members().forEach(members::put);
    return members
        .put("chain", chain.text())
        .put("issuedAt", issuedAt.value())
        .putIf("notAfter", notAfter.map(t -> Json.of(t.value())))
        .put("nonce", HexFormat.of().formatHex(nonce))
        .putIf(PrivateMatter.MEMBER, privateMatter.map(PrivateMatter::json))
        .put("signers", Json.array(signers.stream().map(Signer::json).toList()))
        .put("type", content.type().label())
        .build()
        .bytes();
  }
}
