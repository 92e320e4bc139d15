package org.colophon.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import org.colophon.client.net.KnownMembers;
import org.colophon.client.net.Network;
import org.colophon.client.net.NetworkException;
import org.colophon.client.submit.Delivery;
import org.colophon.client.submit.LastHeight;
import org.colophon.client.submit.Openings;
import org.colophon.client.submit.Outbox;
import org.colophon.client.submit.Signatory;
import org.colophon.client.submit.Submitter;
import org.colophon.config.ConfigException;
import org.colophon.config.Profile;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.membership.Genesis;
import org.colophon.core.record.RecordVerifier;
import org.colophon.core.record.VerifiedRecord;
import org.colophon.crypto.signature.KeyFiles;
import org.colophon.rpc.proto.Receipt;
import org.colophon.verifier.Style;
import org.jspecify.annotations.Nullable;

/** A profile at work. The key and the network are touched only when they are needed. */
public final class Session implements AutoCloseable {
  private static final int GENESIS_BYTES_MAX = 16 << 20;

  private final Context context;
  private final Profile profile;
  private final Genesis genesis;
  private final Duration timeout;
  private final LastHeight lastHeight;
  private final Outbox outbox;
  private @Nullable Network network;
  private @Nullable Submitter submitter;

  private Session(Context context, Profile profile, Genesis genesis, Duration timeout) {
    this.context = context;
    this.profile = profile;
    this.genesis = genesis;
    this.timeout = timeout;
    this.outbox = new Outbox(profile.folder().resolve("outbox"));
    this.lastHeight = new LastHeight(profile.folder().resolve("last-height"), genesis.chain());
  }

  /** Opens the profile in a folder. */
  public static Session open(Context context, Path folder, Duration timeout)
      throws ConfigException, IOException, Failure {
    Profile profile = Profile.load(folder);
    return new Session(context, profile, readGenesis(profile.genesis()), timeout);
  }

  /** Reads a genesis file. */
  public static Genesis readGenesis(Path file) throws IOException, Failure {
    try (var in = Files.newInputStream(file)) {
      return Genesis.parse(in.readNBytes(GENESIS_BYTES_MAX + 1));
    } catch (RefusedException e) {
      throw Failure.local(file + ": not a genesis: " + e.getMessage());
    }
  }

  /** The settings. */
  public Profile profile() {
    return profile;
  }

  /** The genesis of the chain that this profile trusts. */
  public Genesis genesis() {
    return genesis;
  }

  /** The profile's subject with its key. */
  public Signatory signatory() throws IOException {
    return new Signatory(
        genesis,
        new SubjectId(profile.subject()),
        KeyFiles.read(profile.key()),
        context.clock(),
        context.random());
  }

  /** Where keys and nonces come from. */
  public SecureRandom random() {
    return context.random();
  }

  /** The nodes. */
  public synchronized Network network() throws IOException {
    if (network == null) {
      CertificateNotice.of(profile, context.clock().instant())
          .ifPresent(notice -> context.err().println(context.style().warn(Style.plain(notice))));
      network = context.connector().connect(profile, genesis, timeout);
      KnownMembers.refresh(profile, genesis, network, context.clock().instant());
    }
    return network;
  }

  /** Delivers records, and first what an earlier command could not. */
  public synchronized Submitter submitter() throws IOException {
    if (submitter == null) {
      submitter = submitter(outbox());
    }
    return submitter;
  }

  /** Delivers records that are held in another outbox. */
  public Submitter submitter(Outbox outbox) throws IOException {
    return new Submitter(network(), outbox, timeout, context.pause());
  }

  /** The profile's outbox. */
  public Outbox outbox() {
    return outbox;
  }

  /** What opens the commitments of this profile. */
  public Openings openings() {
    return new Openings(profile.folder().resolve("openings"));
  }

  /** Where deliveries to courts are packed. */
  public Path deliveries() {
    return profile.folder().resolve("deliveries");
  }

  /** Where the diaries of watched folders lie. */
  public Path diaries() {
    return profile.folder().resolve("diaries");
  }

  /** Where the folders of captures lie. */
  public Path captures() {
    return profile.folder().resolve("captures");
  }

  /** The height to ask nodes for. */
  public LastHeight lastHeight() {
    return lastHeight;
  }

  /** Delivers one record and gives its receipt. */
  public Receipt deliver(byte[] record) throws IOException, InterruptedException, Failure {
    submitter().deliverHeld();
    return receipt(submitter().deliver(record));
  }

  /** The receipt that a delivery gave. */
  public Receipt receipt(Delivery delivery) throws NetworkException, Failure {
    return switch (delivery) {
      case Delivery.Accepted(Receipt receipt, boolean before) -> {
        lastHeight.seen(receipt.getHeight());
        yield receipt;
      }
      case Delivery.Refused(var refusal) ->
          throw Failure.refused(refusal.reason(), refusal.detail());
      case Delivery.Unanswered(String why) ->
          throw new NetworkException(
              "no answer yet; the record is kept and sent again by the next command: " + why, null);
    };
  }

  /** A record of the chain as a node gave it; its id and all signatures in it are checked. */
  public VerifiedRecord record(RecordId id) throws IOException, RefusedException {
    byte[] leaf = network().receipt(id.hex(), lastHeight.value()).getRecord().toByteArray();
    VerifiedRecord record =
        new RecordVerifier(genesis.chain(), genesis.limits().recordBytesMax()).verify(leaf);
    if (!record.id().equals(id)) {
      throw new RefusedException(Reason.UNKNOWN_RECORD, "the node gave another record");
    }
    return record;
  }

  /** What a lookup gave, empty when the node says that there is no such thing. */
  public static <T> Optional<T> ifFound(Lookup<T> lookup) throws NetworkException {
    try {
      return Optional.of(lookup.get());
    } catch (NetworkException e) {
      if (e.isNotFound()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Asks a node. */
  @FunctionalInterface
  public interface Lookup<T> {
    /** The answer. */
    T get() throws NetworkException;
  }

  @Override
  public void close() throws IOException {
    try {
      lastHeight.save();
    } finally {
      outbox.close();
      if (network != null) {
        network.close();
      }
    }
  }
}
