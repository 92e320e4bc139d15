package org.colophon.config;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * Who uses the {@code colophon} command, and which nodes it speaks to: a folder with a {@code
 * profile.yaml} and the files that it names, all of them in that folder.
 *
 * @param folder the profile's folder; openings and what waits to be sent lie below it
 * @param nodes services of nodes, tried in turn
 * @param genesis the chain's genesis file, which says whom to trust
 * @param organisation the organisation that vouches for the subject, or that the subject is
 * @param subject in whose name it signs
 * @param role the role in which it declares works, when it is not the creator
 * @param key its signing key, PKCS#8 in PEM with mode 0600
 * @param tls what it shows to nodes; without it, it may only read what is public
 * @param recipients for whom private matter is encrypted whenever there is some; when this is not
 *     empty, it is always kept by the custodians
 */
public record Profile(
    Path folder,
    List<URI> nodes,
    Path genesis,
    String organisation,
    String subject,
    Optional<String> role,
    Path key,
    Optional<NodeConfig.Tls> tls,
    List<String> recipients) {
  /** The settings' name within the folder. */
  public static final String FILE = "profile.yaml";

  private static final int NODES_MAX = 64;

  private static final int RECIPIENTS_MAX = 15;

  /** Copies the lists. */
  public Profile {
    nodes = List.copyOf(nodes);
    recipients = List.copyOf(recipients);
  }

  /**
   * Reads the profile in a folder and checks that its files are there and its keys closed to
   * others. The signing key itself may be missing: a profile without one can read.
   *
   * @throws ConfigException with every mistake at once
   */
  public static Profile load(Path folder) throws ConfigException {
    Path file = folder.toAbsolutePath().normalize().resolve(FILE);
    if (!Files.isRegularFile(file)) {
      throw new ConfigException(
          file,
          List.of(
              new Mistake(
                  "",
                  "no such file",
                  "a profile; name its folder by --profile or COLOPHON_PROFILE, or make one with"
                      + " `colophon profile new`")));
    }
    Profile profile = parse(YamlFile.text(file), folder);
    profile.checkFiles(file);
    return profile;
  }

  /**
   * Reads the text of a {@code profile.yaml} without looking at the files that it names.
   *
   * @throws ConfigException with every mistake at once
   */
  public static Profile parse(String yaml, Path folder) throws ConfigException {
    Path home = folder.toAbsolutePath().normalize();
    Path file = home.resolve(FILE);
    Section.Problems problems = new Section.Problems();
    Section root = new Section("", YamlFile.parse(yaml, file), home, problems);
    Profile profile =
        new Profile(
            home,
            root.values("nodes", NODES_MAX, Values::nodeUri),
            inside(root, home, "genesis", "genesis.json"),
            root.value("organisation", Values.NAME_REMEDY, "", Values::name),
            root.value("subject", Values.NAME_REMEDY, "", Values::name),
            root.valueIf("role", "creator, agent or registrar", "", Profile::role),
            inside(root, home, "key", "key.pem"),
            tls(root, home),
            root.has("recipients")
                ? root.values("recipients", RECIPIENTS_MAX, Values::name)
                : List.of());
    root.end();
    problems.throwIfAny(file);
    return profile;
  }

  /**
   * Writes {@code profile.yaml} into the folder; the files that it names are the caller's to write.
   *
   * @throws IOException when there is a profile already, or it cannot be written
   */
  public void write() throws IOException {
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve(FILE), yaml(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  /** The text that {@link #parse} reads back. */
  public String yaml() {
    StringBuilder text = new StringBuilder("nodes:\n");
    nodes.forEach(node -> line(text, "  - ", node.toString()));
    line(text, "genesis: ", name(genesis));
    line(text, "organisation: ", organisation);
    line(text, "subject: ", subject);
    role.ifPresent(name -> line(text, "role: ", name));
    line(text, "key: ", name(key));
    tls.ifPresent(identity -> {
      text.append("tls:\n");
      line(text, "  certificate: ", name(identity.certificate()));
      line(text, "  key: ", name(identity.key()));
    });
    if (!recipients.isEmpty()) {
      text.append("recipients:\n");
      recipients.forEach(recipient -> line(text, "  - ", recipient));
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String start, String value) {
    text.append(start).append(NodeConfigText.quote(value)).append('\n');
  }

  private String name(Path file) {
    return folder.relativize(file).toString();
  }

  private void checkFiles(Path file) throws ConfigException {
    Section.Problems problems = new Section.Problems();
    requireFile("genesis", genesis, problems);
    closed("key", key, problems);
    tls.ifPresent(identity -> {
      requireFile("tls.certificate", identity.certificate(), problems);
      requireFile("tls.key", identity.key(), problems);
      closed("tls.key", identity.key(), problems);
    });
    problems.throwIfAny(file);
  }

  private static void requireFile(String key, Path path, Section.Problems problems) {
    if (!Files.isRegularFile(path)) {
      problems.add(key, path + " is not there", "a file in the profile's folder");
    }
  }

  private static void closed(String key, Path path, Section.Problems problems) {
    FileModes.complaint(path).ifPresent(found -> problems.add(key, found, "chmod 600 " + path));
  }

  private static Optional<NodeConfig.Tls> tls(Section root, Path home) {
    if (!root.has("tls")) {
      root.sectionIf("tls");
      return Optional.empty();
    }
    Section section = root.section("tls");
    NodeConfig.Tls tls =
        new NodeConfig.Tls(
            inside(section, home, "certificate", "a PEM file"),
            inside(section, home, "key", "a PEM file"));
    section.end();
    return Optional.of(tls);
  }

  /** A profile is moved and copied as a folder, so it may not point out of it. */
  private static Path inside(Section section, Path home, String key, String example) {
    Path path = section.file(key, example);
    if (!path.startsWith(home)) {
      section.mistake(key, "outside of the profile's folder", "a file in it, such as " + example);
    }
    return path;
  }

  private static String role(String text) {
    if (!List.of("creator", "agent", "registrar").contains(text)) {
      throw new IllegalArgumentException("creator, agent or registrar");
    }
    return text;
  }
}
