package org.colophon.core.membership;

import org.colophon.core.ChainId;
import org.colophon.crypto.note.NoteKey;
import org.colophon.crypto.note.NoteKeyType;

/** The quorum rule of a membership in C2SP tlog-policy form, for verifiers that know no more. */
public final class Policies {
  private Policies() {}

  /**
   * The policy's text: every validator's log key, the witness keys of each as a group of all, and
   * the quorum over those groups.
   */
  public static String text(ChainId chain, Membership membership) {
    StringBuilder text = new StringBuilder();
    for (ValidatorKeys keys : ValidatorKeys.all(chain, membership)) {
      text.append("log ").append(keys.log().vkey()).append('\n');
    }
    StringBuilder groups = new StringBuilder();
    StringBuilder names = new StringBuilder();
    for (ValidatorKeys keys : ValidatorKeys.all(chain, membership)) {
      String name = keys.organisation().text();
      StringBuilder own = new StringBuilder();
      for (NoteKey key : keys.witnesses()) {
        String witness = name + "/" + label(key.type());
        line(text, "witness", witness, key.vkey());
        own.append(' ').append(witness);
      }
      line(groups, "group", name, "all" + own);
      names.append(' ').append(name);
    }
    text.append(groups);
    line(text, "group", "validators", Integer.toString(membership.quorum()) + names);
    line(text, "quorum", "validators");
    return text.toString();
  }

  private static String label(NoteKeyType witness) {
    return switch (witness) {
      case COSIGNER_ED25519 -> "ed25519";
      case COSIGNER_ML_DSA_44 -> "ml-dsa-44";
      case COSIGNER_SM2 -> "sm2";
      case LOG_ED25519 -> throw new IllegalArgumentException("a log's key is no witness's");
    };
  }

  private static void line(StringBuilder text, String... words) {
    text.append(String.join(" ", words)).append('\n');
  }
}
