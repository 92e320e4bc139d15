package org.colophon.client.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.file.Hasher;
import org.colophon.client.submit.Texts;
import org.colophon.core.Reason;
import org.colophon.crypto.Hash;
import org.colophon.rpc.proto.LookupMatch;
import org.colophon.verifier.Opening;

/**
 * What a word of the command line means: the 64 hex digits of a work or record, or a file that is
 * found by its digest.
 *
 * @param works the works, the one with priority first
 * @param records the records, the one with priority first
 * @param sha256 the file's digest, when it is a file
 * @param matches what the chain has under that digest
 */
record Target(
    List<String> works, List<String> records, Optional<Hash> sha256, List<LookupMatch> matches) {
  private static final int MATCHES_MAX = 64;

  Target {
    works = List.copyOf(works);
    records = List.copyOf(records);
    matches = List.copyOf(matches);
  }

  /** Resolves a word. A file of that name wins: nobody calls a file like a hash by accident. */
  static Target of(String word, Session session) throws IOException, Failure {
    Path path = Path.of(word);
    if (Files.isRegularFile(path)) {
      return ofFile(Hasher.hash(path).sha256(), session);
    }
    if (!Hash.isHex(word)) {
      throw Failure.local(
          Texts.ofFileName(word) + ": neither a file nor an id of 64 lower-case hex digits");
    }
    return new Target(List.of(word), List.of(word), Optional.empty(), List.of());
  }

  private static Target ofFile(Hash digest, Session session) throws IOException {
    List<LookupMatch> matches =
        new ArrayList<>(
            session
                .network()
                .lookup(List.of(digest.hex()), MATCHES_MAX, session.lastHeight().value()));
    Set<String> works = new LinkedHashSet<>();
    Set<String> records = new LinkedHashSet<>();
    matches.stream()
        .sorted((a, b) -> Boolean.compare(b.getPriority(), a.getPriority()))
        .forEach(match -> {
          records.add(match.getReceipt().getId());
          if (!match.getWork().isEmpty()) {
            works.add(match.getWork());
          }
        });
    // What this profile has committed to is not under the digest until it is opened.
    for (Opening opening : session.openings().ofDigest(digest)) {
      records.add(opening.record().hex());
      String own = opening.record().hex();
      switch (opening.type()) {
        case "work.declare", "draft.add" ->
            works.add(opening.target().isEmpty() ? own : opening.target());
        default -> {
          // A deposit or supplement is about a record, not a work of its own.
        }
      }
    }
    return new Target(List.copyOf(works), List.copyOf(records), Optional.of(digest), matches);
  }

  /** The work with priority. */
  String work() throws Failure {
    if (works.isEmpty()) {
      throw Failure.refused(Reason.NOT_FOUND, "not registered" + digest());
    }
    return works.getFirst();
  }

  /** The record with priority. */
  String record() throws Failure {
    if (records.isEmpty()) {
      throw Failure.refused(Reason.NOT_FOUND, "not registered" + digest());
    }
    return records.getFirst();
  }

  private String digest() {
    return sha256.map(hash -> ": SHA-256 " + hash).orElse("");
  }
}
