package org.colophon.core.content;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.WorkId;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.core.json.ObjBuilder;
import org.colophon.crypto.Hash;

/**
 * Somebody alleges that rights in a work were infringed, and names what shows it.
 *
 * @param work whose rights
 * @param respondent who is said to have done it; empty while nobody knows
 * @param typology by which acts
 * @param rights which rights
 * @param window when, as the signer claims
 * @param urls where; may be empty
 * @param evidence records that show it
 * @param details salted commitment to what else is said
 */
public record InfringementAllege(
    WorkId work,
    Optional<SubjectId> respondent,
    Set<Typology> typology,
    Set<Right> rights,
    Interval window,
    List<String> urls,
    List<RecordId> evidence,
    Optional<Hash> details)
    implements Content {
  private static final int EVIDENCE_MAX = 64;

  /** By which acts rights are infringed (Copyright Law, arts. 49, 52 and 53). */
  public enum Typology {
    /** The work was changed without leave. */
    MODIFICATION,
    /** It was passed on, or put where the public finds it. */
    REDISTRIBUTION,
    /** Copies of it were taken. */
    DOWNLOAD,
    /** A link says to lead to it, and leads elsewhere. */
    FALSE_LINK,
    /** It was passed on with harmful matter in it. */
    MALWARE,
    /** A technical measure that protects it was got around. */
    CIRCUMVENTION,
    /** It was passed off as one's own. */
    PLAGIARISM,
    /** It was given the name of somebody who did not make it. */
    FALSE_ATTRIBUTION,
    /** What the details say. */
    OTHER
  }

  /** Copies the sets, in the order of their constants, and the lists. */
  public InfringementAllege {
    typology = Collections.unmodifiableSet(new TreeSet<>(typology));
    rights = Right.inOrder(rights);
    urls = List.copyOf(urls);
    evidence = List.copyOf(evidence);
  }

  static InfringementAllege read(Members members) throws RefusedException {
    return new InfringementAllege(
        members.parsed("work", 64, WorkId::ofHex),
        members.parsedIf("respondent", 63, SubjectId::new),
        members.someOf("typology", Typology.class),
        Right.readSet(members, "rights"),
        Interval.read(members),
        members.has("urls") ? WebAddress.readSome(members, "urls") : List.of(),
        members.hashesOnce("evidence", 1, EVIDENCE_MAX).stream().map(RecordId::new).toList(),
        members.commitmentIf("details"));
  }

  @Override
  public RecordType type() {
    return RecordType.INFRINGEMENT_ALLEGE;
  }

  @Override
  public Optional<WorkId> workNamed(WorkId self) {
    return Optional.of(work);
  }

  @Override
  public Json.Obj members() {
    ObjBuilder members =
        Json.object()
            .put("work", work.hex())
            .putText("respondent", respondent.map(SubjectId::text))
            .put("typology", Json.strings(typology.stream().map(Typology::name).toList()))
            .put("rights", Right.json(rights))
            .put("evidence", Json.strings(evidence.stream().map(RecordId::hex).toList()))
            .putText("details", details.map(Hash::hex));
    window.put(members);
    if (!urls.isEmpty()) {
      members.put("urls", Json.strings(urls));
    }
    return members.build();
  }
}
