package org.colophon.client.command;

import java.nio.file.Path;
import java.util.List;
import org.colophon.client.Failure;
import org.colophon.core.json.Json;
import org.colophon.crypto.signature.KeyFiles;
import org.colophon.crypto.signature.SignatureAlgorithm;
import org.colophon.crypto.signature.SigningKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes a key. */
@Command(
    name = "new",
    header = "Makes a signing key and writes it as PKCS#8 PEM with mode 0600.",
    description = "%nPrints the key's name, which is its public half; never the key itself.%n",
    footer = {
      "%nExample:",
      "  colophon key new --alg ed25519 --out ~/.colophon/key.pem",
      "%nWith --json: {\"file\",\"key\"}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class KeyNewCommand extends JsonCommand {
  @Option(
      names = "--alg",
      paramLabel = "ALG",
      description = "ed25519, p256 or sm2 (default: ed25519).")
  private String algorithm = "ed25519";

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "File to write.")
  private Path out;

  @Override
  public Integer call() throws Exception {
    SigningKey key = SigningKey.generate(algorithm(algorithm));
    KeyFiles.write(out, key);
    if (json) {
      print(Json.object().put("file", out.toString()).put("key", key.name().text()).build());
    } else {
      print(key.name().text());
    }
    return 0;
  }

  static SignatureAlgorithm algorithm(String label) throws Failure {
    return SignatureAlgorithm.ofLabel(label)
        .orElseThrow(() -> Failure.usage("--alg: (expected: one of " + labels() + ")"));
  }

  private static List<String> labels() {
    return List.of(SignatureAlgorithm.values()).stream().map(SignatureAlgorithm::label).toList();
  }
}
