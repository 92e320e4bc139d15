package org.colophon.client.submit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.colophon.client.file.FileFacts;
import org.colophon.core.custody.OpenedMember;
import org.colophon.crypto.Hash;

/** Text on its way into a statement. */
public final class Texts {
  private Texts() {}

  /**
   * What a file says, when it is a text short enough to be kept beside its commitment, of
   * characters that canonical JSON can hold.
   */
  public static Optional<String> ofFile(Path file, FileFacts facts) throws IOException {
    if (facts.size() == 0 || facts.size() > OpenedMember.TEXT_CHARS_MAX) {
      return Optional.empty();
    }
    byte[] bytes = Files.readAllBytes(file);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      boolean isIt = Hash.sha256(bytes).equals(facts.sha256());
      return isIt && text.indexOf('\u007f') < 0 ? Optional.of(text) : Optional.empty();
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /**
   * A file's name as text that canonical JSON can hold: what is no character, or a control
   * character, becomes U+FFFD.
   */
  public static String ofFileName(String name) {
    StringBuilder text = new StringBuilder();
    CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
    name.codePoints()
        .forEach(c -> {
          String one = Character.toString(c);
          text.append(Character.isISOControl(c) || !encoder.canEncode(one) ? "\uFFFD" : one);
        });
    return text.toString();
  }
}
