package org.colophon.core.contract;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.WorkId;
import org.colophon.core.chain.Link;
import org.colophon.core.content.LicenceTerms;
import org.colophon.core.content.Right;
import org.colophon.crypto.Hash;

/** What is asked of every licence, and how it comes to stand. */
final class LicenceRules {
  /** Most open licences that a new one is compared with. */
  static final int COMPARED_MAX = 1_024;

  private LicenceRules() {}

  static void requireEconomic(Set<Right> rights) throws RefusedException {
    if (rights.stream().anyMatch(Right::isMoral)) {
      throw new RefusedException(
          Reason.MORAL_RIGHT, "rights: moral rights cannot be licensed, pledged or waived");
    }
  }

  static void requireNotOver(Timestamp until, World world) throws RefusedException {
    if (until.compareTo(world.time()) <= 0) {
      throw new RefusedException(
          Reason.BAD_INTERVAL, "until: " + until + " (expected: after " + world.time() + ")");
    }
  }

  /** Refuses a licence that is over, or falls with one above it. */
  static void requireOpen(List<StandingLicence> line, World world) throws RefusedException {
    for (StandingLicence licence : line) {
      if (licence.end().compareTo(world.time()) <= 0) {
        throw new RefusedException(
            Reason.LICENCE_ENDED, "licence " + licence.id() + ": over since " + licence.end());
      }
    }
  }

  /**
   * Refuses two licences of the same matter, neither granted under the other, when one of them is
   * exclusive. Licences that were granted elsewhere lie within ones that are compared here.
   *
   * @param place the work or licence of which it is granted
   */
  static void requireNoOverlap(Hash place, LicenceTerms terms, World world)
      throws RefusedException {
    requireNoOverlap(world.licences(place, true), terms, world);
    if (terms.exclusive()) {
      requireNoOverlap(world.licences(place, false), terms, world);
    }
  }

  private static void requireNoOverlap(Register others, LicenceTerms terms, World world)
      throws RefusedException {
    Timestamp begin = terms.from().compareTo(world.time()) > 0 ? terms.from() : world.time();
    List<Register.Entry> open = others.openAfter(begin, COMPARED_MAX + 1);
    for (Register.Entry entry : open) {
      LicenceTerms other = world.terms(entry.record());
      // One that ended before it began is never in force.
      boolean meets =
          other.from().compareTo(terms.until()) < 0 && other.from().compareTo(entry.until()) < 0;
      if (meets && other.sharesScopeWith(terms)) {
        throw new RefusedException(
            Reason.EXCLUSIVE_OVERLAP,
            "licence " + entry.record() + ": stands for the same, and one of the two is exclusive");
      }
    }
    if (open.size() > COMPARED_MAX) {
      throw new RefusedException(
          Reason.TOO_LARGE, "over " + COMPARED_MAX + " open licences to compare it with");
    }
  }

  /** Lets the present record stand as a licence. */
  static void stand(
      WorkId work,
      Optional<RecordId> parent,
      LicenceTerms terms,
      List<SubjectId> licensors,
      Optional<SubjectId> licensee,
      World world) {
    Hash place = parent.map(RecordId::hash).orElse(work.hash());
    long number = world.appendLicence(place, terms.exclusive(), terms.until());
    world.putLicence(
        world.id(), new LicenceState(work, parent, world.time(), number, 0, 0, List.of()));
    world.link(Link.work(work));
    world.link(Link.licence(work));
    world.link(Link.licence(work, licensee));
    licensors.forEach(licensor -> world.link(Link.licence(licensor)));
    licensee.ifPresent(subject -> world.link(Link.licence(subject)));
  }
}
