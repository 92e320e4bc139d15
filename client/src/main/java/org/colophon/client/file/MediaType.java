package org.colophon.client.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Says of what kind a file is. The mark at its beginning counts more than its name, for the name is
 * the user's and a mark is the format's; what neither tells is left to the platform, and last it is
 * text or bytes.
 */
public final class MediaType {
  /** Bytes of a file's beginning that are looked at. */
  public static final int HEAD_BYTES = 512;

  private static final String BYTES = "application/octet-stream";

  private record Mark(String type, int offset, String hex) {}

  private static final List<Mark> MARKS =
      List.of(
          new Mark("image/png", 0, "89504e470d0a1a0a"),
          new Mark("image/jpeg", 0, "ffd8ff"),
          new Mark("image/gif", 0, "47494638"),
          new Mark("image/webp", 8, "57454250"),
          new Mark("image/tiff", 0, "49492a00"),
          new Mark("image/tiff", 0, "4d4d002a"),
          new Mark("audio/wav", 8, "57415645"),
          new Mark("audio/flac", 0, "664c6143"),
          new Mark("audio/mpeg", 0, "494433"),
          new Mark("audio/midi", 0, "4d546864"),
          new Mark("video/x-msvideo", 8, "41564920"),
          new Mark("application/pdf", 0, "255044462d"),
          new Mark("application/gzip", 0, "1f8b"),
          new Mark("application/vnd.rar", 0, "526172211a07"),
          new Mark("application/x-7z-compressed", 0, "377abcaf271c"));

  /** Kinds that share a mark or have none. */
  private static final Map<String, String> EXTENSIONS =
      Map.ofEntries(
          Map.entry("txt", "text/plain"),
          Map.entry("md", "text/markdown"),
          Map.entry("html", "text/html"),
          Map.entry("htm", "text/html"),
          Map.entry("css", "text/css"),
          Map.entry("csv", "text/csv"),
          Map.entry("xml", "application/xml"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("json", "application/json"),
          Map.entry("yaml", "application/yaml"),
          Map.entry("yml", "application/yaml"),
          Map.entry("java", "text/x-java-source"),
          Map.entry("py", "text/x-python"),
          Map.entry("c", "text/x-c"),
          Map.entry("go", "text/x-go"),
          Map.entry("js", "text/javascript"),
          Map.entry("tex", "application/x-tex"),
          Map.entry("epub", "application/epub+zip"),
          Map.entry(
              "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
          Map.entry("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
          Map.entry(
              "pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
          Map.entry("odt", "application/vnd.oasis.opendocument.text"),
          Map.entry("zip", "application/zip"),
          Map.entry("wacz", "application/wacz"),
          Map.entry("warc", "application/warc"),
          Map.entry("pem", "application/x-pem-file"),
          Map.entry("jsonl", "application/jsonl"),
          Map.entry("tar", "application/x-tar"),
          Map.entry("mp3", "audio/mpeg"),
          Map.entry("m4a", "audio/mp4"),
          Map.entry("ogg", "audio/ogg"),
          Map.entry("opus", "audio/ogg"),
          Map.entry("mid", "audio/midi"),
          Map.entry("mp4", "video/mp4"),
          Map.entry("mov", "video/quicktime"),
          Map.entry("webm", "video/webm"),
          Map.entry("mkv", "video/matroska"),
          Map.entry("heic", "image/heic"),
          Map.entry("avif", "image/avif"),
          Map.entry("psd", "image/vnd.adobe.photoshop"),
          Map.entry("dwg", "image/vnd.dwg"));

  private MediaType() {}

  /** The kind of the file with this name and this beginning. */
  public static String of(Path path, byte[] head) {
    for (Mark mark : MARKS) {
      byte[] expected = HexFormat.of().parseHex(mark.hex());
      int end = mark.offset() + expected.length;
      if (head.length >= end
          && Arrays.equals(head, mark.offset(), end, expected, 0, expected.length)) {
        return mark.type();
      }
    }
    return byName(path).orElseGet(() -> isText(head) ? "text/plain" : BYTES);
  }

  private static Optional<String> byName(Path path) {
    String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
    String known = EXTENSIONS.get(name.substring(name.lastIndexOf('.') + 1));
    if (known != null) {
      return Optional.of(known);
    }
    try {
      // What the platform says may have parameters or capitals, which a statement may not.
      return Optional.ofNullable(Files.probeContentType(path))
          .filter(
              type -> type.matches("[a-z0-9][a-z0-9!#$&^_.+-]{0,62}/[a-z0-9][a-z0-9.+-]{0,62}"));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean isText(byte[] head) {
    if (head.length == 0) {
      return false;
    }
    // A character may be cut at the end of the head.
    for (int cut = 0; cut < 4 && cut < head.length; cut++) {
      try {
        var text =
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(head, 0, head.length - cut));
        return text.chars().noneMatch(c -> c < ' ' && c != '\n' && c != '\r' && c != '\t');
      } catch (CharacterCodingException e) {
        // Tried again without its last byte.
      }
    }
    return false;
  }
}
