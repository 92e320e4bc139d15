package org.colophon.client.diary;

import java.util.function.UnaryOperator;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.WorkId;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.core.json.ObjBuilder;
import org.colophon.crypto.Hash;

/**
 * A version of a file that was recorded as a draft.
 *
 * @param path the file, relative to the watched folder, with slashes
 * @param work the work that the file's drafts have opened
 * @param record the draft's record
 * @param sequence its number in the line of drafts, from 1
 * @param sha256 of the bytes that were saved
 * @param size in bytes
 */
public record Draft(
    String path, WorkId work, RecordId record, long sequence, Hash sha256, long size) {
  private static final int PATH_CHARS_MAX = 4096;

  static Draft read(Members members) throws RefusedException {
    Draft draft =
        new Draft(
            members.text("path", PATH_CHARS_MAX),
            members.parsed("work", 64, WorkId::ofHex),
            members.parsed("record", 64, RecordId::ofHex),
            members.integer("sequence", 1, Json.INTEGER_MAX),
            members.parsed("sha256", 64, Hash::ofHex),
            members.integer("size", 0, Json.INTEGER_MAX));
    members.end();
    return draft;
  }

  /** As it stands in a diary. */
  public Json.Obj json() {
    return json(more -> more);
  }

  /** As it stands in a diary, with what {@code more} adds. */
  public Json.Obj json(UnaryOperator<ObjBuilder> more) {
    return more.apply(
            Json.object()
                .put("path", path)
                .put("work", work.hex())
                .put("record", record.hex())
                .put("sequence", sequence)
                .put("sha256", sha256.hex())
                .put("size", size))
        .build();
  }

  /** The same draft under another name of its file. */
  Draft at(String other) {
    return new Draft(other, work, record, sequence, sha256, size);
  }
}
