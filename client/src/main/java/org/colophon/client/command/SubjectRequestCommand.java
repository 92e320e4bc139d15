package org.colophon.client.command;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.custody.RecipientFiles;
import org.colophon.client.submit.Offer;
import org.colophon.client.submit.Signatory;
import org.colophon.core.OrgId;
import org.colophon.core.SubjectId;
import org.colophon.core.content.SubjectRegister;
import org.colophon.core.json.Json;
import org.colophon.core.record.Role;
import org.colophon.core.record.Signer;
import org.colophon.crypto.Hash;
import org.colophon.crypto.signature.KeyName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Asks to be registered. */
@Command(
    name = "request",
    header = "Writes a request to register the profile's subject and key.",
    description = {
      "%nThe chain learns the pseudonym, the key and a salted commitment to the real name. The"
          + " registrar gives that commitment (--identity), or you give the name in a file"
          + " (--name-file): then the request holds name and salt for the registrar's eyes, so hand"
          + " it over to nobody else.%n"
    },
    footer = {
      "%nExample:",
      "  colophon subject request --registrar ip-office --name-file name.txt --out request.json",
      "%nWith --json: {\"request\",\"record\",\"subject\",\"key\"}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class SubjectRequestCommand extends JsonCommand {
  private static final int NAME_BYTES_MAX = 512;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "File to write.")
  private Path out;

  @Option(
      names = "--registrar",
      paramLabel = "ORG",
      description = "The organisation that confirms (default: the profile's).")
  private Optional<String> registrar = Optional.empty();

  @Option(
      names = "--registrar-key",
      paramLabel = "KEY",
      converter = Converters.Key.class,
      description = "Its record key (default: its first in the genesis).")
  private Optional<KeyName> registrarKey = Optional.empty();

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description = "${COMPLETION-CANDIDATES} (default: PERSON).")
  private SubjectRegister.Kind kind = SubjectRegister.Kind.PERSON;

  @Option(
      names = "--identity",
      paramLabel = "HEX",
      description = "Commitment to the real name, as the registrar gave it.")
  private Optional<String> identity = Optional.empty();

  @Option(
      names = "--name-file",
      paramLabel = "FILE",
      description = "File that holds the real name.")
  private Optional<Path> nameFile = Optional.empty();

  @Option(names = "--isni", paramLabel = "ISNI", description = "16 characters.")
  private Optional<String> isni = Optional.empty();

  @Option(names = "--ipi", paramLabel = "IPI", description = "11 digits.")
  private Optional<String> ipi = Optional.empty();

  @Option(
      names = "--recipient-key",
      description =
          "Publish the key of the profile's recipient.pem too, made when there is none: private"
              + " matter for you is encrypted to it.")
  private boolean recipientKey;

  @Override
  public Integer call() throws Exception {
    if (identity.isPresent() == nameFile.isPresent()) {
      throw Failure.usage("either --identity or --name-file is needed");
    }
    try (Session session = open()) {
      Signatory subject = session.signatory();
      Signer confirming = confirming(session);
      Optional<Offer.Identity> opened =
          nameFile.isPresent()
              ? Optional.of(new Offer.Identity(name(nameFile.get()), subject.salt()))
              : Optional.empty();
      SubjectRegister content =
          new SubjectRegister(
              subject.subject(),
              kind,
              opened.isPresent() ? opened.get().commitment() : given(),
              subject.key().name(),
              isni,
              ipi,
              Optional.empty(),
              Optional.empty());
      if (recipientKey) {
        content =
            content.with(
                new RecipientFiles(session.profile().folder())
                    .newestOrNew(session.random())
                    .publicKey());
      }
      byte[] statement =
          subject.compose(List.of(confirming, subject.as(Role.SUBJECT)), Optional.empty(), content);
      Offer offer = Offer.of(session.genesis(), statement, opened).sign(subject.key());
      OfferFiles.write(out, offer);
      report(subject, confirming, offer);
      return 0;
    }
  }

  private Signer confirming(Session session) throws Failure {
    String name = registrar.orElse(session.profile().organisation());
    Optional<KeyName> inGenesis;
    try {
      inGenesis =
          session
              .genesis()
              .membership()
              .organisation(new OrgId(name))
              .flatMap(organisation -> organisation.recordKeys().stream().findFirst());
    } catch (IllegalArgumentException e) {
      throw Failure.usage("--registrar: " + e.getMessage());
    }
    KeyName key =
        registrarKey
            .or(() -> inGenesis)
            .orElseThrow(() ->
                Failure.usage(
                    "the genesis names no record key of "
                        + name
                        + "; give --registrar, or --registrar-key"));
    return new Signer(key, Role.REGISTRAR, new SubjectId(name));
  }

  private Hash given() throws Failure {
    try {
      return Hash.ofHex(identity.orElseThrow());
    } catch (IllegalArgumentException e) {
      throw Failure.usage("--identity: " + e.getMessage());
    }
  }

  private static String name(Path file) throws Exception {
    try (var in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(NAME_BYTES_MAX + 1);
      String name = new String(bytes, StandardCharsets.UTF_8).strip();
      if (bytes.length > NAME_BYTES_MAX || name.isEmpty()) {
        throw Failure.local(file + ": not a name of 1 to " + NAME_BYTES_MAX + " bytes");
      }
      return name;
    }
  }

  private void report(Signatory subject, Signer confirming, Offer offer) {
    if (json) {
      print(
          Json.object()
              .put("request", out.toString())
              .put("record", offer.statement().id().hex())
              .put("subject", subject.subject().text())
              .put("key", subject.key().name().text())
              .build());
    } else {
      print(style().good("✓") + " request written to " + out);
      print("  subject " + subject.subject());
      print("  key     " + subject.key().name());
      print("  Hand it to " + confirming.subject() + ", which runs");
      print("  colophon subject register " + out.getFileName());
    }
  }
}
