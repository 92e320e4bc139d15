package org.colophon.node.admin;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.colophon.config.HostPort;
import org.colophon.config.NodeConfig;
import org.colophon.config.Profile;
import org.colophon.core.NodeId;
import org.colophon.core.OrgId;
import org.colophon.core.membership.Genesis;
import org.colophon.core.membership.OrgKind;
import org.colophon.core.membership.Organisation;
import org.colophon.core.membership.Suite;
import org.colophon.core.membership.Tier;
import org.colophon.crypto.signature.KeyFiles;
import org.colophon.crypto.signature.SignatureAlgorithm;
import org.colophon.crypto.signature.SigningKey;
import org.colophon.crypto.x509.KeyKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prepares a whole network on one machine. */
@Command(
    name = "devnet",
    description = {
      "Prepares a network on this machine, to try things out: keys, certificates, genesis, settings"
          + " of every node, and profiles of its users. Starts nothing."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class DevnetCommand implements Callable<Integer> {
  private static final String LOOPBACK = "127.0.0.1";
  private static final String ANY_ADDRESS = "0.0.0.0";
  private static final String GENESIS = "genesis.json";

  /** Of the first organisation there is one by this name; the others issue their own. */
  private static final String OPERATOR = "operator";

  private static final int NAMED_RPC_PORT = 7400;
  private static final int NAMED_RAFT_PORT = 7401;
  private static final int NAMED_ADMIN_PORT = 7402;
  private static final int ORGANISATIONS_MAX = 64;

  /** How nodes reach each other. */
  enum Addressing {
    /** All on this machine, each with two ports of its own on the loopback address. */
    LOOPBACK,
    /** Each on a machine or in a container that has its organisation's name, all on equal ports. */
    NAMES
  }

  @Spec private CommandSpec spec;

  @Option(
      names = "--dir",
      required = true,
      description = "Where to put it; must not exist, or be empty.")
  private Path directory;

  @Option(names = "--validators", defaultValue = "4", description = "How many validators.")
  private int validators;

  @Option(names = "--observers", defaultValue = "1", description = "How many observers.")
  private int observers;

  @Option(
      names = "--base-port",
      defaultValue = "7400",
      description =
          "With LOOPBACK, the nodes take two ports each from here on, and then an admin port each.")
  private int basePort;

  @Option(
      names = "--addressing",
      defaultValue = "LOOPBACK",
      description = {
        "How nodes reach each other: ${COMPLETION-CANDIDATES}.",
        "LOOPBACK: all of them run on this machine.",
        "NAMES: each runs in a container or on a machine named as its organisation, serves on port "
            + NAMED_RPC_PORT
            + ", orders on port "
            + NAMED_RAFT_PORT
            + ", shows its health on port "
            + NAMED_ADMIN_PORT
            + ", and finds this directory under the same path."
      })
  private Addressing addressing = Addressing.LOOPBACK;

  @Option(
      names = "--no-search",
      description = "The nodes keep no index of titles, which costs work for each record.")
  private boolean withoutSearch;

  @Option(names = "--level", description = "The feature level (default: the newest known).")
  private Optional<Integer> level = Optional.empty();

  @Option(names = "--name", defaultValue = "dev", description = "The chain's name.")
  private String name;

  @Option(
      names = "--suite",
      converter = SuiteConverter.class,
      defaultValue = "standard",
      description = {
        "The chain's: standard, or sm: a second tree with SM3, SM2 cosignatures of the validators,"
            + " and SM2 keys of all who sign records."
      })
  private Suite suite = Suite.STANDARD;

  private record Founder(String id, OrgKind kind, Tier tier) {}

  private record Person(String subject, String organisation) {}

  @Override
  public Integer call() throws IOException {
    if (validators < 1 || observers < 0 || validators + observers > ORGANISATIONS_MAX) {
      throw new IOException("devnet: (expected: 1 to " + ORGANISATIONS_MAX + " organisations)");
    }
    requireNew(directory);
    List<Founder> founders = founders();
    List<Organisation> organisations = new ArrayList<>();
    for (Founder founder : founders) {
      organisations.add(createOrganisation(founder));
    }
    Genesis genesis =
        GenesisCommand.create(
            name,
            GenesisCommand.defaultQuorum(organisations),
            GenesisCommand.level(level),
            organisations,
            Instant.now());
    List<NodeConfig.Peer> peers = peers(founders);
    for (int i = 0; i < founders.size(); i++) {
      writeSettings(founders, i, peers, genesis);
    }
    writeProfiles(founders, peers, genesis);
    // Last, so that where this file stands the network is complete.
    Files.write(directory.resolve(GENESIS), genesis.bytes());
    spec.commandLine().getOut().println(genesis.chain());
    return ColophonNode.OK;
  }

  private static void requireNew(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> content = Files.list(directory)) {
      if (content.findAny().isPresent()) {
        throw new IOException(directory + ": not empty (expected: a new directory)");
      }
    }
  }

  /** Two courts, an IP office and a notary come first; then the kinds go round again. */
  private List<Founder> founders() {
    List<OrgKind> kinds = List.of(OrgKind.COURT, OrgKind.COURT, OrgKind.IP_OFFICE, OrgKind.NOTARY);
    List<Founder> founders = new ArrayList<>();
    for (int i = 0; i < validators; i++) {
      founders.add(founder(kinds.get(i % kinds.size()), Tier.VALIDATOR, founders));
    }
    for (int i = 0; i < observers; i++) {
      OrgKind kind = i % 2 == 0 ? OrgKind.PROCURATORATE : OrgKind.PLATFORM;
      founders.add(founder(kind, Tier.OBSERVER, founders));
    }
    return founders;
  }

  private static Founder founder(OrgKind kind, Tier tier, List<Founder> before) {
    long sameKind = before.stream().filter(f -> f.kind == kind).count();
    String base =
        switch (kind) {
          case COURT -> "court";
          case IP_OFFICE -> "ip-office";
          case NOTARY -> "notary";
          case PROCURATORATE -> "procuratorate";
          case PLATFORM -> "platform";
          case TSA -> "tsa";
          case APPRAISER -> "appraiser";
          case AUDITOR -> "auditor";
        };
    return new Founder(base + "-" + (sameKind + 1), kind, tier);
  }

  private OrganisationFiles files(Founder founder) {
    return new OrganisationFiles(directory.resolve(founder.id).resolve("organisation"));
  }

  private static NodeId node(Founder founder) {
    return new NodeId(founder.id + "-node");
  }

  private Organisation createOrganisation(Founder founder) throws IOException {
    return files(founder)
        .create(
            new OrgId(founder.id),
            founder.kind,
            founder.tier,
            node(founder),
            addressing == Addressing.NAMES
                ? List.of(founder.id, "localhost")
                : List.of("localhost"),
            List.of(LOOPBACK),
            KeyKind.P256,
            recordAlgorithm(),
            suite,
            Instant.now());
  }

  private SignatureAlgorithm recordAlgorithm() {
    return suite == Suite.SM ? SignatureAlgorithm.SM2 : SignatureAlgorithm.ED25519;
  }

  private List<NodeConfig.Peer> peers(List<Founder> founders) {
    List<NodeConfig.Peer> peers = new ArrayList<>();
    for (Founder founder : founders) {
      int port = basePort + 2 * peers.size();
      peers.add(
          switch (addressing) {
            case LOOPBACK ->
                new NodeConfig.Peer(
                    node(founder).text(),
                    new HostPort(LOOPBACK, port),
                    new HostPort(LOOPBACK, port + 1));
            case NAMES ->
                new NodeConfig.Peer(
                    node(founder).text(),
                    new HostPort(founder.id, NAMED_RPC_PORT),
                    new HostPort(founder.id, NAMED_RAFT_PORT));
          });
    }
    return peers;
  }

  /** Where a node listens that the others reach at {@code reached}. */
  private HostPort bind(HostPort reached) {
    return addressing == Addressing.NAMES ? new HostPort(ANY_ADDRESS, reached.port()) : reached;
  }

  /** Where a node's operator asks: behind the two ports of all nodes, or on equal ports again. */
  private HostPort admin(int nodes, int number) {
    return addressing == Addressing.NAMES
        ? new HostPort(ANY_ADDRESS, NAMED_ADMIN_PORT)
        : new HostPort(LOOPBACK, basePort + 2 * nodes + number);
  }

  /** The notary and the first court stamp the seals. */
  private static boolean isAuthority(Founder founder, List<Founder> founders) {
    return founder.equals(first(founders, OrgKind.NOTARY))
        || founder.equals(first(founders, OrgKind.COURT));
  }

  private static List<NodeConfig.Authority> authorities(
      List<Founder> founders, List<NodeConfig.Peer> peers) {
    List<NodeConfig.Authority> authorities = new ArrayList<>();
    for (int i = 0; i < founders.size(); i++) {
      if (isAuthority(founders.get(i), founders)) {
        URI tsa = URI.create("https://" + peers.get(i).rpc() + "/tsa");
        authorities.add(
            new NodeConfig.Authority(
                founders.get(i).id, tsa, Optional.of(URI.create(tsa + "/crl")), Optional.empty()));
      }
    }
    return authorities;
  }

  private void writeSettings(
      List<Founder> founders, int number, List<NodeConfig.Peer> peers, Genesis genesis)
      throws IOException {
    Founder founder = founders.get(number);
    NodeConfig.Peer self = peers.get(number);
    Path home = directory.resolve(founder.id);
    Path genesisFile = home.resolve(GENESIS);
    Files.write(genesisFile, genesis.bytes());
    OrganisationFiles files = files(founder);
    NodeConfig config =
        new NodeConfig(
            new NodeConfig.Node(
                self.id(), founder.id, home.resolve("data").toAbsolutePath(), List.of(OPERATOR)),
            genesisFile.toAbsolutePath(),
            bind(self.rpc()),
            bind(self.raft()),
            peers,
            new NodeConfig.Tls(
                files.tlsCertificate().toAbsolutePath(), files.tlsKey().toAbsolutePath()),
            new NodeConfig.Keys(
                founder.tier == Tier.VALIDATOR
                    ? Optional.of(files.checkpointKeys(suite))
                    : Optional.empty(),
                Optional.of(files.recordKey().toAbsolutePath())),
            new NodeConfig.Sealing(1000, 300),
            new NodeConfig.TimeStamping(
                NodeConfig.TimeStamping.NONE.timeoutMs(), authorities(founders, peers)),
            isAuthority(founder, founders)
                ? Optional.of(
                    new NodeConfig.Tsa(files.tsaCertificate(), files.tsaKey(), files.crl()))
                : Optional.empty(),
            Optional.of(new NodeConfig.Tls(files.documentCertificate(), files.documentKey())),
            NodeConfig.Delivery.DEFAULT,
            NodeConfig.Disk.DEFAULT,
            new NodeConfig.Search(!withoutSearch),
            NodeConfig.Archive.NONE,
            Optional.of(new NodeConfig.Admin(admin(founders.size(), number))),
            NodeConfig.Limits.DEFAULT,
            NodeConfig.Log.DEFAULT);
    Files.writeString(home.resolve("node.yaml"), config.yaml());
  }

  /** People with keys of their own, and organisations that sign with their record keys. */
  private void writeProfiles(List<Founder> founders, List<NodeConfig.Peer> peers, Genesis genesis)
      throws IOException {
    Founder registrar = first(founders, OrgKind.IP_OFFICE);
    List<Person> people =
        List.of(
            new Person("creator", registrar.id),
            new Person("publisher", registrar.id),
            new Person("gallery", registrar.id),
            new Person("magazine", registrar.id),
            new Person("platform", registrar.id),
            new Person("court-officer", first(founders, OrgKind.COURT).id),
            new Person("procurator", first(founders, OrgKind.PROCURATORATE).id),
            new Person(OPERATOR, founders.getFirst().id));
    for (Person person : people) {
      Path folder = profileFolder(person.subject);
      KeyFiles.write(folder.resolve("key.pem"), SigningKey.generate(recordAlgorithm()));
      writeProfile(folder, person, Optional.empty(), peers, genesis);
    }
    for (Founder founder : founders) {
      writeProfile(profileFolder(founder.id), founder, Optional.empty(), peers, genesis);
    }
    writeProfile(profileFolder("registrar"), registrar, Optional.of("registrar"), peers, genesis);
  }

  private void writeProfile(
      Path folder,
      Founder founder,
      Optional<String> role,
      List<NodeConfig.Peer> peers,
      Genesis genesis)
      throws IOException {
    KeyFiles.write(folder.resolve("key.pem"), KeyFiles.read(files(founder).recordKey()));
    writeProfile(folder, new Person(founder.id, founder.id), role, peers, genesis);
  }

  private Path profileFolder(String name) throws IOException {
    Path folder = directory.resolve("profiles").resolve(name);
    Files.createDirectories(folder);
    return folder;
  }

  private void writeProfile(
      Path folder,
      Person person,
      Optional<String> role,
      List<NodeConfig.Peer> peers,
      Genesis genesis)
      throws IOException {
    Path certificate = folder.resolve("tls.pem");
    Path key = folder.resolve("tls.key.pem");
    new OrganisationFiles(directory.resolve(person.organisation).resolve("organisation"))
        .issueSubject(person.subject, certificate, key, Instant.now());
    Files.write(folder.resolve(GENESIS), genesis.bytes());
    List<URI> nodes = peers.stream().map(peer -> URI.create("https://" + peer.rpc())).toList();
    new Profile(
            folder.toAbsolutePath(),
            nodes,
            folder.toAbsolutePath().resolve(GENESIS),
            person.organisation,
            person.subject,
            role,
            folder.toAbsolutePath().resolve("key.pem"),
            Optional.of(new NodeConfig.Tls(certificate.toAbsolutePath(), key.toAbsolutePath())),
            List.of())
        .write();
  }

  /** The first organisation of that kind, or the first of all when the network has none. */
  private static Founder first(List<Founder> founders, OrgKind kind) {
    return founders.stream().filter(f -> f.kind == kind).findFirst().orElse(founders.getFirst());
  }
}
