package org.colophon.crypto.tsp;

import static org.colophon.crypto.tsp.TestToken.DATA;
import static org.colophon.crypto.tsp.TestToken.by;

import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.colophon.crypto.StrictBase64;
import org.colophon.crypto.tsp.TimeStampException.Reason;

/**
 * Every rule of time-stamps kept and broken once, as text for this and other verifiers. The cases
 * stand in the classes {@code …Cases}, by what they are about.
 */
final class TimeStampCases {
  static final String VALID = "VALID";

  /** The authority that the cases vary: a root, and a signer right below it. */
  static final TestCertificate ROOT = TestCertificate.root("root").build();

  static final TestCertificate SIGNER =
      TestCertificate.signer("signer", ROOT).keyIdentifier().build();
  static final TestCertificate BETWEEN = TestCertificate.between("between", ROOT).build();
  static final TestCertificate SIGNER_BELOW = TestCertificate.signer("below", BETWEEN).build();

  private final StringBuilder text = new StringBuilder();

  private TimeStampCases() {}

  /** All cases in the form of the vectors' file. */
  static String text() {
    TimeStampCases cases = new TimeStampCases();
    FormCases.add(cases);
    SignatureCases.add(cases);
    CertificateCases.add(cases);
    RevocationCases.add(cases);
    return cases.text.toString();
  }

  void valid(String what, TestToken token) {
    add(what, VALID, token.build(), List.of(ROOT), List.of());
  }

  void refused(String what, Reason reason, TestToken token) {
    refused(what, reason, token.build());
  }

  void refused(String what, Reason reason, byte[] token) {
    add(what, reason.name(), token, List.of(ROOT), List.of());
  }

  void add(
      String what, String expected, byte[] token, List<TestCertificate> roots, List<byte[]> crls) {
    text.append("# ").append(what).append('\n');
    text.append("case ").append(expected).append('\n');
    text.append("data ").append(StrictBase64.encode(DATA)).append('\n');
    text.append("token ").append(StrictBase64.encode(token)).append('\n');
    roots.forEach(
        root -> text.append("root ").append(StrictBase64.encode(root.der())).append('\n'));
    crls.forEach(crl -> text.append("crl ").append(StrictBase64.encode(crl)).append('\n'));
    text.append('\n');
  }

  /** One case of the file, as it is read back. */
  record Case(
      String what,
      String expected,
      String data,
      String token,
      List<String> roots,
      List<String> crls) {
    @Override
    public String toString() {
      return expected + ": " + what;
    }
  }

  static List<Case> parse(String text) {
    List<Case> cases = new ArrayList<>();
    for (String block : text.split("\n\n", -1)) {
      if (!block.isEmpty()) {
        cases.add(
            new Case(
                only(block, "# "),
                only(block, "case "),
                only(block, "data "),
                only(block, "token "),
                all(block, "root "),
                all(block, "crl ")));
      }
    }
    return cases;
  }

  private static String only(String block, String head) {
    return all(block, head).getFirst();
  }

  private static List<String> all(String block, String head) {
    return block
        .lines()
        .filter(line -> line.startsWith(head))
        .map(line -> line.substring(head.length()))
        .toList();
  }

  /** A signer right below the usual root, with something changed. */
  static TestCertificate.Builder signer(String name) {
    return TestCertificate.signer(name, ROOT);
  }

  static TestToken plain() {
    return by(SIGNER);
  }

  static final KeyPurposeId TIME_STAMPING = KeyPurposeId.id_kp_timeStamping;
}
