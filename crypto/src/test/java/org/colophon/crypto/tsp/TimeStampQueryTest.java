package org.colophon.crypto.tsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.colophon.crypto.tsp.TestToken.DATA;
import static org.colophon.crypto.tsp.TimeStampCases.BETWEEN;
import static org.colophon.crypto.tsp.TimeStampCases.ROOT;
import static org.colophon.crypto.tsp.TimeStampCases.SIGNER;
import static org.colophon.crypto.tsp.TimeStampCases.SIGNER_BELOW;
import static org.colophon.crypto.tsp.TimeStampCases.signer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.BERSequence;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.x509.Extension;
import org.colophon.crypto.Sha2;
import org.colophon.crypto.StrictDer;
import org.colophon.crypto.tsp.TimeStampException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TimeStampQueryTest {
  private static final byte[] NONCE = "nonce-01".getBytes(StandardCharsets.UTF_8);
  private static final DERSequence GRANTED = new DERSequence(new ASN1Integer(0));

  private final TimeStampQuery query = TimeStampQuery.of(DATA, NONCE);

  @Test
  void takesTheAnswerToItsQuestion() throws Exception {
    TimeStamp stamp = query.accept(granted(token().build()));
    assertThat(stamp.der()).isEqualTo(token().build());
    assertThat(stamp.covers(DATA)).isTrue();
    assertThat(stamp.verify(List.of(ROOT.x509()), List.of())).isEqualTo(ROOT.x509());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7, 33})
  void refusesNoncesThatAreTooShortOrLong(int length) {
    assertThatThrownBy(() -> TimeStampQuery.of(DATA, new byte[length]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("nonce: " + length + " bytes (expected: 8 to 32)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "1.2.", "3.1", "1.40", "one.two", "1.02"})
  void refusesPoliciesThatAreNoIdentifiers(String policy) {
    assertThatThrownBy(() -> TimeStampQuery.of(DATA, Sha2.SHA_256, NONCE, Optional.of(policy)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesADigestOfAnotherLength() {
    assertThatThrownBy(
            () -> TimeStampQuery.ofDigest(Sha2.SHA_384, new byte[32], NONCE, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("digest: 32 bytes (expected: 48)");
  }

  @Test
  void keepsItsDigestWhenTheCallersArrayChanges() {
    byte[] digest = Sha2.SHA_256.digest(DATA);
    TimeStampQuery ofDigest =
        TimeStampQuery.ofDigest(Sha2.SHA_256, digest, NONCE, Optional.empty());
    Arrays.fill(digest, (byte) 0);
    assertThat(ofDigest.der()).isEqualTo(query.der());
  }

  @Test
  void refusesAnotherImprint() {
    TestToken other =
        token().imprint(TestToken.algorithm(Sha2.SHA_256), Sha2.SHA_256.digest(NONCE));
    refuses(Reason.WRONG_IMPRINT, granted(other.build()));
    refuses(Reason.WRONG_IMPRINT, granted(token().imprint(Sha2.SHA_512).build()));
  }

  @Test
  void refusesAnotherNonceOrNone() {
    byte[] longer = Arrays.copyOf(NONCE, 9);
    refuses(Reason.WRONG_NONCE, granted(TestToken.by(SIGNER).nonce(longer).build()));
    refuses(Reason.WRONG_NONCE, granted(TestToken.by(SIGNER).build()));
  }

  @Test
  void refusesAnotherPolicy() throws Exception {
    TimeStampQuery strict = TimeStampQuery.of(DATA, Sha2.SHA_256, NONCE, Optional.of("1.2.3.5"));
    assertThatThrownBy(() -> strict.accept(granted(token().build())))
        .isInstanceOf(TimeStampException.class)
        .hasMessage("time-stamp: policy 1.2.3.4 (expected: 1.2.3.5)");
    TimeStampQuery same = TimeStampQuery.of(DATA, Sha2.SHA_256, NONCE, Optional.of("1.2.3.4"));
    assertThat(same.accept(granted(token().build())).policy()).isEqualTo("1.2.3.4");
  }

  @Test
  void refusesASignatureOrACertificateThatIsWrong() {
    refuses(Reason.BAD_SIGNATURE, granted(token().withWrongSignature().build()));
    TestCertificate bad = signer("bad").without(Extension.extendedKeyUsage).build();
    refuses(Reason.BAD_CERTIFICATE, granted(TestToken.by(bad).nonce(NONCE).build()));
    refuses(Reason.NO_CERTIFICATE, granted(token().certificates().build()));
    refuses(Reason.EXPIRED, granted(token().time("20270601000000Z").build()));
  }

  @Test
  void saysWhyTheAuthorityRefused() {
    byte[] refusal =
        reply(
            new ASN1Integer(2),
            new DERSequence(new DERUTF8String("out of order\u001b[31m\nline two")),
            new DERBitString(new byte[] {0x20}, 5));
    assertThatThrownBy(() -> query.accept(refusal))
        .isInstanceOfSatisfying(
            TimeStampException.class, e -> assertThat(e.reason()).isEqualTo(Reason.REJECTED))
        .hasMessage(
            "refused by the authority: status 2, failure #03020520, out of order?[31m?line two");
  }

  @Test
  void refusesEachStatusThatGrantsNothing() {
    for (int status = 2; status <= 5; status++) {
      refuses(Reason.REJECTED, reply(new ASN1Integer(status)));
    }
    refuses(Reason.MALFORMED, reply(new ASN1Integer(0)));
  }

  @Test
  void takesATokenThatWasGrantedWithModifications() throws Exception {
    byte[] modified =
        StrictDer.encode(
            new DERSequence(
                new ASN1Encodable[] {
                  new DERSequence(
                      new ASN1Encodable[] {
                        new ASN1Integer(1), new DERSequence(new DERUTF8String("fewer things"))
                      }),
                  token().structure()
                }));
    assertThat(query.accept(modified).der()).isEqualTo(token().build());
  }

  @Test
  void refusesWhatIsNoAnswer() {
    byte[] right = granted(token().build());
    refuses(Reason.MALFORMED, new byte[0]);
    refuses(Reason.MALFORMED, DATA);
    refuses(Reason.MALFORMED, token().build());
    refuses(Reason.MALFORMED, Arrays.copyOf(right, right.length + 1));
    refuses(Reason.MALFORMED, Arrays.copyOf(right, right.length - 1));
    refuses(Reason.TOO_LARGE, new byte[TimeStamp.RESPONSE_BYTES_MAX + 1]);
  }

  // From here on: what authorities do that are less strict than what is kept.

  @Test
  void putsBerInOrder() throws Exception {
    ASN1EncodableVector parts = new ASN1EncodableVector();
    token().structure().forEach(parts::add);
    byte[] ber = ber(new ASN1Encodable[] {GRANTED, new BERSequence(parts)});
    assertThat(ber).isNotEqualTo(granted(token().build()));
    assertThat(query.accept(ber).der()).isEqualTo(token().build());
  }

  @Test
  void putsCertificatesInOrderAndLeavesTheRootOut() throws Exception {
    TestToken twoBelow =
        TestToken.by(SIGNER_BELOW).nonce(NONCE).certificates(SIGNER_BELOW, BETWEEN);
    TestToken untidy =
        TestToken.by(SIGNER_BELOW)
            .nonce(NONCE)
            .certificates(SIGNER_BELOW, ROOT, BETWEEN)
            .certificatesReversed();
    TimeStamp stamp = query.accept(granted(untidy.build()));
    assertThat(stamp.der()).isEqualTo(twoBelow.build());
    assertThat(stamp.verify(List.of(ROOT.x509()), List.of())).isEqualTo(ROOT.x509());
  }

  @Test
  void leavesOutWhatNoSignatureCovers() throws Exception {
    ASN1ObjectIdentifier anything = new ASN1ObjectIdentifier("1.2.3.4.5");
    TestToken untidy =
        token()
            .certificates(SIGNER, BETWEEN)
            .crls(new DERSet(StrictDer.parse(TestCrl.of(ROOT).build())))
            .unsignedAttributes(new DERSet(new Attribute(anything, new DERSet(DERNull.INSTANCE))))
            .digestAlgorithms(TestToken.algorithm(Sha2.SHA_512), TestToken.algorithm(Sha2.SHA_256));
    assertThat(query.accept(granted(untidy.build())).der()).isEqualTo(token().build());
  }

  @Test
  void keepsOnlyTheWayToATrustedRootWhenAsked() throws Exception {
    // The authority's root, certified by an older one as well: sent along for those who trust that.
    TestCertificate older = TestCertificate.root("older root").build();
    TestCertificate crossed = TestCertificate.between("root", older).build();
    TestToken token = token().certificates(SIGNER, crossed);
    TimeStamp stamp = query.accept(granted(token.build()));
    assertThat(stamp.verify(List.of(older.x509()), List.of())).isEqualTo(older.x509());
    assertThatThrownBy(() -> stamp.verify(List.of(ROOT.x509()), List.of()))
        .isInstanceOfSatisfying(
            TimeStampException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.BAD_CERTIFICATE));
    TimeStamp smaller = stamp.towards(List.of(ROOT.x509()));
    assertThat(smaller.der()).isEqualTo(token().build());
    assertThat(smaller.verify(List.of(ROOT.x509()), List.of())).isEqualTo(ROOT.x509());
    assertThatThrownBy(() -> stamp.towards(List.of(BETWEEN.x509())))
        .isInstanceOfSatisfying(
            TimeStampException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNTRUSTED));
  }

  @Test
  void boundsTheWorkThatManyCertificatesMake() {
    TestCertificate[] many = new TestCertificate[17];
    for (int i = 0; i < many.length; i++) {
      many[i] = signer("many " + i).build();
    }
    refuses(Reason.MALFORMED, granted(token().certificates(many).build()));
  }

  private static TestToken token() {
    return TestToken.by(SIGNER).nonce(NONCE);
  }

  private void refuses(Reason reason, byte[] response) {
    assertThatThrownBy(() -> query.accept(response))
        .isInstanceOfSatisfying(
            TimeStampException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private static byte[] granted(byte[] token) {
    return StrictDer.encode(
        new DERSequence(new ASN1Encodable[] {GRANTED, ASN1Sequence.getInstance(token)}));
  }

  private static byte[] reply(ASN1Encodable... status) {
    return StrictDer.encode(new DERSequence(new DERSequence(status)));
  }

  private static byte[] ber(ASN1Encodable[] parts) {
    try {
      return new BERSequence(parts).getEncoded();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
