package org.colophon.client.read;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.colophon.client.file.FileWalk;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.custody.OpenedMember;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.json.Members;
import org.colophon.core.reading.ReadRequest;
import org.colophon.crypto.Hash;
import org.colophon.verifier.Opening;

/**
 * What opens commitments to works, parties and amounts, out of files: openings that were kept, what
 * {@code private open --json} printed, and what {@code scope trace --verb DECRYPT --json} did.
 */
public final class OpenedNames {
  private static final long BYTES_MAX = 16 << 20;
  private static final JsonLimits LIMITS = new JsonLimits((int) BYTES_MAX, 16, 100_000);

  private static final int LISTED_MAX = 10_000;

  private OpenedNames() {}

  /**
   * The openings of some commitments.
   *
   * @param commitments those that are to be opened
   * @param places files and folders of openings; what else lies there is passed over
   */
  public static List<ReadRequest.Opened> of(Collection<Hash> commitments, List<Path> places)
      throws IOException {
    List<ReadRequest.Opened> opened = new ArrayList<>();
    Set<Hash> known = new HashSet<>();
    List<Path> there = places.stream().filter(Files::exists).toList();
    for (Path file : FileWalk.find(there)) {
      if (!String.valueOf(file.getFileName()).endsWith(".json") || Files.size(file) > BYTES_MAX) {
        continue;
      }
      for (ReadRequest.Opened one : in(Files.readAllBytes(file))) {
        if (commitments.contains(one.commitment()) && known.add(one.commitment())) {
          opened.add(one);
        }
      }
    }
    return opened;
  }

  private static List<ReadRequest.Opened> in(byte[] file) {
    try {
      Opening opening = Opening.read(file);
      byte[] name = opening.fileName().getBytes(StandardCharsets.UTF_8);
      return opening.digest().equals(Hash.sha256(name))
          ? List.of(new ReadRequest.Opened(opening.subject(), opening.salt(), opening.fileName()))
          : List.of();
    } catch (RefusedException e) {
      return printed(new String(file, StandardCharsets.UTF_8));
    }
  }

  /** What commands print of opened members: a line for each record, or for each page of a trace. */
  private static List<ReadRequest.Opened> printed(String text) {
    List<ReadRequest.Opened> opened = new ArrayList<>();
    text.lines()
        .forEach(line -> {
          try {
            byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
            Members members = Members.of("", JsonParser.parseObject(bytes, LIMITS));
            if (members.has("opened")) {
              opened.addAll(
                  members.objects("opened", 0, LISTED_MAX, OpenedNames::texts).stream()
                      .flatMap(List::stream)
                      .toList());
            }
          } catch (RefusedException e) {
            // Some other file.
          }
        });
    return opened;
  }

  /** One member, or those of one record. */
  private static List<ReadRequest.Opened> texts(Members members) throws RefusedException {
    List<OpenedMember> opened;
    if (members.has("openings")) {
      RecordId _ = members.parsed("record", 64, RecordId::ofHex);
      opened = members.objects("openings", 0, LISTED_MAX, OpenedMember::read);
    } else {
      opened = List.of(OpenedMember.read(members));
    }
    return opened.stream()
        .flatMap(one ->
            one.text().stream().map(text -> new ReadRequest.Opened(one.by(), one.salt(), text)))
        .toList();
  }
}
