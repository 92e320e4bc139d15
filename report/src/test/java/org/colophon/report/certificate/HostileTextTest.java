package org.colophon.report.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.colophon.core.RecordId;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.content.ContentDigest;
import org.colophon.core.content.WorkDeclare;
import org.colophon.core.record.Role;
import org.colophon.crypto.Hash;
import org.colophon.report.PdfText;
import org.colophon.report.VisiblePages;
import org.colophon.report.words.Language;
import org.colophon.report.words.Messages;
import org.colophon.report.words.Show;
import org.colophon.testkit.Actor;
import org.junit.jupiter.api.Test;

/** Titles and lists from people who want the paper to say something else, or nothing. */
final class HostileTextTest {
  private static final long SEED = 20260302;

  /** With 256 authors as many as one record holds. */
  private static final int CONTENTS = 128;

  private final CertificateWorld world;

  HostileTextTest() throws Exception {
    world = new CertificateWorld();
  }

  private byte[] certificate(String title) throws Exception {
    RecordId id = world.accept(world.work(title));
    world.seal();
    return CertificateReport.pdf(
        world.model(id), Language.ZH_EN, Map.of(), CertificateWorld.SIGNER);
  }

  @Test
  void showsWhatCannotBeSeenByItsCode() throws Exception {
    String text =
        PdfText.dense(
            certificate("A\u202Eevil\u2066 e\u0301 \ud83d\ude00 \u0007 \u200B\u00A0\uE000龘"));
    assertThat(text)
        .contains("AU+202EevilU+2066", "eU+0301", "U+1F600", "U+0007", "U+200BU+00A0U+E000U+9F98");
  }

  @Test
  void neverWritesTheCharactersThemselves() throws Exception {
    String text = PdfText.of(certificate("a\u202Eb\u200Bc\u0000d\u0085e"));
    assertThat(text).doesNotContain("\u202E", "\u200B", "\u0000", "\u0085");
  }

  @Test
  void keepsThePlacesOfMessagesLiteral() throws Exception {
    assertThat(PdfText.dense(certificate("{0} {1} $1 \\1 %s ${jndi:x}")))
        .contains("{0}{1}$1\\1%s${jndi:x}");
  }

  @Test
  void cannotStandInForASignature() throws Exception {
    byte[] pdf =
        certificate("/ByteRange [0 1 2 3] /Type /Sig endobj endstream %%EOF <?xpacket end='w'?>");
    org.colophon.crypto.cms.PdfSignature.read(pdf)
        .verify(List.of(CertificateWorld.SIGNER.chain().getLast()));
  }

  @Test
  void flowsWhateverTheTitleIs() throws Exception {
    for (String unit : List.of("W", "繁", "。", "（", "\u202E", "\ud83d\ude00", "\u0301", "— ")) {
      String title = unit.repeat(512 / unit.length());
      byte[] pdf = certificate(title);
      assertThat(PdfText.pages(pdf)).as("U+%04X", unit.codePointAt(0)).isBetween(8, 30);
      VisiblePages.requireAllWithinMargins(pdf);
    }
  }

  @Test
  void flowsTitlesOfAnyCharacters() throws Exception {
    Random random = new Random(SEED);
    StringBuilder title = new StringBuilder();
    while (title.length() < 500) {
      int codePoint = random.nextInt(0x20, 0x30000);
      if (Character.getType(codePoint) != Character.SURROGATE && codePoint != 0x7F) {
        title.appendCodePoint(codePoint);
      }
    }
    byte[] pdf = certificate(title.toString());
    VisiblePages.requireAllWithinMargins(pdf);
  }

  @Test
  void flowsTheLongestListsOverPages() throws Exception {
    List<WorkDeclare.Author> authors = new ArrayList<>();
    authors.add(new WorkDeclare.Author(world.li.subject(), 10_000 - 255));
    List<byte[]> registrations = new ArrayList<>();
    for (int i = 0; i < 255; i++) {
      Actor author = world.consortium.actor("author-with-a-rather-long-name-of-his-own." + i);
      registrations.add(
          world
              .records
              .register(world.consortium.actor(org.colophon.testkit.TestConsortium.NOTARY), author)
              .bytes());
      authors.add(new WorkDeclare.Author(new SubjectId(author.subject().text()), 1));
    }
    world.ledger.orderAll(world.ledger.nextStamp(), registrations);
    List<ContentDigest> contents = new ArrayList<>();
    for (int i = 0; i < CONTENTS; i++) {
      Hash digest = world.consortium.hash("content " + i);
      contents.add(new ContentDigest(digest, Optional.of(digest), i, "application/x-long." + i));
    }
    WorkDeclare plain = world.declaration("many");
    RecordId id =
        world.accept(
            world
                .records
                .record(
                    new WorkDeclare(
                        Optional.empty(),
                        plain.title(),
                        plain.ipKind(),
                        plain.category(),
                        authors,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        contents,
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        plain.aiUse()))
                .by(world.li, Role.CREATOR));
    world.seal();
    byte[] pdf =
        CertificateReport.pdf(world.model(id), Language.EN, Map.of(), CertificateWorld.SIGNER);
    VisiblePages.requireAllWithinMargins(pdf);
    String text = PdfText.dense(pdf);
    for (int i = 0; i < CONTENTS; i++) {
      assertThat(text).contains(world.consortium.hash("content " + i).hex());
    }
    assertThat(PdfText.pages(pdf)).isGreaterThan(20);
  }

  @Test
  void showsTheFarthestTimes() {
    Messages messages = new Messages(Language.ZH, "certificate");
    assertThat(Show.time(new Timestamp(9_007_199_254_740_991L), messages).getFirst().first())
        .isEqualTo("+287396-10-12 08:59:00.991 UTC");
    assertThat(Show.time(new Timestamp(0), messages).getLast().first())
        .isEqualTo("北京时间 1970-01-01 08:00:00.000");
  }
}
