package org.colophon.core.content;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.core.json.ObjBuilder;
import org.colophon.core.standard.Standard;
import org.colophon.crypto.Hash;

/**
 * Somebody has reckoned by a standard what an infringement comes to.
 *
 * @param standard hash of the document
 * @param allegation the record that alleged the infringement
 * @param caseOf the record that opened the case
 * @param window of the acts that count
 * @param inputs the figures, each once
 * @param parameters the reading of each parameter that is taken
 * @param result SHA-256 of the reckoning's bytes, which hold every reading
 * @param panel who confirms it; there exactly when a figure is secret
 */
public record AssessmentMade(
    Hash standard,
    RecordId allegation,
    Optional<RecordId> caseOf,
    Interval window,
    List<GivenInput> inputs,
    SortedMap<String, String> parameters,
    Hash result,
    Optional<Panel> panel)
    implements Assessment {
  private static final int PARAMETERS_MAX = 4;
  private static final int READING_CHARS_MAX = 48;

  /**
   * Who confirms an assessment that rests on secret figures.
   *
   * @param assessors their names, each once
   * @param needed how many of them must come to the same bytes; more than half
   */
  public record Panel(List<SubjectId> assessors, int needed) {
    /** Most assessors. */
    public static final int ASSESSORS_MAX = 16;

    /** Copies the names. */
    public Panel {
      assessors = List.copyOf(assessors);
    }

    private static Panel read(Members members) throws RefusedException {
      List<String> names = members.textsOnce("assessors", 1, ASSESSORS_MAX, 63);
      Panel panel =
          new Panel(subjects(members, names), (int) members.integer("needed", 1, names.size()));
      if (2 * panel.needed <= names.size()) {
        throw members.malformed("needed", "(expected: more than half of the assessors)");
      }
      members.end();
      return panel;
    }

    private static List<SubjectId> subjects(Members members, List<String> names)
        throws RefusedException {
      try {
        return names.stream().map(SubjectId::new).toList();
      } catch (IllegalArgumentException e) {
        throw members.malformed("assessors", String.valueOf(e.getMessage()));
      }
    }

    private Json.Obj json() {
      return Json.object()
          .put("assessors", Json.strings(assessors.stream().map(SubjectId::text).toList()))
          .put("needed", needed)
          .build();
    }
  }

  /** Copies the lists. */
  public AssessmentMade {
    inputs = List.copyOf(inputs);
    parameters = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
  }

  /** Takes its members, and leaves others to the caller. */
  public static AssessmentMade read(Members members) throws RefusedException {
    AssessmentMade made =
        new AssessmentMade(
            members.hash("standard"),
            members.parsed("allegation", 64, RecordId::ofHex),
            members.parsedIf("case", 64, RecordId::ofHex),
            Interval.read(members),
            members.objects("inputs", 1, Standard.INPUTS_MAX, GivenInput::read),
            readParameters(members),
            members.hash("result"),
            members.has("panel")
                ? Optional.of(Panel.read(members.object("panel")))
                : Optional.empty());
    List<String> _ =
        members.eachOnce("inputs", made.inputs.stream().map(GivenInput::name).toList());
    if (made.panel.isPresent() != made.isSecret()) {
      throw members.malformed("panel", "(expected: exactly when a figure is committed to)");
    }
    return made;
  }

  private static SortedMap<String, String> readParameters(Members members) throws RefusedException {
    Members object = members.object("parameters");
    SortedMap<String, String> parameters = new TreeMap<>();
    for (String name : members.rawObject("parameters").members().keySet()) {
      parameters.put(name, object.text(name, READING_CHARS_MAX));
    }
    if (parameters.size() > PARAMETERS_MAX) {
      throw members.malformed("parameters", "(expected: at most " + PARAMETERS_MAX + ")");
    }
    return parameters;
  }

  /** The commitments that its figures rest on, in its order. */
  public List<Hash> commitments() {
    List<Hash> commitments = new ArrayList<>();
    for (GivenInput input : inputs) {
      if (input.given() instanceof GivenInput.Secret(List<GivenInput.Part> parts)) {
        parts.forEach(part -> commitments.add(part.commitment()));
      }
    }
    return commitments;
  }

  /** Whether a figure can be told only by who opens a commitment. */
  public boolean isSecret() {
    return inputs.stream().anyMatch(input -> input.given() instanceof GivenInput.Secret);
  }

  @Override
  public Optional<RecordId> recordNamed() {
    return Optional.of(allegation);
  }

  @Override
  public Json.Obj members() {
    ObjBuilder chosen = Json.object();
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      chosen.put(parameter.getKey(), parameter.getValue());
    }
    ObjBuilder members =
        Json.object()
            .put("standard", standard.hex())
            .put("allegation", allegation.hex())
            .putText("case", caseOf.map(RecordId::hex))
            .put("inputs", Json.array(inputs.stream().map(GivenInput::json).toList()))
            .put("parameters", chosen.build())
            .put("result", result.hex())
            .putIf("panel", panel.map(Panel::json));
    window.put(members);
    return members.build();
  }
}
