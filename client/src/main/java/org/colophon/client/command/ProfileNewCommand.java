package org.colophon.client.command;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.client.Session;
import org.colophon.config.Profile;
import org.colophon.core.json.Json;
import org.colophon.crypto.signature.KeyFiles;
import org.colophon.crypto.signature.SigningKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes a profile. */
@Command(
    name = "new",
    header = "Makes a profile with a new signing key.",
    description = {
      "%nThe genesis is copied into the profile: it says which chain you trust, so take it from a"
          + " source that you trust. To submit records you also need a TLS certificate from your"
          + " organisation; put it beside and name it under `tls` in profile.yaml.%n"
    },
    footer = {
      "%nExample:",
      "  colophon profile new --node https://chain.court-a.example:7443 --genesis genesis.json \\",
      "      --organisation ip-office --subject li-wei",
      "%nWith --json: {\"profile\",\"key\",\"chain\"}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class ProfileNewCommand extends JsonCommand {
  @Option(names = "--node", required = true, paramLabel = "URI", description = "Nodes to speak to.")
  private List<URI> nodes = new ArrayList<>();

  @Option(
      names = "--genesis",
      required = true,
      paramLabel = "FILE",
      description = "The chain's genesis.")
  private Path genesis;

  @Option(
      names = "--organisation",
      required = true,
      paramLabel = "ORG",
      description = "The organisation that vouches for you.")
  private String organisation;

  @Option(
      names = "--subject",
      required = true,
      paramLabel = "SUBJECT",
      description = "Your pseudonym.")
  private String subject;

  @Option(
      names = "--alg",
      paramLabel = "ALG",
      description = "ed25519, p256 or sm2 (default: ed25519).")
  private String algorithm = "ed25519";

  @Override
  public Integer call() throws Exception {
    Path folder = options.profile.orElseGet(context()::defaultProfile).toAbsolutePath().normalize();
    Profile profile =
        new Profile(
            folder,
            nodes,
            folder.resolve("genesis.json"),
            organisation,
            subject,
            Optional.empty(),
            folder.resolve("key.pem"),
            Optional.empty(),
            List.of());
    // What a file could not hold is refused before there is a file.
    Profile.parse(profile.yaml(), folder);
    String chain = Session.readGenesis(genesis).chain().text();
    SigningKey key = SigningKey.generate(KeyNewCommand.algorithm(algorithm));
    profile.write();
    Files.copy(genesis, profile.genesis());
    KeyFiles.write(profile.key(), key);
    if (json) {
      print(
          Json.object()
              .put("profile", folder.toString())
              .put("key", key.name().text())
              .put("chain", chain)
              .build());
    } else {
      print(style().good("✓") + " profile in " + folder);
      print("  chain   " + chain);
      print("  key     " + key.name());
    }
    return 0;
  }
}
