package org.colophon.client.command;

import java.util.LinkedHashMap;
import java.util.Map;
import org.colophon.core.RefusedException;
import org.colophon.core.content.Stated;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.core.json.ObjBuilder;
import picocli.CommandLine.Option;

/** What an operator states of a capture. */
final class StatedOption {
  static final String WHAT =
      "%nWhat can be stated (Online Litigation Rules, articles 17 and 18): platform,%n"
          + "cleanliness, security, reliability, availability, standards, storage, notary,%n"
          + "witness, corroboration.";

  @Option(
      names = "--stated",
      paramLabel = "WHAT=TEXT",
      description = "What you state of how it was taken and kept. May be given more than once.")
  private Map<String, String> stated = new LinkedHashMap<>();

  /** What is stated, with more where nothing is said on it. */
  Stated with(Map<String, String> more) throws RefusedException {
    Map<String, String> all = new LinkedHashMap<>(more);
    all.putAll(stated);
    ObjBuilder given = Json.object();
    all.forEach(given::put);
    Members members = Members.of("stated.", given.build());
    Stated read = Stated.read(members);
    members.end();
    return read;
  }
}
