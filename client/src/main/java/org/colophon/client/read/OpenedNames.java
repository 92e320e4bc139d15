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
import org.colophon.core.RefusedException;
import org.colophon.core.reading.ReadRequest;
import org.colophon.crypto.Hash;
import org.colophon.verifier.Opening;

/** What opens a grant's commitments to works and parties, out of files of openings. */
public final class OpenedNames {
  private static final long BYTES_MAX = 1 << 20;

  private OpenedNames() {}

  /**
   * The openings of some commitments.
   *
   * @param commitments those of the grant
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
      try {
        Opening opening = Opening.read(Files.readAllBytes(file));
        boolean isName =
            opening
                .digest()
                .equals(Hash.sha256(opening.fileName().getBytes(StandardCharsets.UTF_8)));
        if (isName
            && commitments.contains(opening.commitment())
            && known.add(opening.commitment())) {
          opened.add(new ReadRequest.Opened(opening.subject(), opening.salt(), opening.fileName()));
        }
      } catch (RefusedException e) {
        // Some other file.
      }
    }
    return opened;
  }
}
