package org.colophon.crypto.note;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.colophon.crypto.Hash;

/**
 * Which checkpoints to believe (tlog-policy): signed by one of the logs, and cosigned by witnesses
 * as the quorum demands.
 *
 * @param logs each with its own public key; the name of a log's key is its origin
 * @param witnesses each with its own name and public key
 * @param groups each of members defined before it; a name is a member of one group at most
 * @param quorum name of a witness or group, or {@link #NONE}
 */
public record TlogPolicy(
    List<Log> logs, List<Witness> witnesses, List<Group> groups, String quorum) {
  /** The quorum that demands no cosignature. */
  public static final String NONE = "none";

  /** Bytes of a policy's text; an ML-DSA-44 vkey takes some 1,850. */
  public static final int BYTES_MAX = 1 << 20;

  /** Logs, witnesses and groups, of each at most this many (the standard asks for 32 or more). */
  public static final int ENTRIES_MAX = 256;

  /** A log that may sign, and where it is found. */
  public record Log(NoteKey key, Optional<String> url) {}

  /** A witness under the name the policy gives it, and where it is found. */
  public record Witness(String name, NoteKey key, Optional<String> url) {}

  /** Witnesses when at least {@code threshold} of its members do. */
  public record Group(String name, int threshold, List<String> members) {
    /** Keeps a copy of the members. */
    public Group {
      members = List.copyOf(members);
    }
  }

  /** Checks every rule of the format. */
  public TlogPolicy {
    logs = List.copyOf(logs);
    witnesses = List.copyOf(witnesses);
    groups = List.copyOf(groups);
    checkCount("logs", logs.size());
    checkCount("witnesses", witnesses.size());
    checkCount("groups", groups.size());
    Set<Hash> logKeys = new HashSet<>();
    for (Log log : logs) {
      log.url().ifPresent(TlogPolicy::checkWord);
      if (log.key().type() == NoteKeyType.COSIGNER_ED25519
          || log.key().type() == NoteKeyType.COSIGNER_SM2) {
        throw new IllegalArgumentException("log: a witness's key type");
      }
      checkNew(logKeys.add(keyHash(log.key())), "log key", log.key().name());
    }
    Set<String> names = new HashSet<>(Set.of(NONE));
    Set<Hash> witnessKeys = new HashSet<>();
    for (Witness witness : witnesses) {
      witness.url().ifPresent(TlogPolicy::checkWord);
      checkWord(witness.name());
      if (!witness.key().type().isCosigner()) {
        throw new IllegalArgumentException("witness " + witness.name() + ": a log's key type");
      }
      checkNew(names.add(witness.name()), "name", witness.name());
      checkNew(witnessKeys.add(keyHash(witness.key())), "witness key", witness.name());
    }
    Set<String> members = new HashSet<>(Set.of(NONE));
    for (Group group : groups) {
      checkGroup(group, names, members);
    }
    if (!names.contains(quorum)) {
      throw new IllegalArgumentException("quorum: " + quorum + " is not defined");
    }
  }

  /**
   * Reads a policy.
   *
   * @throws IllegalArgumentException when a limit or a rule of the format is broken; the message
   *     names the line
   */
  public static TlogPolicy parse(String text) {
    if (NoteText.utf8(text).length > BYTES_MAX) {
      throw new IllegalArgumentException("policy: larger than " + BYTES_MAX + " bytes");
    }
    if (!text.endsWith("\n")) {
      throw new IllegalArgumentException("policy: does not end in a newline");
    }
    Parser parser = new Parser();
    int number = 1;
    for (String line : text.substring(0, text.length() - 1).split("\n", -1)) {
      try {
        parser.line(line);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("policy line " + number + ": " + e.getMessage(), e);
      }
      number++;
    }
    return parser.policy();
  }

  /** The policy in its plainest form: logs, witnesses, groups, quorum, single spaces. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (Log log : logs) {
      text.append("log ").append(log.key().vkey()).append(suffix(log.url())).append('\n');
    }
    for (Witness witness : witnesses) {
      text.append("witness ").append(witness.name()).append(' ').append(witness.key().vkey());
      text.append(suffix(witness.url())).append('\n');
    }
    for (Group group : groups) {
      text.append("group ").append(group.name()).append(' ').append(thresholdText(group));
      group.members().forEach(member -> text.append(' ').append(member));
      text.append('\n');
    }
    return text.append("quorum ").append(quorum).append('\n').toString();
  }

  /**
   * Whether the note is this checkpoint, signed by a log whose name is the origin, and cosigned by
   * the quorum. One signature that names a key of this policy and does not verify spoils the note
   * (signed-note, "clients SHOULD reject"); signatures by other keys say nothing.
   */
  public boolean satisfied(Checkpoint checkpoint, Note note) {
    if (!note.body().equals(checkpoint.text())) {
      return false;
    }
    boolean isLogged = false;
    for (Log log : logs) {
      if (log.key().name().equals(checkpoint.origin())) {
        Verdict verdict = verdict(log.key(), checkpoint, note);
        if (verdict == Verdict.SPOILED) {
          return false;
        }
        isLogged |= verdict == Verdict.SIGNED;
      }
    }
    Map<String, Boolean> witnessed = new HashMap<>(Map.of(NONE, true));
    for (Witness witness : witnesses) {
      Verdict verdict = verdict(witness.key(), checkpoint, note);
      if (verdict == Verdict.SPOILED) {
        return false;
      }
      witnessed.put(witness.name(), verdict == Verdict.SIGNED);
    }
    for (Group group : groups) {
      long count = group.members().stream().filter(m -> isWitnessed(witnessed, m)).count();
      witnessed.put(group.name(), count >= group.threshold());
    }
    return isLogged && isWitnessed(witnessed, quorum);
  }

  private enum Verdict {
    ABSENT,
    SIGNED,
    SPOILED
  }

  private static Verdict verdict(NoteKey key, Checkpoint checkpoint, Note note) {
    // A note holds at most one signature by each key.
    for (NoteSignature signature : note.signatures()) {
      if (key.isNamedBy(signature)) {
        return key.verifies(checkpoint, signature) ? Verdict.SIGNED : Verdict.SPOILED;
      }
    }
    return Verdict.ABSENT;
  }

  private static boolean isWitnessed(Map<String, Boolean> witnessed, String name) {
    return Objects.requireNonNull(witnessed.get(name), "names were checked");
  }

  private static void checkGroup(Group group, Set<String> names, Set<String> members) {
    checkWord(group.name());
    int count = group.members().size();
    if (group.threshold() < 1 || group.threshold() > count) {
      throw new IllegalArgumentException(
          "group "
              + group.name()
              + ": threshold "
              + group.threshold()
              + " (expected: 1 to "
              + count
              + ")");
    }
    for (String member : group.members()) {
      if (!names.contains(member)) {
        throw new IllegalArgumentException(
            "group " + group.name() + ": member " + member + " is not defined before it");
      }
      checkNew(members.add(member), "member", member);
    }
    checkNew(names.add(group.name()), "name", group.name());
  }

  private static void checkCount(String what, int count) {
    if (count > ENTRIES_MAX) {
      throw new IllegalArgumentException(
          what + ": " + count + " (expected: at most " + ENTRIES_MAX + ")");
    }
  }

  private static void checkNew(boolean isNew, String what, String value) {
    if (!isNew) {
      throw new IllegalArgumentException(what + ": " + value + " (expected: one not used before)");
    }
  }

  /** Refuses what a line could not hold as one item. */
  private static void checkWord(String word) {
    checkCharacters(word);
    if (word.isEmpty() || word.chars().anyMatch(c -> c == ' ' || c == '\t' || c == '\n')) {
      throw new IllegalArgumentException("name or URL: empty, or with white space");
    }
  }

  /** The allowed octets are tab, newline, 0x20 to 0x7e and 0x80 to 0xff. */
  private static void checkCharacters(String line) {
    NoteText.utf8(line);
    if (line.chars().anyMatch(c -> (c < ' ' && c != '\t' && c != '\n') || c == 0x7f)) {
      throw new IllegalArgumentException("control character");
    }
  }

  /** Two vkeys are the same key when they wrap the same bytes, whatever their names and types. */
  private static Hash keyHash(NoteKey key) {
    return Hash.sha256(key.publicKey());
  }

  private static String suffix(Optional<String> url) {
    return url.map(value -> " " + value).orElse("");
  }

  private static String thresholdText(Group group) {
    if (group.threshold() == group.members().size()) {
      return "all";
    }
    return group.threshold() == 1 ? "any" : Integer.toString(group.threshold());
  }

  /** Collects lines; whatever needs the whole is checked when the policy is made. */
  private static final class Parser {
    private final List<Log> logs = new ArrayList<>();
    private final List<Witness> witnesses = new ArrayList<>();
    private final List<Group> groups = new ArrayList<>();
    private final Set<String> defined = new HashSet<>(Set.of(NONE));
    private Optional<String> quorum = Optional.empty();

    void line(String line) {
      checkCharacters(line);
      List<String> items =
          Arrays.stream(line.split("[ \t]+")).filter(item -> !item.isEmpty()).toList();
      if (items.isEmpty() || items.getFirst().startsWith("#")) {
        return;
      }
      switch (items.getFirst()) {
        case "log" -> log(items);
        case "witness" -> witness(items);
        case "group" -> group(items);
        case "quorum" -> quorum(items);
        default -> throw new IllegalArgumentException("expected: log, witness, group, quorum or #");
      }
    }

    TlogPolicy policy() {
      return new TlogPolicy(
          logs,
          witnesses,
          groups,
          quorum.orElseThrow(() -> new IllegalArgumentException("policy: no quorum line")));
    }

    private void log(List<String> items) {
      checkItems(items, 2, 3);
      logs.add(new Log(NoteKey.parse(items.get(1)), url(items, 2)));
    }

    private void witness(List<String> items) {
      checkItems(items, 3, 4);
      witnesses.add(new Witness(items.get(1), NoteKey.parse(items.get(2)), url(items, 3)));
      defined.add(items.get(1));
    }

    private void group(List<String> items) {
      checkItems(items, 4, 3 + 2 * ENTRIES_MAX);
      List<String> members = items.subList(3, items.size());
      members.forEach(this::checkDefined);
      int threshold =
          switch (items.get(2)) {
            case "all" -> members.size();
            case "any" -> 1;
            default ->
                (int)
                    Math.min(NoteText.decimal("threshold", items.get(2)), (long) Integer.MAX_VALUE);
          };
      groups.add(new Group(items.get(1), threshold, members));
      defined.add(items.get(1));
    }

    private void quorum(List<String> items) {
      checkItems(items, 2, 2);
      checkDefined(items.get(1));
      if (quorum.isPresent()) {
        throw new IllegalArgumentException("a second quorum line");
      }
      quorum = Optional.of(items.get(1));
    }

    private void checkDefined(String name) {
      if (!defined.contains(name)) {
        throw new IllegalArgumentException(name + " is not defined on a line before");
      }
    }

    private static void checkItems(List<String> items, int min, int max) {
      if (items.size() < min || items.size() > max) {
        throw new IllegalArgumentException(
            items.size() + " items (expected: " + min + " to " + max + ")");
      }
    }

    private static Optional<String> url(List<String> items, int index) {
      return items.size() > index ? Optional.of(items.get(index)) : Optional.empty();
    }
  }
}
