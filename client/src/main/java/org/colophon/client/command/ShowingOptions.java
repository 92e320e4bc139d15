package org.colophon.client.command;

import java.nio.file.Path;
import java.util.Optional;
import org.colophon.client.Failure;
import org.colophon.client.file.Hasher;
import org.colophon.core.Timestamp;
import org.colophon.core.content.Showing;
import org.colophon.crypto.Hash;
import picocli.CommandLine.Option;

/** Where, when and as which content something was shown. */
final class ShowingOptions {
  @Option(names = "--url", paramLabel = "URL", description = "Address where it was shown.")
  private Optional<String> url = Optional.empty();

  @Option(names = "--channel", paramLabel = "TEXT", description = "Channel where it was shown.")
  private Optional<String> channel = Optional.empty();

  @Option(
      names = "--content",
      paramLabel = "FILE",
      description = "The content as it was shown; only its digest goes to the chain.")
  private Optional<Path> content = Optional.empty();

  @Option(
      names = "--digest",
      paramLabel = "SHA256",
      converter = Converters.Digest.class,
      description = "That content by its digest.")
  private Optional<Hash> digest = Optional.empty();

  @Option(
      names = "--at",
      paramLabel = "TIME",
      converter = Converters.Moment.class,
      description =
          "When it was shown, as you say: 2026-01-31 or 2026-01-31T08:00:00+08:00 (default: now).")
  private Optional<Timestamp> at = Optional.empty();

  /** Whether any of it is given. */
  boolean isAsked() {
    return url.isPresent()
        || channel.isPresent()
        || content.isPresent()
        || digest.isPresent()
        || at.isPresent();
  }

  /** All of it. */
  Showing showing(long nowMs) throws Exception {
    if (url.isEmpty() && channel.isEmpty()) {
      throw Failure.usage("--url or --channel is missing");
    }
    if (content.isPresent() == digest.isPresent()) {
      throw Failure.usage("either --content or --digest");
    }
    Hash sha256 = digest.isPresent() ? digest.get() : Hasher.hash(content.orElseThrow()).sha256();
    return new Showing(channel, url, sha256, at.orElseGet(() -> new Timestamp(nowMs)));
  }
}
