package org.colophon.core.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.colophon.core.RefusedException;
import org.colophon.crypto.Hash;
import org.junit.jupiter.api.Test;

class GuideTest {
  private static final Path FORMATS = Path.of("../docs/formats.md");
  private static final Pattern BLOCK = Pattern.compile("```bash by-hand\n(.*?)```", Pattern.DOTALL);

  @Test
  void itsCommandsAreThoseOfTheFormatsPage() throws Exception {
    String page = Files.readString(FORMATS);
    List<String> blocks = BLOCK.matcher(page).results().map(GuideTest::lines).toList();
    String guide = new String(Guide.bytes(), UTF_8);

    assertThat(blocks).hasSize(11);
    assertThat(
            guide
                .lines()
                .filter(line -> line.startsWith("    ") && line.length() > 4)
                .filter(line -> isCommand(line, blocks))
                .map(line -> line.substring(4))
                .collect(Collectors.joining("\n")))
        .isEqualTo(String.join("\n", blocks));
  }

  @Test
  void itsDigestStandsInTheFormatsPage() throws Exception {
    assertThat(Files.readString(FORMATS)).contains(Hash.sha256(Guide.bytes()).hex());
  }

  @Test
  void anotherTextIsRefused() throws Exception {
    byte[] changed = Guide.bytes();
    changed[100] ^= 1;

    Guide.verify(Guide.bytes());
    assertThatThrownBy(() -> Guide.verify(changed)).isInstanceOf(RefusedException.class);
  }

  private static String lines(MatchResult block) {
    return block.group(1).lines().filter(line -> !line.isBlank()).collect(Collectors.joining("\n"));
  }

  private static boolean isCommand(String line, List<String> blocks) {
    return blocks.stream()
        .flatMap(String::lines)
        .anyMatch(command -> command.equals(line.substring(4)));
  }
}
