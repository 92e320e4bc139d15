package org.colophon.node;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;

/** Who may depend on whom, and what the core may never see. */
@AnalyzeClasses(packages = "org.colophon", importOptions = ImportOption.DoNotIncludeTests.class)
final class ModuleRulesTest {
  private static final String CRYPTO = "org.colophon.crypto..";
  private static final String CONFIG = "org.colophon.config..";
  private static final String FORMULA = "org.colophon.formula..";
  private static final String CORE = "org.colophon.core..";
  private static final String STORAGE = "org.colophon.storage..";
  private static final String CONSENSUS = "org.colophon.consensus..";
  private static final String RPC = "org.colophon.rpc..";
  private static final String REPORT = "org.colophon.report..";
  private static final String CAPTURE = "org.colophon.capture..";
  private static final String EXPLORER = "org.colophon.explorer..";
  private static final String SEARCH = "org.colophon.search..";
  private static final String VERIFIER = "org.colophon.verifier..";
  private static final String NODE = "org.colophon.node..";
  private static final String CLIENT = "org.colophon.client..";

  /** Calls whose answer differs from machine to machine or from time to time. */
  private static final Set<String> IMPURE =
      Set.of(
          "java.lang.System.currentTimeMillis",
          "java.lang.System.nanoTime",
          "java.lang.System.getenv",
          "java.lang.System.getProperty",
          "java.lang.Math.random",
          "java.time.Instant.now",
          "java.time.LocalDate.now",
          "java.time.ZoneId.systemDefault",
          "java.util.Locale.getDefault",
          "java.util.TimeZone.getDefault",
          "java.util.UUID.randomUUID");

  @ArchTest
  static final ArchRule onlyCryptoImportsBouncyCastle =
      onlyOneImports(CRYPTO, "org.bouncycastle..");

  @ArchTest
  static final ArchRule onlyCryptoImportsCbor = onlyOneImports(CRYPTO, "com.upokecenter..");

  @ArchTest
  static final ArchRule onlyStorageImportsRocksDb = onlyOneImports(STORAGE, "org.rocksdb..");

  @ArchTest
  static final ArchRule onlyConsensusImportsRatis = onlyOneImports(CONSENSUS, "org.apache.ratis..");

  @ArchTest
  static final ArchRule onlyRpcImportsArmeria = onlyOneImports(RPC, "com.linecorp.armeria..");

  @ArchTest
  static final ArchRule onlyReportImportsPdfBox =
      onlyOneImports(REPORT, "org.apache.pdfbox..", "org.apache.fontbox..");

  @ArchTest static final ArchRule onlyFormulaImportsCel = onlyOneImports(FORMULA, "dev.cel..");

  @ArchTest
  static final ArchRule onlySearchImportsLucene = onlyOneImports(SEARCH, "org.apache.lucene..");

  @ArchTest
  static final ArchRule onlyCaptureImportsJwarc = onlyOneImports(CAPTURE, "org.netpreserve..");

  /** What is counted is counted without it; only what shows the figures knows it. */
  @ArchTest
  static final ArchRule onlyTheNodesObserverImportsMicrometer =
      onlyOneImports("org.colophon.node.observe..", "io.micrometer..", "io.prometheus..");

  @ArchTest
  static final ArchRule cryptoStandsOnNothing =
      floor(
          CRYPTO, CONFIG, FORMULA, CORE, STORAGE, CONSENSUS, RPC, REPORT, CAPTURE, EXPLORER, SEARCH,
          VERIFIER, NODE, CLIENT);

  @ArchTest
  static final ArchRule configStandsOnNothing =
      floor(
          CONFIG, CRYPTO, FORMULA, CORE, STORAGE, CONSENSUS, RPC, REPORT, CAPTURE, EXPLORER, SEARCH,
          VERIFIER, NODE, CLIENT);

  @ArchTest
  static final ArchRule formulaStandsOnNothing =
      floor(
          FORMULA, CRYPTO, CONFIG, CORE, STORAGE, CONSENSUS, RPC, REPORT, CAPTURE, EXPLORER, SEARCH,
          VERIFIER, NODE, CLIENT);

