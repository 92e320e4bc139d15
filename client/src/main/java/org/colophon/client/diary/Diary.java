package org.colophon.client.diary;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.json.Members;
import org.colophon.core.json.ObjBuilder;
import org.colophon.crypto.Hash;

/**
 * The drafts of the files in a folder, the oldest of each file first. A line of a diary is a draft,
 * or says that a file has another name from then on.
 */
public final class Diary {
  private static final int PATH_CHARS_MAX = 4096;
  private static final JsonLimits LINE = new JsonLimits(64 << 10, 2, 16);

  private final SortedMap<String, List<Draft>> drafts = new TreeMap<>();
  private final Set<RecordId> records = new HashSet<>();

  /** The name of a folder's diary: the folder's own name would tell what somebody works on. */
  public static Path file(Path diaries, Path folder) {
    String name = Hash.sha256(folder.toString().getBytes(StandardCharsets.UTF_8)).hex();
    return diaries.resolve(name.substring(0, 32) + ".ndjson");
  }

  /** The files with drafts, by path. */
  public Set<String> paths() {
    return Set.copyOf(drafts.keySet());
  }

  /** The drafts of a file, oldest first. */
  public List<Draft> drafts(String path) {
    return List.copyOf(drafts.getOrDefault(path, List.of()));
  }

  /** The newest draft of a file. */
  public Optional<Draft> newest(String path) {
    List<Draft> known = drafts.get(path);
    return known == null ? Optional.empty() : Optional.of(known.getLast());
  }

  /** All records that stand in it. */
  public Set<RecordId> records() {
    return Set.copyOf(records);
  }

  void add(Draft draft) {
    drafts.computeIfAbsent(draft.path(), path -> new ArrayList<>()).add(draft);
    records.add(draft.record());
  }

  void rename(String from, String to) {
    List<Draft> moved = drafts.remove(from);
    if (moved != null) {
      drafts.put(to, new ArrayList<>(moved.stream().map(draft -> draft.at(to)).toList()));
    }
  }

  static ObjBuilder renaming(String from, String to) {
    return Json.object().put("from", from).put("to", to);
  }

  void read(byte[] line) throws RefusedException {
    Members members = Members.of("", JsonParser.parseObject(line, LINE));
    if (members.has("from")) {
      String from = members.text("from", PATH_CHARS_MAX);
      String to = members.text("to", PATH_CHARS_MAX);
      members.end();
      rename(from, to);
    } else {
      add(Draft.read(members));
    }
  }
}
