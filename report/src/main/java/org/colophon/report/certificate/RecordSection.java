package org.colophon.report.certificate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.colophon.core.RecordId;
import org.colophon.core.content.ContentDigest;
import org.colophon.core.content.EvidenceCapture;
import org.colophon.core.content.WorkDeclare;
import org.colophon.core.custody.PrivateMatter;
import org.colophon.core.record.Signer;
import org.colophon.report.layout.Cell;
import org.colophon.report.layout.Phrase;
import org.colophon.report.layout.Strip;
import org.colophon.report.layout.Table;
import org.colophon.report.words.Show;

/** What was stated, by whom, and where it stands. */
final class RecordSection {
  private RecordSection() {}

  static List<Strip> of(Setting setting) {
    List<Strip> strips = new ArrayList<>(setting.section(2, "record.heading"));
    strips.addAll(setting.lead("record.claims"));
    strips.addAll(signers(setting));
    strips.addAll(setting.subheading("record.content"));
    Table content = setting.pairs();
    content.row(
        setting.name("label.type"),
        Cell.of(setting.say("type." + setting.model().statement().content().type().label())));
    new ContentFacts(setting, content).tell(setting.model().statement().content());
    setting
        .model()
        .statement()
        .privateMatter()
        .ifPresent(matter -> keptBy(setting, content, matter));
    for (RecordId correction : setting.model().corrections()) {
      content.row(setting.name("field.correctedBy"), Cell.of(Show.hex(correction.hex())));
    }
    strips.addAll(content.strips());
    if (setting.model().statement().content() instanceof WorkDeclare declare) {
      strips.addAll(authors(setting, declare));
      strips.addAll(contents(setting, declare));
    }
    if (setting.model().statement().content() instanceof EvidenceCapture capture) {
      strips.addAll(parts(setting, capture));
    }
    strips.addAll(place(setting));
    return strips;
  }

  private static void keptBy(Setting setting, Table content, PrivateMatter matter) {
    String custodians =
        matter.receipts().stream()
            .map(receipt -> receipt.custodian().text())
            .collect(Collectors.joining(", "));
    content.row(setting.name("field.keptBy"), Cell.of(custodians));
    content.row(setting.name("field.ciphertext"), Cell.of(Show.hex(matter.digest().hex())));
  }

  private static List<Strip> signers(Setting setting) {
    List<Strip> strips = new ArrayList<>(setting.subheading("record.signers"));
    Table table =
        setting
            .blocks()
            .table(24, 16, 60)
            .head(
                setting.say("record.signers.subject"),
                setting.say("record.signers.role"),
                setting.say("record.signers.key"));
    for (Signer signer : setting.model().statement().signers()) {
      table.row(
          Cell.of(signer.subject().text()).inBold(),
          Cell.of(setting.say("role." + signer.role().label())),
          Cell.of(signer.key().text()));
    }
    strips.addAll(table.strips());
    return strips;
  }

  private static List<Strip> authors(Setting setting, WorkDeclare declare) {
    List<Strip> strips = new ArrayList<>(setting.subheading("authors.heading"));
    Table table =
        setting
            .blocks()
            .table(70, 30)
            .head(setting.say("authors.subject"), setting.say("authors.share"));
    declare
        .authors()
        .forEach(author ->
            table.row(Cell.of(author.subject().text()), Cell.of(Show.share(author.share()))));
    strips.addAll(table.strips());
    return strips;
  }

  private static List<Strip> contents(Setting setting, WorkDeclare declare) {
    if (declare.contents().isEmpty()) {
      return List.of();
    }
    List<Strip> strips = new ArrayList<>(setting.subheading("contents.heading"));
    Table table =
        setting
            .blocks()
            .table(50, 32, 18)
            .head(
                setting.say("contents.digest"),
                setting.say("contents.type"),
                setting.say("contents.size"));
    for (ContentDigest content : declare.contents()) {
      table.row(
          digests(content), Cell.of(content.mediaType()), Cell.of(Show.number(content.size())));
    }
    strips.addAll(table.strips());
    return strips;
  }

  private static List<Strip> parts(Setting setting, EvidenceCapture capture) {
    List<Strip> strips = new ArrayList<>(setting.subheading("parts.heading"));
    Table table =
        setting
            .blocks()
            .table(20, 44, 22, 14)
            .head(
                setting.say("parts.kind"),
                setting.say("contents.digest"),
                setting.say("contents.type"),
                setting.say("contents.size"));
    for (EvidenceCapture.Part part : capture.parts()) {
      table.row(
          Cell.of(setting.say("part." + part.kind())),
          digests(part.content()),
          Cell.of(part.content().mediaType()),
          Cell.of(Show.number(part.content().size())));
    }
    strips.addAll(table.strips());
    return strips;
  }

  private static Cell digests(ContentDigest content) {
    List<Phrase> digests = new ArrayList<>();
    digests.add(Phrase.of("SHA-256"));
    digests.addAll(Show.hexLines(content.sha256().hex(), 4));
    content
        .sm3()
        .ifPresent(sm3 -> {
          digests.add(Phrase.of("SM3"));
          digests.addAll(Show.hexLines(sm3.hex(), 4));
        });
    return Cell.of(digests);
  }

  private static List<Strip> place(Setting setting) {
    PlaceFacts place = setting.model().place();
    List<Strip> strips = new ArrayList<>(setting.subheading("record.place"));
    Table table = setting.pairs();
    table.row(setting.name("label.chain"), Cell.of(setting.model().chain().id().text()));
    table.row(
        setting.name("place.genesis"), Cell.of(Show.hex(setting.model().chain().genesis().hex())));
    table.row(setting.name("place.block"), Cell.of(Show.number(place.height().value())));
    table.row(setting.name("place.leaf"), Cell.of(Show.number(place.leaf().value())));
    table.row(setting.name("place.leafHash"), Cell.of(Show.hex(place.leafHash().hex())));
    table.row(setting.name("place.size"), Cell.of(Show.number(place.size().value())));
    table.row(setting.name("place.root"), Cell.of(Show.hex(place.root().hex())));
    strips.addAll(table.strips());
    return strips;
  }
}
