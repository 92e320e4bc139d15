package org.colophon.core.content;

import java.util.Optional;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.WorkId;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;

/**
 * A declared work was made out of another one under a licence, says the licensee.
 *
 * @param work the new work; its declaration names the original
 * @param licence whose re-creation covers how it was made
 * @param kind how: translated or adapted
 * @param language of the new work; absent when it has none
 */
public record WorkDerive(WorkId work, RecordId licence, Kind kind, Optional<Labels> language)
    implements Content {
  /** How a work is made out of another (Copyright Law, art. 13). */
  public enum Kind {
    /** Into another language. */
    TRANSLATION(Recreation.TRANSLATE),
    /** Into another work. */
    ADAPTATION(Recreation.ADAPT);

    private final Recreation needed;

    Kind(Recreation needed) {
      this.needed = needed;
    }

    /** What a licence must allow for it. */
    public Recreation needed() {
      return needed;
    }
  }

  static WorkDerive read(Members members) throws RefusedException {
    WorkDerive derive =
        new WorkDerive(
            members.parsed("work", 64, WorkId::ofHex),
            members.parsed("licence", 64, RecordId::ofHex),
            members.oneOf("kind", Kind.class),
            members.parsedIf("language", 32, WorkDerive::language));
    if (derive.kind == Kind.TRANSLATION && derive.language.isEmpty()) {
      throw members.malformed("language", "missing (expected: that of the translation)");
    }
    return derive;
  }

  private static Labels language(String text) {
    if (text.equals(Labels.EVERYTHING) || !Labels.Kind.LANGUAGE.has(text)) {
      throw new IllegalArgumentException("not a language");
    }
    return Labels.of(text);
  }

  @Override
  public RecordType type() {
    return RecordType.WORK_DERIVE;
  }

  @Override
  public Optional<WorkId> workNamed(WorkId self) {
    return Optional.of(work);
  }

  @Override
  public Optional<RecordId> recordNamed() {
    return Optional.of(licence);
  }

  @Override
  public Json.Obj members() {
    return Json.object()
        .put("work", work.hex())
        .put("licence", licence.hex())
        .put("kind", kind.name())
        .putText("language", language.map(label -> label.texts().first()))
        .build();
  }
}
