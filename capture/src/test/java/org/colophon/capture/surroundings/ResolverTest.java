package org.colophon.capture.surroundings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ResolverTest {
  /** From example.org: one name that stands for another, an A, and an AAAA record. */
  private static final String ANSWERS =
      "c00c"
          + "0005"
          + "0001"
          + "0000003c"
          + "0006"
          + "03777777c00c"
          + "c029"
          + "0001"
          + "0001"
          + "0000003c"
          + "0004"
          + "5db8d70e"
          + "c029"
          + "001c"
          + "0001"
          + "0000003c"
          + "0010"
          + "26064700000000000000000000000001";

  private static byte[] answer(byte[] question, String flags, int answers, String records) {
    String hex = HexFormat.of().formatHex(question);
    // Without the EDNS record of the question: 11 bytes.
    String asked = hex.substring(24, hex.length() - 22);
    return HexFormat.of()
        .parseHex(
            hex.substring(0, 4)
                + flags
                + "0001"
                + String.format("%04x", answers)
                + "00000000"
                + asked
                + records);
  }

  private static byte[] question() throws IOException {
    return DnsMessage.question(0x1234, "example.org", DnsMessage.TYPE_A);
  }

  private static Set<String> read(byte[] answer) throws IOException {
    return DnsMessage.addresses(answer, answer.length, question());
  }

  @Test
  void asksAsTheStandardSays() throws Exception {
    assertThat(HexFormat.of().formatHex(question()))
        .isEqualTo(
            "1234"
                + "0100"
                + "0001"
                + "0000"
                + "0000"
                + "0001"
                + "076578616d706c65036f726700"
                + "0001"
                + "0001"
                + "000029"
                + "04d0"
                + "00000000"
                + "0000");
  }

  @Test
  void readsTheAddressesOfAnAnswer() throws Exception {
    assertThat(read(answer(question(), "8180", 3, ANSWERS)))
        .containsExactlyInAnyOrder("93.184.215.14", "2606:4700:0:0:0:0:0:1");
    assertThat(read(answer(question(), "8183", 0, ""))).isEmpty();
  }

  @Test
  void refusesWhatIsNoWholeAnswer() throws Exception {
    byte[] good = answer(question(), "8180", 3, ANSWERS);
    for (int length = 0; length < good.length; length++) {
      int cut = length;
      assertThatThrownBy(() -> DnsMessage.addresses(good, cut, question()))
          .isInstanceOf(IOException.class);
    }
    byte[] other = good.clone();
    other[0]++;
    assertThatThrownBy(() -> read(other)).hasMessageContaining("not an answer");
    assertThatThrownBy(() -> read(answer(question(), "0180", 3, ANSWERS)))
        .hasMessageContaining("not an answer");
    assertThatThrownBy(() -> read(answer(question(), "8380", 3, ANSWERS)))
        .hasMessageContaining("truncated");
    assertThatThrownBy(() -> read(answer(question(), "8182", 0, "")))
        .hasMessageContaining("code 2");
    assertThatThrownBy(() -> read(answer(question(), "8180", 1, "80")))
        .hasMessageContaining("a label of 128 bytes");
    assertThatThrownBy(() -> DnsMessage.question(1, "a..b", DnsMessage.TYPE_A))
        .isInstanceOf(IOException.class);
  }

  @Test
  void readsAddressesOfResolvers() {
    assertThat(Resolver.parse("223.5.5.5").address().getPort()).isEqualTo(53);
    assertThat(Resolver.parse("[2400:3200::1]:5353").address().getPort()).isEqualTo(5353);
    assertThat(Set.of("", "dns.example", "1.2.3", "1.2.3.4:0", "1.2.3.4:65536", "2400:3200::1"))
        .allSatisfy(text ->
            assertThatThrownBy(() -> Resolver.parse(text))
                .isInstanceOf(IllegalArgumentException.class));
  }

  @Test
  void comparesWhatAnsweredWithWhatASecondResolverSays() throws Exception {
    try (NameServer server = new NameServer(Set.of("192.0.2.7"))) {
      Names names = Names.ask("pages.invalid", Optional.of(server.resolver()));

      assertThat(names.other()).contains(Set.of("192.0.2.7"));
      assertThat(names.finding(Set.of("192.0.2.7")).verdict()).isEqualTo(Finding.Verdict.CLEAN);
      Finding other = names.finding(Set.of("192.0.2.8"));
      assertThat(other.verdict()).isEqualTo(Finding.Verdict.FOUND);
      assertThat(other.words()).contains("192.0.2.7", "answered by 192.0.2.8");
      assertThat(names.json(Set.of("192.0.2.8")).text())
          .contains("\"second\":[\"192.0.2.7\"]", "\"connected\":[\"192.0.2.8\"]");
    }
  }

  @Test
  void aNameThatOnlyThisMachineKnowsIsFound() throws Exception {
    try (NameServer server = new NameServer(Set.of())) {
      Finding finding =
          Names.ask("pages.invalid", Optional.of(server.resolver())).finding(Set.of("192.0.2.7"));
      assertThat(finding.verdict()).isEqualTo(Finding.Verdict.FOUND);
      assertThat(finding.words()).endsWith("the second resolver knows no such name");
    }
  }

  @Test
  void saysWhenNobodyElseAnswers() throws Exception {
    Resolver nobody;
    try (NameServer server = new NameServer(Set.of())) {
      nobody = server.resolver();
    }
    Names silent = Names.ask("pages.invalid", Optional.of(nobody));
    assertThat(silent.finding(Set.of()).verdict()).isEqualTo(Finding.Verdict.UNKNOWN);
    assertThat(silent.finding(Set.of()).words()).contains("did not answer");
    assertThat(Names.ask("pages.invalid", Optional.empty()).finding(Set.of()).words())
        .contains("no second resolver was to be asked");
  }

  @Test
  void asksNobodyOfNumbersAndOfThisMachine() throws Exception {
    try (NameServer server = new NameServer(Set.of("192.0.2.7"))) {
      for (String host : Set.of("localhost", "a.localhost", "127.0.0.1", "::1")) {
        assertThat(Names.ask(host, Optional.of(server.resolver())).other()).isEmpty();
      }
      assertThat(server.asked()).isZero();
    }
  }
}
