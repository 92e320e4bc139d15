package org.colophon.capture;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.colophon.capture.surroundings.Resolver;

/**
 * What is to be captured, and how.
 *
 * @param page the address
 * @param browser Chromium; looked for on the search path when it is not named
 * @param languages that the browser says it reads, as in {@code Accept-Language}
 * @param second a resolver to compare the machine's with
 * @param accepted certificates in PEM whose keys are taken although they do not hold
 * @param chainTime lines on this machine's clock against the chain's time
 * @param environment of this process
 * @param limits of time and size
 */
public record CaptureRequest(
    WebPage page,
    Optional<Path> browser,
    String languages,
    Optional<Resolver> second,
    List<Path> accepted,
    List<String> chainTime,
    Map<String, String> environment,
    CaptureLimits limits) {
  /** Copies lists and variables. */
  public CaptureRequest {
    accepted = List.copyOf(accepted);
    chainTime = List.copyOf(chainTime);
    environment = Map.copyOf(environment);
  }

  String searchPath() {
    return environment.getOrDefault("PATH", "/usr/bin:/bin");
  }
}
