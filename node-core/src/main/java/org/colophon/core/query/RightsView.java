package org.colophon.core.query;

import java.util.List;
import java.util.Optional;
import org.colophon.core.RecordId;
import org.colophon.core.SubjectId;
import org.colophon.core.WorkId;
import org.colophon.core.content.Right;

/**
 * What a subject may do with a work at an instant, right by right, and where that comes from.
 *
 * @param work the work
 * @param subject who
 * @param asOf when
 * @param answers one for each right of Copyright Law art. 10, in its order
 * @param objections those that stand against the title: all of it is disputed
 * @param more whether the subject has more licences of the work than were looked at
 * @param originals the same of the work that this one re-creates, of what that one re-creates, and
 *     so on: whoever uses a re-creation needs leave for its originals too (Copyright Law art. 13
 *     and 16). These have no originals of their own
 * @param moreOriginals whether there are more of them than were looked at
 */
public record RightsView(
    WorkId work,
    SubjectId subject,
    AsOf asOf,
    List<Answer> answers,
    List<ObjectionView> objections,
    boolean more,
    List<RightsView> originals,
    boolean moreOriginals) {
  /** Copies answers, objections and originals. */
  public RightsView {
    answers = List.copyOf(answers);
    objections = List.copyOf(objections);
    originals = List.copyOf(originals);
  }

  /**
   * What is true of one right.
   *
   * @param right which
   * @param granted whether the subject may exercise it at all
   * @param sources by which title and licences
   * @param denial why not, when it may not
   */
  public record Answer(
      Right right, boolean granted, List<Source> sources, Optional<Denial> denial) {
    /** Copies the sources. */
    public Answer {
      sources = List.copyOf(sources);
    }
  }

  /** In which capacity a subject may do something. */
  public enum Basis {
    /** It made the work: moral rights. */
    AUTHOR,
    /** It holds a share of the right. */
    OWNER,
    /** A holder licensed it. */
    LICENSEE,
    /** A licensee licensed it. */
    SUBLICENSEE,
    /** The holders gave the right up towards everybody. */
    EVERYBODY
  }

  /**
   * Where a permission comes from.
   *
   * @param basis in which capacity
   * @param chain the records that lead to it, oldest first
   * @param licence the licence, when it is one
   * @param share basis points, when it is a title
   * @param except exclusive licences of others, in force, that take their extent away from it
   */
  public record Source(
      Basis basis,
      List<RecordId> chain,
      Optional<LicenceView> licence,
      long share,
      List<LicenceView> except) {
    /** Copies the lists. */
    public Source {
      chain = List.copyOf(chain);
      except = List.copyOf(except);
    }

    /** Whether nothing is left of it. */
    boolean isExcluded() {
      return except.stream().anyMatch(licence -> licence.licence().terms().isEverywhere());
    }
  }

  /** Why a subject may not do something. */
  public enum Why {
    /** The work is not declared. */
    NOT_DECLARED,
    /** A moral right, and the subject is no author. */
    NOT_AUTHOR,
    /** It has no title and no licence. */
    NO_LICENCE,
    /** It has a licence, but not of this right. */
    NOT_COVERED,
    /** Its licence has not begun. */
    NOT_BEGUN,
    /** Its licence has run out. */
    RUN_OUT,
    /** Its licence was ended. */
    TERMINATED,
    /** A licence above its own was ended. */
    FALLEN,
    /** Another one has an exclusive licence of all of it. */
    EXCLUSIVELY_LICENSED
  }

  /**
   * Why not.
   *
   * @param why in a word
   * @param record the record that shows it
   */
  public record Denial(Why why, Optional<RecordId> record) {}
}
