package org.colophon.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;

/** Reads YAML strictly: one document, bounded, each key once, no aliases that multiply. */
final class YamlFile {
  /** Largest settings file, in bytes. */
  static final int BYTES_MAX = 1 << 20;

  private static final int DEPTH_MAX = 16;
  private static final ObjectMapper MAPPER = new ObjectMapper(factory());

  private YamlFile() {}

  /** The text of a settings file. */
  static String text(Path file) throws ConfigException {
    try (var in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(BYTES_MAX + 1);
      if (bytes.length > BYTES_MAX) {
        throw mistake(file, "larger than " + BYTES_MAX + " bytes", "a settings file");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw mistake(file, "not UTF-8", "text in UTF-8");
    } catch (IOException e) {
      throw mistake(file, "cannot be read", "a file that this user may read");
    }
  }

  /** The one mapping that {@code text} is; {@code file} only names it in messages. */
  static ObjectNode parse(String text, Path file) throws ConfigException {
    if (text.length() > BYTES_MAX) {
      throw mistake(file, "larger than " + BYTES_MAX + " bytes", "a settings file");
    }
    try (JsonParser parser = MAPPER.getFactory().createParser(text)) {
      JsonNode node = MAPPER.readTree(parser);
      if (!(node instanceof ObjectNode object)) {
        throw mistake(file, "not a mapping of keys to values", "key: value");
      }
      if (parser.nextToken() != null) {
        throw mistake(file, "more than one YAML document", "one");
      }
      return object;
    } catch (JsonProcessingException e) {
      throw mistake(file, "line " + line(e) + ": " + firstLine(e), "YAML with each key once");
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory", e);
    }
  }

  private static YAMLFactory factory() {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    options.setMaxAliasesForCollections(0);
    options.setNestingDepthLimit(DEPTH_MAX);
    options.setCodePointLimit(BYTES_MAX);
    YAMLFactory factory =
        YAMLFactory.builder()
            .loaderOptions(options)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    factory.setStreamReadConstraints(
        StreamReadConstraints.builder().maxNestingDepth(DEPTH_MAX).build());
    return factory;
  }

  private static ConfigException mistake(Path file, String found, String remedy) {
    return new ConfigException(file, List.of(new Mistake("", found, remedy)));
  }

  private static long line(JsonProcessingException e) {
    JsonLocation location = e.getLocation();
    return location == null ? 0 : location.getLineNr();
  }

  private static String firstLine(JsonProcessingException e) {
    return String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("not YAML");
  }
}
