package org.colophon.client.net;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.colophon.client.file.AtomicFiles;
import org.colophon.config.Profile;
import org.colophon.core.RefusedException;
import org.colophon.core.chain.MembershipInForce;
import org.colophon.core.membership.Genesis;
import org.colophon.core.membership.Membership;
import org.colophon.rpc.client.ProvenMembership;
import org.colophon.rpc.proto.MembershipView;

/**
 * The newest membership that a profile has seen proven. It is kept as the changes that prove it, so
 * the file is believed no more than the genesis: an organisation that was admitted since is trusted
 * with its own nodes, and one that was suspended no longer.
 */
public final class KnownMembers {
  private static final String FILE = "members.pb";
  private static final Duration FRESH = Duration.ofDays(1);
  private static final long BYTES_MAX = 64L << 20;

  private KnownMembers() {}

  /** The members that a profile knows of, the genesis's at least. */
  public static Membership of(Profile profile, Genesis genesis) {
    return known(profile, genesis).map(MembershipInForce::membership).orElse(genesis.membership());
  }

  private static Optional<MembershipInForce> known(Profile profile, Genesis genesis) {
    Path file = file(profile);
    try {
      if (!Files.exists(file) || Files.size(file) > BYTES_MAX) {
        return Optional.empty();
      }
      return Optional.of(
          ProvenMembership.of(MembershipView.parseFrom(Files.readAllBytes(file)), genesis));
    } catch (IOException | RefusedException e) {
      // Of another chain, or cut off: what it said is asked for again.
      return Optional.empty();
    }
  }

  /**
   * Asks for the newest membership when that was last done a day ago, and keeps it unless it is
   * older than what is known. Nothing depends on the answer now, so a node that gives none is no
   * failure.
   */
  public static void refresh(Profile profile, Genesis genesis, Network network, Instant now) {
    try {
      Path file = file(profile);
      if (Files.exists(file)
          && Files.getLastModifiedTime(file).toInstant().isAfter(now.minus(FRESH))) {
        return;
      }
      MembershipView view = network.membership(0);
      int number = ProvenMembership.of(view, genesis).number();
      if (known(profile, genesis).filter(known -> known.number() > number).isEmpty()) {
        byte[] kept =
            MembershipView.newBuilder().addAllChanges(view.getChangesList()).build().toByteArray();
        AtomicFiles.write(file, kept);
      }
    } catch (IOException | RefusedException e) {
      // The next command asks again.
    }
  }

  private static Path file(Profile profile) {
    return profile.folder().resolve(FILE);
  }
}
