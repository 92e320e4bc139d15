package org.colophon.core;

import java.util.regex.Pattern;
import org.colophon.crypto.Hash;

/**
 * Names a chain and is the origin of its checkpoints: {@code colophon/<name>/<first 16 hex digits
 * of SHA-256(genesis)>}, so that two chains of one name never share a record.
 *
 * @param text the whole name
 */
public record ChainId(String text) {
  private static final Pattern FORM = Pattern.compile("colophon/[a-z0-9-]{1,32}/[0-9a-f]{16}");

  /** Refuses text outside the form. */
  public ChainId {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "chain id: (expected: colophon/<name>/<16 lower-case hex digits>)");
    }
  }

  /** The chain that begins with a genesis of the given hash. */
  public static ChainId of(String name, Hash genesisHash) {
    return new ChainId("colophon/" + name + "/" + genesisHash.hex().substring(0, 16));
  }

  @Override
  public String toString() {
    return text;
  }
}
