package org.colophon.core.content;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.core.json.ObjBuilder;
import org.colophon.core.standard.Name;
import org.colophon.crypto.Hash;

/**
 * A court finds whether what was alleged is so. The reasons stay with it, behind a commitment; the
 * words that damages follow from stand in clear.
 *
 * @param allegation the record that alleged it
 * @param outcome what is found
 * @param intent with which mind it was done
 * @param serious whether its circumstances are serious (Copyright Law, art. 54: punitive damages)
 * @param decision salted commitment to the decision itself
 * @param window when it was done; empty exactly when it was not
 * @param caseOf the record that opened the case
 * @param figures what only a court may find and has found, by the names that standards of damages
 *     give it and in the units that they ask for: a share, a multiple, an amount; a yes is 1, a no
 *     0
 */
public record InfringementFind(
    RecordId allegation,
    Outcome outcome,
    Intent intent,
    boolean serious,
    Hash decision,
    Optional<Interval> window,
    Optional<RecordId> caseOf,
    SortedMap<String, Long> figures)
    implements Content {
  /** Most figures of a finding. */
  public static final int FIGURES_MAX = 16;

  /** What a court finds. */
  public enum Outcome {
    /** It is as alleged. */
    INFRINGED,
    /** Some of it is. */
    PARTLY_INFRINGED,
    /** Nothing of it is. */
    NOT_INFRINGED
  }

  /** With which mind something was done. */
  public enum Intent {
    /** Knowingly. */
    INTENTIONAL,
    /** Without the care that was due. */
    NEGLIGENT,
    /** Without fault. */
    INNOCENT,
    /** The court does not say. */
    NOT_STATED
  }

  /** Copies the figures. */
  public InfringementFind {
    figures = Collections.unmodifiableSortedMap(new TreeMap<>(figures));
  }

  static InfringementFind read(Members members) throws RefusedException {
    InfringementFind find =
        new InfringementFind(
            members.parsed("allegation", 64, RecordId::ofHex),
            members.oneOf("outcome", Outcome.class),
            members.oneOf("intent", Intent.class),
            members.flag("serious"),
            members.commitment("decision"),
            members.has("from") || members.has("until")
                ? Optional.of(Interval.read(members))
                : Optional.empty(),
            members.parsedIf("case", 64, RecordId::ofHex),
            readFigures(members));
    boolean infringed = find.outcome != Outcome.NOT_INFRINGED;
    if (find.window.isPresent() != infringed) {
      throw members.malformed("from", "(expected: exactly of what was infringed)");
    }
    if (!infringed && (find.serious || find.intent != Intent.NOT_STATED)) {
      throw members.malformed("intent", "(expected: NOT_STATED and not serious of what was not)");
    }
    if (!infringed && !find.figures.isEmpty()) {
      throw members.malformed("figures", "(expected: none of what was not infringed)");
    }
    return find;
  }

  private static SortedMap<String, Long> readFigures(Members members) throws RefusedException {
    SortedMap<String, Long> figures = new TreeMap<>();
    if (!members.has("figures")) {
      return figures;
    }
    Members object = members.object("figures");
    for (String name : members.rawObject("figures").members().keySet()) {
      if (!isFigureName(name)) {
        throw members.malformed("figures", "(expected: names that inputs of a standard may have)");
      }
      figures.put(name, object.integer(name, 0, Json.INTEGER_MAX));
    }
    if (figures.isEmpty() || figures.size() > FIGURES_MAX) {
      throw members.malformed("figures", "(expected: from 1 to " + FIGURES_MAX + ")");
    }
    return figures;
  }

  /** Whether an input of a standard may have that name. */
  public static boolean isFigureName(String name) {
    return Name.isWellFormed(name);
  }

  @Override
  public RecordType type() {
    return RecordType.INFRINGEMENT_FIND;
  }

  @Override
  public Optional<RecordId> recordNamed() {
    return Optional.of(allegation);
  }

  @Override
  public Json.Obj members() {
    ObjBuilder members =
        Json.object()
            .put("allegation", allegation.hex())
            .put("outcome", outcome.name())
            .put("intent", intent.name())
            .put("decision", decision.hex())
            .putText("case", caseOf.map(RecordId::hex));
    if (serious) {
      members.put("serious", true);
    }
    window.ifPresent(interval -> interval.put(members));
    if (!figures.isEmpty()) {
      ObjBuilder stated = Json.object();
      for (Map.Entry<String, Long> figure : figures.entrySet()) {
        stated.put(figure.getKey(), figure.getValue());
      }
      members.put("figures", stated.build());
    }
    return members.build();
  }
}
