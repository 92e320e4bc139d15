package org.colophon.report.certificate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.colophon.crypto.Hash;
import org.colophon.report.layout.Cell;
import org.colophon.report.layout.Strip;
import org.colophon.report.layout.Table;
import org.colophon.report.words.Show;

/** How anybody verifies, and the files with which. */
final class VerifySection {
  private VerifySection() {}

  static List<Strip> of(Setting setting) {
    CertificateModel model = setting.model();
    String chain = model.chain().id().text();
    List<Strip> strips = new ArrayList<>(setting.section(7, "verify.heading"));
    strips.addAll(setting.paragraph("verify.intro"));
    step(setting, strips, "verify.take", "pdfdetach -saveall certificate.pdf");
    step(setting, strips, "verify.pdf", "pdfsig certificate.pdf", setting.signer().hex());
    step(
        setting,
        strips,
        "verify.chain",
        "sha256sum genesis.json",
        chain.substring(chain.lastIndexOf('/') + 1));
    step(
        setting,
        strips,
        "verify.id",
        "jq -cjS .statement record.json | sha256sum",
        model.statement().id().hex());
    if (!model.times().stamps().isEmpty()) {
      step(
          setting,
          strips,
          "verify.stamp",
          "openssl ts -verify -data seal.note -in seal-00.tsr -CAfile roots.pem");
    }
    strips.addAll(setting.paragraph("verify.rest"));
    strips.addAll(files(setting));
    return strips;
  }

  private static void step(
      Setting setting, List<Strip> strips, String key, String command, Object... values) {
    strips.addAll(
        setting.paragraph(key, values).stream()
            .filter(strip -> !strip.isGap())
            .map(Strip::withNext)
            .toList());
    strips.addAll(setting.blocks().commands(List.of(command)));
  }

  private static List<Strip> files(Setting setting) {
    List<Strip> strips = new ArrayList<>(setting.section(8, "files.heading"));
    if (setting.files().isEmpty()) {
      strips.addAll(setting.paragraph("files.none"));
      return strips;
    }
    strips.addAll(setting.lead("files.intro"));
    Table table =
        setting
            .blocks()
            .table(34, 16, 50)
            .head(
                setting.say("files.name"), setting.say("files.size"), setting.say("files.digest"));
    for (Map.Entry<String, byte[]> file : setting.files().entrySet()) {
      table.row(
          Cell.of(file.getKey()),
          Cell.of(Show.number(file.getValue().length)),
          Cell.of(Show.hexLines(Hash.sha256(file.getValue()).hex(), 4)));
    }
    strips.addAll(table.strips());
    return strips;
  }
}