  @ArchTest
  static final ArchRule coreStandsOnCrypto =
      floor(
          CORE, CONFIG, STORAGE, CONSENSUS, RPC, REPORT, CAPTURE, EXPLORER, SEARCH, VERIFIER, NODE,
          CLIENT);

  @ArchTest
  static final ArchRule storageSeesNoSibling =
      floor(
          STORAGE, CONFIG, CONSENSUS, RPC, REPORT, CAPTURE, EXPLORER, SEARCH, VERIFIER, NODE,
          CLIENT);

  @ArchTest
  static final ArchRule consensusSeesNoSibling =
      floor(
          CONSENSUS, CONFIG, STORAGE, RPC, REPORT, CAPTURE, EXPLORER, SEARCH, VERIFIER, NODE,
          CLIENT);

  @ArchTest
  static final ArchRule rpcSeesNoSibling =
      floor(
          RPC, CONFIG, STORAGE, CONSENSUS, REPORT, CAPTURE, EXPLORER, SEARCH, VERIFIER, NODE,
          CLIENT);

  @ArchTest
  static final ArchRule reportSeesNoSibling =
      floor(
          REPORT, CONFIG, STORAGE, CONSENSUS, RPC, CAPTURE, EXPLORER, SEARCH, VERIFIER, NODE,
          CLIENT);

  @ArchTest
  static final ArchRule captureSeesNoSibling =
      floor(
          CAPTURE, CONFIG, STORAGE, CONSENSUS, RPC, REPORT, EXPLORER, SEARCH, VERIFIER, NODE,
          CLIENT);

  @ArchTest
  static final ArchRule searchSeesNoSibling =
      floor(
          SEARCH, CONFIG, STORAGE, CONSENSUS, RPC, REPORT, CAPTURE, EXPLORER, VERIFIER, NODE,
          CLIENT);

  /** Files for browsers; a node gives them out and runs nothing of them. */
  @ArchTest
  static final ArchRule explorerStandsOnNothing =
      floor(
          EXPLORER, CRYPTO, CONFIG, FORMULA, CORE, STORAGE, CONSENSUS, RPC, REPORT, CAPTURE, SEARCH,
          VERIFIER, NODE, CLIENT);

  /** It is archived beside the evidence, so it carries nothing that verifying does not need. */
  @ArchTest
  static final ArchRule verifierSeesOnlyTheCore =
      floor(
          VERIFIER, CONFIG, STORAGE, CONSENSUS, RPC, REPORT, CAPTURE, EXPLORER, SEARCH, NODE,
          CLIENT);

  @ArchTest
  static final ArchRule clientSeesNoNode =
      floor(CLIENT, STORAGE, CONSENSUS, EXPLORER, SEARCH, NODE);

  @ArchTest
  static final ArchRule coreSeesNoClockChanceOrPlace =
      noClasses()
          .that()
          .resideInAnyPackage(CORE, FORMULA)
          .should()
          .callMethodWhere(
              DescribedPredicate.describe(
                  "reads a clock, chance, locale or setting",
                  (JavaCall<?> call) ->
                      IMPURE.contains(call.getTargetOwner().getName() + "." + call.getName())))
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.Random")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.security.SecureRandom")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.time.Clock");

  /** Objects that bytes from outside could become are made by parsers of ours, by nothing else. */
  @ArchTest
  static final ArchRule nothingIsSerializedByJava =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.io.ObjectInputStream")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.io.ObjectOutputStream");

  /** Whoever answers is believed in one place, which proves what it is told. */
  @ArchTest
  static final ArchRule anybodyIsAskedWhoTheMembersAreAndNothingElse =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("org.colophon.node.MembershipAhead")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("org.colophon.crypto.x509.AnyPeer");

  @ArchTest
  static final ArchRule modulesHaveNoCycles =
      slices().matching("org.colophon.(*)..").should().beFreeOfCycles();

  private static ArchRule onlyOneImports(String owner, String... library) {
    return noClasses()
        .that()
        .resideOutsideOfPackage(owner)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(library);
  }

  private static ArchRule floor(String module, String... above) {
    return noClasses()
        .that()
        .resideInAPackage(module)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(above);
  }
}
