package org.colophon.core.record;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.colophon.core.ChainId;
import org.colophon.core.Height;
import org.colophon.core.NodeId;
import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.Vectors;
import org.colophon.core.WorkId;
import org.colophon.core.content.Access;
import org.colophon.core.content.ApplicationDecide;
import org.colophon.core.content.ApplicationFile;
import org.colophon.core.content.AssessmentMade;
import org.colophon.core.content.BatchTimestamp;
import org.colophon.core.content.CaseOpen;
import org.colophon.core.content.CaseOutcome;
import org.colophon.core.content.Content;
import org.colophon.core.content.ContentDigest;
import org.colophon.core.content.Correction;
import org.colophon.core.content.CourtReceive;
import org.colophon.core.content.CourtSubmit;
import org.colophon.core.content.Currency;
import org.colophon.core.content.DraftAdd;
import org.colophon.core.content.Duty;
import org.colophon.core.content.EvidenceCapture;
import org.colophon.core.content.EvidenceDeposit;
import org.colophon.core.content.GivenInput;
import org.colophon.core.content.InfringementAllege;
import org.colophon.core.content.InfringementFind;
import org.colophon.core.content.Interval;
import org.colophon.core.content.ItemBatch;
import org.colophon.core.content.KeyErase;
import org.colophon.core.content.KeyRevoke;
import org.colophon.core.content.KeyRotate;
import org.colophon.core.content.Labels;
import org.colophon.core.content.LevelRaise;
import org.colophon.core.content.LicenceGrant;
import org.colophon.core.content.LicenceSub;
import org.colophon.core.content.LicenceTerminate;
import org.colophon.core.content.LicenceTerms;
import org.colophon.core.content.NoticeCounter;
import org.colophon.core.content.NoticeSend;
import org.colophon.core.content.ObjectionRaise;
import org.colophon.core.content.ObjectionResolve;
import org.colophon.core.content.OrgAdmit;
import org.colophon.core.content.OrgSuspend;
import org.colophon.core.content.OrgVote;
import org.colophon.core.content.PriceReference;
import org.colophon.core.content.Publication;
import org.colophon.core.content.ReadLease;
import org.colophon.core.content.ReadSettle;
import org.colophon.core.content.Recommendation;
import org.colophon.core.content.RecordType;
import org.colophon.core.content.Recreation;
import org.colophon.core.content.ReportDigest;
import org.colophon.core.content.Right;
import org.colophon.core.content.RightEncumber;
import org.colophon.core.content.RightWaive;
import org.colophon.core.content.Scope;
import org.colophon.core.content.ScopeGrant;
import org.colophon.core.content.ScopeRevoke;
import org.colophon.core.content.Showing;
import org.colophon.core.content.StandardActivate;
import org.colophon.core.content.StandardPropose;
import org.colophon.core.content.StandardVote;
import org.colophon.core.content.Stated;
import org.colophon.core.content.SubjectRegister;
import org.colophon.core.content.Supplement;
import org.colophon.core.content.Takedown;
import org.colophon.core.content.TimeDispute;
import org.colophon.core.content.Transfer;
import org.colophon.core.content.WorkDeclare;
import org.colophon.core.content.WorkDerive;
import org.colophon.core.content.WorkReveal;
import org.colophon.core.custody.CustodyReceipt;
import org.colophon.core.custody.PrivateMatter;
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.membership.Level;
import org.colophon.core.membership.OrgKind;
import org.colophon.core.membership.Organisation;
import org.colophon.core.membership.Tier;
import org.colophon.core.standard.ShippedStandards;
import org.colophon.crypto.Hash;
import org.colophon.crypto.signature.SignatureAlgorithm;
import org.colophon.crypto.signature.SigningKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RecordParserTest {
  private static final int BYTES_MAX = 65_536;
  private static final JsonLimits LIMITS = new JsonLimits(1 << 20, 16, 4096);
  private static final Hash HASH = Hash.sha256("h".getBytes(US_ASCII));
  private static final ChainId CHAIN = ChainId.of("test", HASH);
  private static final SigningKey KEY = SigningKey.ofSeed(SignatureAlgorithm.ED25519, HASH.bytes());
  private static final SigningKey OTHER = SigningKey.ofSeed(SignatureAlgorithm.P256, HASH.bytes());
  private static final SubjectId ALICE = new SubjectId("alice");
  private static final Organisation ARCHIVE =
      new Organisation(
          new OrgId("archive"),
          OrgKind.NOTARY,
          Tier.OBSERVER,
          "MAA=",
          List.of(KEY.name()),
          List.of(new NodeId("archive-1")),
          Optional.empty());
  private static final LicenceTerms TERMS =
      new LicenceTerms(
          Set.of(Right.REPRODUCTION, Right.TRANSLATION),
          true,
          new Timestamp(1_767_225_600_000L),
          new Timestamp(1_798_761_600_000L),
          Labels.of("CN", "FR-75"),
          Labels.of("zh-Hant", "en"),
          Labels.of("online-app"),
          Optional.of(5L),
          Recreation.TRANSLATE,
          true,
          Optional.of(HASH),
          Set.of(Duty.ATTRIBUTE, Duty.DELETE));
  private static final ItemBatch ROWS =
      new ItemBatch(ItemBatch.Algorithm.RFC6962_SHA256, 1_000, HASH);
  private static final Showing SHOWING =
      new Showing(
          Optional.of("front page"),
          Optional.of("https://example.org/gallery/7"),
          HASH,
          new Timestamp(5));
  private static final Interval WINDOW = new Interval(new Timestamp(5), new Timestamp(9));
  private static final Map<RecordType, Content> CONTENTS = contents();

  private static Map<RecordType, Content> contents() {
    Map<RecordType, Content> contents = new EnumMap<>(RecordType.class);
    RecordId id = new RecordId(HASH);
    for (Content content :
        List.of(
            new SubjectRegister(
                ALICE,
                SubjectRegister.Kind.PERSON,
                HASH,
                KEY.name(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()),
            new KeyRotate(ALICE, KEY.name(), OTHER.name(), Optional.empty()),
            new KeyRevoke(ALICE, KEY.name(), KeyRevoke.Cause.CESSATION),
            new DraftAdd(Optional.empty(), 1, HASH, Optional.empty(), Optional.empty(), false),
            new WorkDeclare(
                Optional.empty(),
                "A title",
                WorkDeclare.IpKind.COPYRIGHT,
                "3.1",
                List.of(new WorkDeclare.Author(ALICE, 10_000)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(new ContentDigest(HASH, Optional.empty(), 5, "text/plain")),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                WorkDeclare.AiUse.NONE),
            new WorkReveal(id, HASH, HASH),
            new EvidenceDeposit(
                "image/png",
                HASH,
                EvidenceDeposit.Custody.COLLECTED,
                Optional.empty(),
                Optional.empty()),
            new EvidenceCapture(
                "https://example.org/gallery/7?page=2",
                new Timestamp(1_764_547_200_000L),
                "browser",
                "145.0",
                "NTP",
                EvidenceCapture.Relation.ENGAGED,
                List.of(
                    new EvidenceCapture.Part(
                        EvidenceCapture.Kind.CALL_LOG,
                        new ContentDigest(HASH, Optional.empty(), 5, "text/plain"))),
                Stated.NOTHING,
                Optional.of(id)),
            new Supplement(id, "text/plain", HASH, Optional.empty()),
            new ApplicationFile(
                new WorkId(HASH), new OrgId("office"), HASH, HASH, HASH, Optional.of(id)),
            new ApplicationDecide(
                id,
                ApplicationDecide.Decision.REFUSE,
                Set.of(ApplicationDecide.Ground.PRIOR_RIGHT, ApplicationDecide.Ground.NOT_ORIGINAL),
                Optional.of(HASH),
                Optional.empty()),
            new ObjectionRaise(
                new WorkId(HASH), ObjectionRaise.Ground.AUTHORSHIP, HASH, Optional.of(id)),
            new ObjectionResolve(id, ObjectionResolve.Outcome.UPHELD, Optional.of(HASH)),
            new Correction(
                id,
                List.of(
                    new Correction.Item("title", Optional.of("The title"), Optional.empty()),
                    new Correction.Item("price", Optional.empty(), Optional.of(HASH)),
                    new Correction.Item("iscc", Optional.empty(), Optional.empty())),
                Optional.of(HASH)),
            new BatchTimestamp(ROWS),
            new Publication(new WorkId(HASH), SHOWING),
            new Recommendation(Optional.of(new WorkId(HASH)), SHOWING),
            new Access(
                new WorkId(HASH),
                Access.Mode.VIEW,
                Optional.of(id),
                new Access.Single(ALICE, new Timestamp(5), Optional.of(HASH))),
            new NoticeSend(
                new WorkId(HASH),
                new SubjectId("platform"),
                Set.of(Right.RENTAL),
                List.of("https://example.org/gallery/7"),
                List.of(id),
                Optional.of(HASH)),
            new NoticeCounter(id, NoticeCounter.Basis.LICENSED, Optional.of(id), Optional.of(HASH)),
            new Takedown(id, Takedown.Measure.BLOCKED, new Timestamp(5)),
            new InfringementAllege(
                new WorkId(HASH),
                Optional.of(ALICE),
                Set.of(
                    InfringementAllege.Typology.MALWARE, InfringementAllege.Typology.MODIFICATION),
                Set.of(Right.RENTAL),
                WINDOW,
                List.of("https://example.org/gallery/7"),
                List.of(id),
                Optional.of(HASH)),
            new InfringementFind(
                id,
                InfringementFind.Outcome.INFRINGED,
                InfringementFind.Intent.INTENTIONAL,
                true,
                HASH,
                Optional.of(WINDOW),
                Optional.of(id),
                new TreeMap<>(Map.of("contribution", 4_000L))),
            new PriceReference(
                new PriceReference.Market("stock photographs"),
                PriceReference.Basis.MARKET_STATISTIC,
                WINDOW,
                Labels.of("CN"),
                Currency.ofCode("CNY").orElseThrow(),
                new PriceReference.Clear(12_000)),
            new CourtSubmit(
                new ContentDigest(HASH, Optional.of(HASH), 5, "application/zip"),
                new OrgId("court"),
                Optional.empty(),
                List.of(new WorkId(HASH))),
            new CourtReceive(
                id,
                CourtReceive.Outcome.REFUSED,
                Optional.of(CourtReceive.Ground.NOT_VERIFIED),
                Optional.of(HASH),
                Optional.of(id)),
            new ReportDigest(
                ReportDigest.Kind.CASE_VERIFICATION,
                Optional.empty(),
                Optional.empty(),
                Optional.of(id),
                Optional.empty(),
                new Height(7),
                HASH),
            Transfer.ofAllEconomic(new WorkId(HASH), 10_000, Optional.empty()),
            new LicenceGrant(new WorkId(HASH), TERMS),
            new LicenceSub(id, TERMS),
            new LicenceTerminate(
                id, LicenceTerminate.Cause.CONTRACT, Optional.of(new Timestamp(5))),
            new WorkDerive(
                new WorkId(HASH),
                id,
                WorkDerive.Kind.TRANSLATION,
                Optional.of(Labels.of("zh-Hant-TW"))),
            new RightEncumber(
                new WorkId(HASH), Set.of(Right.RENTAL), new Timestamp(5), Optional.of(HASH)),
            RightWaive.ofRights(
                new WorkId(HASH),
                Set.of(Right.RENTAL, Right.ADAPTATION),
                new Timestamp(5),
                new Timestamp(6)),
            new CaseOpen(CaseOpen.Kind.CIVIL, HASH, List.of(HASH), List.of(HASH)),
            new CaseOutcome(id, CaseOutcome.Outcome.MEDIATION, Optional.of(HASH), new Timestamp(5)),
            new ScopeGrant(
                id,
                ALICE,
                "CN-CPL-67",
                Optional.of(id),
                new Scope(
                    List.of(HASH),
                    List.of(),
                    Optional.of(Set.of(RecordType.WORK_DECLARE, RecordType.LICENCE_GRANT)),
                    Scope.ReaderClass.SEALED,
                    new Timestamp(1),
                    new Timestamp(9),
                    Set.of(Scope.Verb.READ, Scope.Verb.EXPORT),
                    new Timestamp(5),
                    100,
                    10,
                    1,
                    true)),
            new ScopeRevoke(id, ScopeRevoke.Ground.MISUSE, Optional.of(HASH)),
            new ReadLease(id, 100, new Timestamp(5)),
            new ReadSettle(id, 7, HASH),
            new KeyErase(id, Set.of(KeyErase.Destroyed.CIPHERTEXT, KeyErase.Destroyed.KEY)),
            new OrgAdmit(HASH, ARCHIVE, 3, Optional.of(new OrgId("library"))),
            new OrgSuspend(HASH, new OrgId("library"), 3, OrgSuspend.Cause.WITHDRAWAL),
            new LevelRaise(HASH, new Level(2)),
            new OrgVote(id),
            new TimeDispute(new Height(7), HASH, new Timestamp(5)),
            new StandardPropose(ShippedStandards.of("us.copyright.504c").orElseThrow(), HASH),
            new StandardVote(id, HASH),
            new StandardActivate(id),
            new AssessmentMade(
                HASH,
                id,
                Optional.of(id),
                WINDOW,
                List.of(
                    new GivenInput("works", new GivenInput.Shown(Json.of(3), List.of(id))),
                    new GivenInput("wilful", new GivenInput.Supposed(Json.of(true))),
                    new GivenInput(
                        "fees", new GivenInput.Secret(List.of(new GivenInput.Part(HASH, id))))),
                new TreeMap<>(Map.of("reading", "A")),
                HASH,
                Optional.of(new AssessmentMade.Panel(List.of(ALICE), 1))))) {
      contents.put(content.type(), content);
    }
    return contents;
  }

  private static Content content(RecordType type) {
    return Optional.ofNullable(CONTENTS.get(type)).orElseThrow();
  }

  private static byte[] statement(Content content) {
    return Statements.compose(
        CHAIN,
        List.of(new Signer(KEY.name(), Role.DEPOSITOR, ALICE)),
        new Timestamp(1_767_225_600_000L),
        Optional.empty(),
        new byte[16],
        content);
  }

  private static byte[] statement() {
    return statement(content(RecordType.EVIDENCE_DEPOSIT));
  }

  private static Statement parse(byte[] statement) throws RefusedException {
    return new RecordParser(BYTES_MAX).parseStatement(statement);
  }

  private static Optional<Reason> refusal(byte[] record) {
    try {
      new RecordVerifier(CHAIN, BYTES_MAX).verify(record);
      return Optional.empty();
    } catch (RefusedException e) {
      assertThat(e.refusal().detail()).isNotBlank();
      return Optional.of(e.refusal().reason());
    }
  }

  private static void assertRefused(Reason reason, String record) {
    assertThat(refusal(record.getBytes(UTF_8))).contains(reason);
  }

  @ParameterizedTest
  @EnumSource(RecordType.class)
  void everyTypeIsReadAsItWasComposed(RecordType type) throws Exception {
    byte[] bytes = statement(content(type));
    Statement read = parse(bytes);
    assertThat(read.content()).isEqualTo(content(type));
    assertThat(read.id().hash()).isEqualTo(Hash.sha256(bytes));
    assertThat(read.chain()).isEqualTo(CHAIN);
    assertThat(statement(read.content())).isEqualTo(bytes);
    assertThat(refusal(Records.sign(bytes, List.of(KEY)))).isEmpty();
  }

  static Stream<String> vectors() {
    return Vectors.lines("statements.txt").stream();
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void givesTheVerdictOfEachVector(String line) throws Exception {
    List<String> words = Vectors.words(line, 3);
    RecordType type = RecordType.ofLabel(words.get(0)).orElseThrow();
    Json base = JsonParser.parse(statement(content(type)), LIMITS);
    Optional<Json> value =
        words.get(3).equals("-")
            ? Optional.empty()
            : Optional.of(JsonParser.parse(words.get(3).getBytes(UTF_8), LIMITS));
    Json changed = with(base, List.of(words.get(2).split("\\.")), value);
    assertThat(verdict(changed)).isEqualTo(words.get(1));
  }

  @Test
  void theVectorsSpeakOfEveryType() {
    assertThat(vectors().map(line -> Vectors.words(line, 3).getFirst()).distinct())
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(RecordType.values()).map(RecordType::label).toList());
  }

  /** The value with one member replaced, added, or taken away. */
  private static Json with(Json in, List<String> path, Optional<Json> value) {
    String name = path.getFirst();
    List<String> rest = path.subList(1, path.size());
    if (in instanceof Json.Arr(List<Json> items)) {
      List<Json> changed = new ArrayList<>(items);
      int at = Integer.parseInt(name);
      changed.set(at, with(items.get(at), rest, value));
      return Json.array(changed);
    }
    TreeMap<String, Json> members = new TreeMap<>(((Json.Obj) in).members());
    if (!rest.isEmpty()) {
      Json inner = Optional.ofNullable(members.get(name)).orElseThrow();
      members.put(name, with(inner, rest, value));
    } else if (value.isPresent()) {
      members.put(name, value.get());
    } else {
      assertThat(members.remove(name)).isNotNull();
    }
    return new Json.Obj(members);
  }

  @Test
  void validUntilFollowsValidFrom() throws Exception {
    Json base = JsonParser.parse(statement(content(RecordType.SUBJECT_REGISTER)), LIMITS);
    Json from = with(base, List.of("validFrom"), Optional.of(Json.of(100)));
    byte[] wrong = with(from, List.of("validUntil"), Optional.of(Json.of(100))).bytes();
    assertThatThrownBy(() -> parse(wrong))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.refusal().reason()).isEqualTo(Reason.MALFORMED));
    parse(with(from, List.of("validUntil"), Optional.of(Json.of(101))).bytes());
  }

  @Test
  void whatPartiesAgreedOnIsCommittedTo() throws Exception {
    Json statistic = JsonParser.parse(statement(content(RecordType.PRICE_REFERENCE)), LIMITS);
    Json committed =
        with(
            with(statistic, List.of("amount"), Optional.empty()),
            List.of("commitment"),
            Optional.of(Json.of(HASH.hex())));
    Json deal =
        with(
            with(committed, List.of("market"), Optional.empty()),
            List.of("comparable"),
            Optional.of(Json.of(HASH.hex())));
    assertThat(verdict(deal)).isEqualTo("MALFORMED");
    for (String basis : List.of("LICENCE_FEE", "SALE_PRICE", "UNIT_PROFIT")) {
      Json of = with(deal, List.of("basis"), Optional.of(Json.of(basis)));
      Json clear =
          with(
              with(of, List.of("commitment"), Optional.empty()),
              List.of("amount"),
              Optional.of(Json.of(5)));
      assertThat(verdict(of)).isEqualTo("OK");
      assertThat(verdict(clear))
          .isEqualTo(basis.equals("UNIT_PROFIT") ? "OK" : "CLEAR_PERSONAL_DATA");
    }
  }

  @Test
  void nothingIsSaidOfWhatWasNotInfringed() throws Exception {
    Json found = JsonParser.parse(statement(content(RecordType.INFRINGEMENT_FIND)), LIMITS);
    Json not = with(found, List.of("outcome"), Optional.of(Json.of("NOT_INFRINGED")));
    Json silent = with(not, List.of("intent"), Optional.of(Json.of("NOT_STATED")));
    Json mild = with(silent, List.of("serious"), Optional.empty());
    Json counted =
        with(with(mild, List.of("from"), Optional.empty()), List.of("until"), Optional.empty());
    Json timeless = with(counted, List.of("figures"), Optional.empty());
    assertThat(verdict(timeless)).isEqualTo("OK");
    for (Json wrong :
        List.of(
            not,
            silent,
            mild,
            counted,
            with(timeless, List.of("serious"), Optional.of(Json.of(true))),
            with(timeless, List.of("intent"), Optional.of(Json.of("INNOCENT"))))) {
      assertThat(verdict(wrong)).isEqualTo("MALFORMED");
    }
  }

  @Test
  void whatIsReceivedHasADigestAndNoGround() throws Exception {
    Json refused = JsonParser.parse(statement(content(RecordType.COURT_RECEIVE)), LIMITS);
    Json received =
        with(
            with(refused, List.of("outcome"), Optional.of(Json.of("RECEIVED"))),
            List.of("ground"),
            Optional.empty());
    assertThat(verdict(received)).isEqualTo("OK");
    assertThat(verdict(with(received, List.of("sha256"), Optional.empty()))).isEqualTo("MALFORMED");
    assertThat(verdict(with(refused, List.of("sha256"), Optional.empty()))).isEqualTo("OK");
  }

  private static String verdict(Json statement) {
    try {
      byte[] bytes = statement.bytes();
      assertThat(parse(bytes).id().hash()).isEqualTo(Hash.sha256(bytes));
      return "OK";
    } catch (RefusedException e) {
      return e.refusal().reason().name();
    }
  }

  @Test
  void aGrantHasNoGroundsAndAloneHasANumber() throws Exception {
    Json refusal = JsonParser.parse(statement(content(RecordType.APPLICATION_DECIDE)), LIMITS);
    Json grant = with(refusal, List.of("decision"), Optional.of(Json.of("GRANT")));
    Json plain = with(grant, List.of("grounds"), Optional.empty());
    parse(plain.bytes());
    parse(with(plain, List.of("reason"), Optional.empty()).bytes());
    for (String number : List.of("国作登字-2026-F-00012345", "ZL202610123456.7", "No.5/(2026)", "1")) {
      parse(with(plain, List.of("registration"), Optional.of(Json.of(number))).bytes());
    }
    for (String number : List.of("a b", "Ⅷ", "é", "〇", "a\tb")) {
      byte[] wrong = with(plain, List.of("registration"), Optional.of(Json.of(number))).bytes();
      assertThatThrownBy(() -> parse(wrong))
          .isInstanceOfSatisfying(
              RefusedException.class,
              e -> assertThat(e.refusal().reason()).isEqualTo(Reason.BAD_IDENTIFIER));
    }
  }

  @Test
  void onlyAnObjectionThatIsWithdrawnEndsWithoutReasons() throws Exception {
    Json upheld = JsonParser.parse(statement(content(RecordType.OBJECTION_RESOLVE)), LIMITS);
    Json silent = with(upheld, List.of("reason"), Optional.empty());
    assertThatThrownBy(() -> parse(silent.bytes())).isInstanceOf(RefusedException.class);
    parse(with(silent, List.of("outcome"), Optional.of(Json.of("WITHDRAWN"))).bytes());
  }

  @Test
  void anUnpublishedWorkHasNoCodeOfItsContentAndNoFirstPublication() throws Exception {
    Json published = JsonParser.parse(statement(content(RecordType.WORK_DECLARE)), LIMITS);
    Json unpublished =
        with(
            with(published, List.of("contents"), Optional.empty()),
            List.of("commitment"),
            Optional.of(Json.of(HASH.hex())));
    parse(unpublished.bytes());
    for (String member : List.of("iscc", "firstPublished")) {
      Json value = Json.of(member.equals("iscc") ? "ISCC:KACYPXW445FTYNJ3" : "2025-01-01");
      byte[] wrong = with(unpublished, List.of(member), Optional.of(value)).bytes();
      assertThatThrownBy(() -> parse(wrong)).isInstanceOf(RefusedException.class);
    }
  }

  @Test
  void anAccessIsOneOrMany() throws Exception {
    Access many =
        new Access(new WorkId(HASH), Access.Mode.BUY, Optional.empty(), new Access.Many(ROWS));
    Json base = JsonParser.parse(statement(many), LIMITS);
    assertThat(parse(base.bytes()).content()).isEqualTo(many);
    List<Json> wrong =
        List.of(
            with(base, List.of("user"), Optional.of(Json.of("user-7"))),
            with(base, List.of("at"), Optional.of(Json.of(5))),
            with(base, List.of("price"), Optional.of(Json.of(HASH.hex()))),
            with(base, List.of("batch", "count"), Optional.of(Json.of(0))),
            with(base, List.of("batch", "path"), Optional.of(Json.of(0))),
            with(base, List.of("batch"), Optional.empty()));
    for (Json statement : wrong) {
      assertThatThrownBy(() -> parse(statement.bytes()))
          .isInstanceOfSatisfying(
              RefusedException.class,
              e -> assertThat(e.refusal().reason()).isEqualTo(Reason.MALFORMED));
    }
  }

  @Test
  void aShowingHasAPlace() throws Exception {
    Json base = JsonParser.parse(statement(content(RecordType.PUBLICATION)), LIMITS);
    Json bare = with(base, List.of("url"), Optional.empty());
    byte[] nowhere = with(bare, List.of("channel"), Optional.empty()).bytes();
    parse(bare.bytes());
    assertThatThrownBy(() -> parse(nowhere)).isInstanceOf(RefusedException.class);
  }

  @Test
  void listsAreBounded() throws Exception {
    Json base = JsonParser.parse(statement(content(RecordType.WORK_DECLARE)), LIMITS);
    List<Json> authors = new ArrayList<>();
    for (int i = 0; i < 257; i++) {
      authors.add(Json.object().put("share", 1).put("subject", "author-" + i).build());
    }
    byte[] tooMany = with(base, List.of("authors"), Optional.of(Json.array(authors))).bytes();
    assertThatThrownBy(() -> parse(tooMany))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.refusal().reason()).isEqualTo(Reason.TOO_LARGE));
    byte[] twice =
        with(
                base,
                List.of("contents"),
                Optional.of(
                    Json.array(
                        java.util.Collections.nCopies(
                            2,
                            Json.object()
                                .put("mediaType", "a/b")
                                .put("sha256", HASH.hex())
                                .put("size", 1)
                                .build()))))
            .bytes();
    assertThatThrownBy(() -> parse(twice)).isInstanceOf(RefusedException.class);
  }

  // The record around the statement

  private static String record() {
    return new String(Records.sign(statement(), List.of(KEY)), UTF_8);
  }

  @Test
  void theStatementInsideIsWhatWasSigned() throws Exception {
    UnverifiedRecord record = new RecordParser(BYTES_MAX).parse(record().getBytes(UTF_8));
    assertThat(record.statementBytes()).isEqualTo(statement());
    assertThat(record.statement().id().hash()).isEqualTo(Hash.sha256(statement()));
    assertThat(record.batch()).isEmpty();
  }

  @Test
  void refusesARecordOfAnotherForm() {
    String record = record();
    assertRefused(Reason.MALFORMED, "");
    assertRefused(Reason.MALFORMED, "[]");
    assertRefused(Reason.MALFORMED, "{}");
    assertRefused(Reason.MALFORMED, record + "x");
    assertRefused(Reason.NOT_CANONICAL, record + "\n");
    assertRefused(Reason.NOT_CANONICAL, " " + record);
    assertRefused(Reason.NOT_CANONICAL, record.replace(",\"statement\"", ", \"statement\""));
    assertRefused(Reason.MALFORMED, record.replace("\"statement\":{", "\"statement\":[{") + "]");
    assertRefused(Reason.MALFORMED, record.replace("\"sigs\"", "\"sig\""));
    assertRefused(Reason.MALFORMED, record.replaceFirst("\\{", "{\"note\":1,"));
    assertRefused(Reason.MALFORMED, record.replaceFirst("\\{", "{\"sigs\":[],"));
    assertRefused(Reason.MALFORMED, record.replaceFirst("}$", ",\"zzz\":1}"));
    assertRefused(
        Reason.NOT_CANONICAL, "{\"statement\":" + new String(statement(), UTF_8) + ",\"sigs\":[]}");
    assertRefused(Reason.TOO_LARGE, record + " ".repeat(BYTES_MAX));
    assertRefused(Reason.TOO_LARGE, "{\"a\":".repeat(500));
  }

  @Test
  void everyPrefixOfARecordIsMalformed() {
    byte[] record = record().getBytes(UTF_8);
    for (int length = 0; length < record.length; length++) {
      assertThat(refusal(Arrays.copyOf(record, length))).contains(Reason.MALFORMED);
    }
  }

  @Test
  void everyFlippedByteOfARecordIsRefused() {
    byte[] record = record().getBytes(UTF_8);
    for (int at = 0; at < record.length; at++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] changed = record.clone();
        changed[at] ^= (byte) (1 << bit);
        assertThat(refusal(changed)).as("byte %s bit %s", at, bit).isPresent();
      }
    }
  }

  @Test
  void refusesSignaturesOfAnotherNumberOrForm() {
    String record = record();
    String sigs = record.substring(record.indexOf('['), record.indexOf(']') + 1);
    String sig = sigs.substring(2, sigs.length() - 2);
    assertRefused(Reason.MALFORMED, record.replace(sigs, "[]"));
    assertRefused(Reason.MALFORMED, record.replace(sigs, "[\"\"]"));
    assertRefused(Reason.MALFORMED, record.replace(sigs, "[1]"));
    assertRefused(Reason.MALFORMED, record.replace(sigs, "[\"" + sig + "\",\"" + sig + "\"]"));
    assertRefused(Reason.TOO_LARGE, record.replace(sigs, "[\"A\",\"A\",\"A\",\"A\",\"A\"]"));
    assertRefused(Reason.TOO_LARGE, record.replace(sigs, "[\"" + "A".repeat(129) + "\"]"));
    assertRefused(Reason.MALFORMED, record.replace(sigs, "[\"" + sig.replace("=", "") + "\"]"));
    assertRefused(Reason.MALFORMED, record.replace(sigs, "[\"-_-_\"]"));
    // The last character before the padding carries bits that no byte needs.
    char last = sig.charAt(85);
    String stray = sig.substring(0, 85) + (char) (last + 1) + "==";
    assertThat(Base64.getDecoder().decode(stray)).isEqualTo(Base64.getDecoder().decode(sig));
    assertRefused(Reason.MALFORMED, record.replace(sig, stray));
    assertRefused(Reason.BAD_SIGNATURE, record.replace(sigs, "[\"AAAA\"]"));
  }

  @Test
  void refusesASignatureByAnotherKeyOrForAnotherChain() {
    assertThat(refusal(Records.sign(statement(), List.of(OTHER)))).contains(Reason.BAD_SIGNATURE);
    byte[] record = Records.sign(statement(), List.of(KEY));
    ChainId other = ChainId.of("other", HASH);
    assertThatThrownBy(() -> new RecordVerifier(other, BYTES_MAX).verify(record))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.refusal().reason()).isEqualTo(Reason.WRONG_CHAIN));
  }

  @Test
  void allSignersSignInTheirOrder() {
    byte[] statement =
        Statements.compose(
            CHAIN,
            List.of(
                new Signer(KEY.name(), Role.OWNER, ALICE),
                new Signer(OTHER.name(), Role.ACQUIRER, new SubjectId("bob"))),
            new Timestamp(0),
            Optional.empty(),
            new byte[16],
            content(RecordType.TRANSFER));
    assertThat(refusal(Records.sign(statement, List.of(KEY, OTHER)))).isEmpty();
    assertThat(refusal(Records.sign(statement, List.of(OTHER, KEY))))
        .contains(Reason.BAD_SIGNATURE);
    assertThat(refusal(Records.sign(statement, List.of(KEY, KEY)))).contains(Reason.BAD_SIGNATURE);
    assertThat(refusal(Records.sign(statement, List.of(KEY)))).contains(Reason.MALFORMED);
    assertThat(refusal(Records.signBatch(CHAIN, List.of(statement), KEY).getFirst()))
        .contains(Reason.MALFORMED);
  }

  // Private matter

  private static byte[] keptPrivately(CustodyReceipt receipt) {
    return Statements.compose(
        CHAIN,
        List.of(new Signer(KEY.name(), Role.DEPOSITOR, ALICE)),
        new Timestamp(1_767_225_600_000L),
        Optional.empty(),
        new byte[16],
        Optional.of(new PrivateMatter(HASH, 2_000, List.of(receipt))),
        content(RecordType.EVIDENCE_DEPOSIT));
  }

  private static CustodyReceipt receipt(ChainId chain, long size, SigningKey signer) {
    OrgId custodian = new OrgId("archive");
    byte[] text = CustodyReceipt.signedText(chain, custodian, HASH, size, new Timestamp(5));
    return new CustodyReceipt(
        custodian,
        KEY.name(),
        new Timestamp(5),
        Base64.getEncoder().encodeToString(signer.sign(text)));
  }

  @Test
  void storageReceiptsAreVerifiedWithTheRecord() throws Exception {
    byte[] right = keptPrivately(receipt(CHAIN, 2_000, KEY));
    assertThat(refusal(Records.sign(right, List.of(KEY)))).isEmpty();
    assertThat(refusal(Records.signBatch(CHAIN, List.of(right), KEY).getFirst())).isEmpty();
    assertThat(parse(right).privateMatter().orElseThrow().receipts()).hasSize(1);
    assertThat(parse(statement()).privateMatter()).isEmpty();
    for (CustodyReceipt wrong :
        List.of(
            receipt(CHAIN, 2_001, KEY),
            receipt(ChainId.of("other", HASH), 2_000, KEY),
            receipt(CHAIN, 2_000, OTHER))) {
      byte[] statement = keptPrivately(wrong);
      assertThat(refusal(Records.sign(statement, List.of(KEY)))).contains(Reason.BAD_SIGNATURE);
      assertThat(refusal(Records.signBatch(CHAIN, List.of(statement), KEY).getFirst()))
          .contains(Reason.BAD_SIGNATURE);
    }
  }

  // Batches

  private static List<byte[]> statements(int count) {
    List<byte[]> statements = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      statements.add(
          statement(new Supplement(new RecordId(HASH), "a/b" + i, HASH, Optional.empty())));
    }
    return statements;
  }

  @Test
  void everyRecordOfABatchOfAnySizeVerifiesAlone() {
    for (int size = 1; size <= 17; size++) {
      for (byte[] record : Records.signBatch(CHAIN, statements(size), KEY)) {
        assertThat(refusal(record)).isEmpty();
      }
    }
  }

  @Test
  void oneVerifierTakesWholeBatchesAndStillRefusesWhatIsNotInThem() throws Exception {
    RecordVerifier verifier = new RecordVerifier(CHAIN, BYTES_MAX);
    List<byte[]> records = Records.signBatch(CHAIN, statements(9), KEY);
    for (byte[] record : records) {
      verifier.verify(record);
    }
    byte[] elsewhere =
        new String(records.get(3), UTF_8).replace("\"index\":3", "\"index\":2").getBytes(UTF_8);
    assertThatThrownBy(() -> verifier.verify(elsewhere)).isInstanceOf(RefusedException.class);
    byte[] changed = new String(records.get(3), UTF_8).replace("a/b3", "a/b4").getBytes(UTF_8);
    assertThatThrownBy(() -> verifier.verify(changed)).isInstanceOf(RefusedException.class);
  }

  @Test
  void refusesABatchWithAPathOfAnotherLengthIndexOrSize() {
    String record = new String(Records.signBatch(CHAIN, statements(5), KEY).get(2), UTF_8);
    assertThat(record).startsWith("{\"batch\":{\"index\":2,\"path\":[");
    assertRefused(Reason.MALFORMED, record.replace("\"index\":2", "\"index\":5"));
    assertRefused(Reason.MALFORMED, record.replace("\"index\":2", "\"index\":-1"));
    assertRefused(Reason.MALFORMED, record.replace("\"size\":5", "\"size\":0"));
    assertRefused(Reason.MALFORMED, record.replace("\"size\":5", "\"size\":65537"));
    assertRefused(Reason.BAD_SIGNATURE, record.replace("\"size\":5", "\"size\":6"));
    assertRefused(Reason.TOO_LARGE, record.replace("\"index\":2", "\"index\":4"));
    assertRefused(Reason.MALFORMED, record.replace("\"size\":5", "\"size\":9"));
    assertRefused(Reason.MALFORMED, record.replace("\"size\":5}", "\"size\":5,\"x\":1}"));
    assertRefused(Reason.MALFORMED, record.replaceFirst("\"path\":\\[\"..", "\"path\":[\"XX"));
  }

  @Test
  void aBatchSignatureBindsTheChain() {
    byte[] statement = statement();
    byte[] record =
        Records.signBatch(ChainId.of("other", HASH), List.of(statement), KEY).getFirst();
    assertThat(refusal(record)).contains(Reason.BAD_SIGNATURE);
  }
}
