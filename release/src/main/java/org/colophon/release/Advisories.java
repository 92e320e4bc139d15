package org.colophon.release;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A collection of advisories: a folder, or a zip, of JSON documents, one advisory each. */
final class Advisories {
  private static final int BYTES_MAX = 16 << 20;

  private final List<Advisory> all;

  private Advisories(List<Advisory> all) {
    this.all = List.copyOf(all);
  }

  /**
   * Reads a collection whole.
   *
   * @throws IOException when a document cannot be read, or none is there: a check against nothing
   *     would find nothing
   */
  static Advisories read(Path collection) throws IOException {
    if (Files.isDirectory(collection)) {
      return ofFolder(collection, collection);
    }
    try (FileSystem zip = FileSystems.newFileSystem(collection)) {
      return ofFolder(zip.getPath("/"), collection);
    }
  }

  private static Advisories ofFolder(Path folder, Path named) throws IOException {
    List<Path> documents;
    try (Stream<Path> files = Files.walk(folder)) {
      documents = files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
    if (documents.isEmpty()) {
      throw new IOException(named + ": no advisories (expected: files .json)");
    }
    ObjectMapper json = new ObjectMapper();
    List<Advisory> advisories = new ArrayList<>();
    for (Path document : documents) {
      if (Files.size(document) > BYTES_MAX) {
        throw new IOException(document + ": larger than " + BYTES_MAX + " bytes");
      }
      try (InputStream in = Files.newInputStream(document)) {
        Advisory.of(json.readTree(in)).ifPresent(advisories::add);
      }
    }
    return new Advisories(advisories);
  }

  /** How many are about libraries of Maven. */
  int size() {
    return all.size();
  }

  /** One line for each part and advisory about it. */
  List<String> findings(List<Part> parts) {
    List<String> findings = new ArrayList<>();
    for (Part part : parts) {
      for (Advisory advisory : all) {
        if (advisory.concerns(part)) {
          findings.add(part + ": " + advisory.id() + " " + advisory.summary());
        }
      }
    }
    return findings;
  }
}
