package org.colophon.node.delivery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.colophon.crypto.PrivateFiles;
import org.colophon.crypto.StrictBase64;

/**
 * Signs as Standard Webhooks 1.0 does (symmetric, {@code v1}): HMAC-SHA256 over id, timestamp and
 * payload. While a secret is changed there are two, and a signature of each.
 */
final class WebhookSecrets {
  private static final String PREFIX = "whsec_";
  private static final int SECRETS_MAX = 2;
  private static final int BYTES_MIN = 24;
  private static final int BYTES_MAX = 64;

  private final List<SecretKeySpec> keys;

  private WebhookSecrets(List<SecretKeySpec> keys) {
    this.keys = keys;
  }

  /** Reads a private file of one or two lines {@code whsec_<base64 of 24 to 64 bytes>}. */
  static WebhookSecrets read(Path file) throws IOException {
    List<SecretKeySpec> keys = new ArrayList<>();
    String text = new String(PrivateFiles.read(file), StandardCharsets.US_ASCII);
    for (String line : text.lines().toList()) {
      keys.add(new SecretKeySpec(decoded(file, line), "HmacSHA256"));
    }
    if (keys.isEmpty() || keys.size() > SECRETS_MAX) {
      throw new IOException(file + ": " + keys.size() + " secrets (expected: one or two)");
    }
    return new WebhookSecrets(List.copyOf(keys));
  }

  private static byte[] decoded(Path file, String line) throws IOException {
    try {
      byte[] secret = StrictBase64.decode(line.startsWith(PREFIX) ? line.substring(6) : "");
      if (secret.length >= BYTES_MIN && secret.length <= BYTES_MAX) {
        return secret;
      }
    } catch (IllegalArgumentException e) {
      // Falls through to the one message, which repeats nothing of a secret.
    }
    throw new IOException(
        file + ": not a secret (expected: " + PREFIX + " and base64 of 24 to 64 bytes)");
  }

  /** The value of the header {@code webhook-signature}. */
  String sign(String id, long timestampSeconds, String payload) {
    byte[] text = (id + "." + timestampSeconds + "." + payload).getBytes(StandardCharsets.UTF_8);
    List<String> signatures = new ArrayList<>();
    for (SecretKeySpec key : keys) {
      try {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(key);
        signatures.add("v1," + StrictBase64.encode(mac.doFinal(text)));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("HMAC-SHA256 is part of the JDK", e);
      }
    }
    return String.join(" ", signatures);
  }
}
