package org.colophon.report.certificate;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** What the code on a certificate says: which chain, which record, under which root. */
final class VerificationLink {
  private VerificationLink() {}

  /**
   * {@code colophon:<chain>?record=<id>&root=<root>}, or, where the issuer has a page for it,
   * {@code <page>?chain=<chain>&record=<id>&root=<root>}.
   */
  static String of(CertificateModel model) {
    String chain = model.chain().id().text();
    String facts = "record=" + model.statement().id().hex() + "&root=" + model.place().root().hex();
    return model
        .issuer()
        .verification()
        .map(page -> pageLink(page, chain) + "&" + facts)
        .orElse("colophon:" + chain + "?" + facts);
  }

  private static String pageLink(URI page, String chain) {
    if (!"https".equals(page.getScheme())
        || page.getQuery() != null
        || page.getFragment() != null) {
      throw new IllegalArgumentException(
          "verification: " + page + " (expected: an https URI without query and fragment)");
    }
    return page + "?chain=" + URLEncoder.encode(chain, StandardCharsets.UTF_8);
  }
}
