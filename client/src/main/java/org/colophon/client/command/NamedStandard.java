package org.colophon.client.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.standard.CompiledStandard;
import org.colophon.core.standard.Standard;
import org.colophon.crypto.Hash;
import org.colophon.rpc.proto.StandardView;

/**
 * A standard on the chain, as this machine has read it from the document.
 *
 * @param view how it stands
 * @param standard the document, whose hash was compared
 */
record NamedStandard(StandardView view, Standard standard) {
  /** By its hash, or the newest version of an id: the one in force before one that is proposed. */
  static NamedStandard of(String word, Session session)
      throws IOException, RefusedException, Failure {
    if (Hash.isHex(word)) {
      return read(session.network().standard(word, session.lastHeight().value()), word);
    }
    List<StandardView> views = session.network().standards(word, session.lastHeight().value());
    StandardView newest =
        views.stream()
            .filter(view -> view.getStatus().equals("ACTIVE"))
            .reduce((_, newer) -> newer)
            .or(() -> views.stream().reduce((_, newer) -> newer))
            .orElseThrow(() ->
                Failure.refused(Reason.NOT_FOUND, "standard " + word + ": nobody proposed it"));
    return read(newest, newest.getHash());
  }

  private static NamedStandard read(StandardView view, String hash)
      throws RefusedException, Failure {
    Standard standard = Standard.parse(view.getDocument().getBytes(StandardCharsets.UTF_8));
    if (!standard.hash().hex().equals(hash)) {
      throw Failure.local("the node gave another document than the one of hash " + hash);
    }
    return new NamedStandard(view, standard);
  }

  /** The standard, compiled and tested on this machine. */
  CompiledStandard compiled() throws RefusedException {
    return CompiledStandard.of(standard);
  }
}
