package org.colophon.core.membership;

import org.colophon.core.ChainId;

/** The quorum rule of a membership in C2SP tlog-policy form, for verifiers that know no more. */
public final class Policies {
  private Policies() {}

  /**
   * The policy's text: every validator's log key, both witness keys of each as a group of all, and
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
      line(text, "witness", name + "/ed25519", keys.ed25519().vkey());
      line(text, "witness", name + "/ml-dsa-44", keys.mlDsa44().vkey());
      line(groups, "group", name, "all", name + "/ed25519", name + "/ml-dsa-44");
      names.append(' ').append(name);
    }
    text.append(groups);
    line(text, "group", "validators", Integer.toString(membership.quorum()) + names);
    line(text, "quorum", "validators");
    return text.toString();
  }

  private static void line(StringBuilder text, String... words) {
    text.append(String.join(" ", words)).append('\n');
  }
}
