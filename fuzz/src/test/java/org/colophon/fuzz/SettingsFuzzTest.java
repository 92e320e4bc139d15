package org.colophon.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.colophon.client.stream.LooseJson;
import org.colophon.config.ConfigException;
import org.colophon.config.NodeConfig;
import org.colophon.config.Profile;
import org.colophon.core.RefusedException;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.crypto.PemBlock;

/** What operators and users hand over in files: settings, profiles, lists, PEM. */
class SettingsFuzzTest {
  private static final Path FILE = Path.of("/nowhere/node.yaml");
  private static final JsonLimits LIMITS = new JsonLimits(1 << 20, 16, 1 << 20);

  static final Decoder CONFIG =
      Decoder.of(
          ConfigException.class,
          bytes -> NodeConfig.parse(Decoder.text(bytes), FILE),
          (bytes, config) -> assertThat(NodeConfig.parse(config.yaml(), FILE)).isEqualTo(config));

  static final Decoder PROFILE =
      Decoder.of(
          ConfigException.class,
          bytes -> Profile.parse(Decoder.text(bytes), Path.of("/nowhere")),
          (bytes, profile) ->
              assertThat(Profile.parse(profile.yaml(), Path.of("/nowhere"))).isEqualTo(profile));

  /** What any program wrote is canonical once it was read. */
  static final Decoder LINE =
      Decoder.of(
          RefusedException.class,
          bytes -> LooseJson.parse(Decoder.text(bytes)),
          (bytes, object) ->
              assertThat(JsonParser.parseObject(object.bytes(), LIMITS)).isEqualTo(object));

  static final Decoder PEM =
      Decoder.of(
          IllegalArgumentException.class,
          bytes -> PemBlock.parseAll(new String(bytes, StandardCharsets.US_ASCII)),
          SettingsFuzzTest::areReadAgain);

  private static void areReadAgain(byte[] bytes, List<PemBlock> blocks) {
    for (PemBlock block : blocks) {
      PemBlock again = PemBlock.parseAll(block.text()).getFirst();
      assertThat(again.label()).isEqualTo(block.label());
      assertThat(again.der()).isEqualTo(block.der());
    }
  }

  @FuzzTest
  void config(byte[] bytes) throws Exception {
    CONFIG.feed(bytes);
  }

  @FuzzTest
  void profile(byte[] bytes) throws Exception {
    PROFILE.feed(bytes);
  }

  @FuzzTest
  void line(byte[] bytes) throws Exception {
    LINE.feed(bytes);
  }

  @FuzzTest
  void pem(byte[] bytes) throws Exception {
    PEM.feed(bytes);
  }
}
