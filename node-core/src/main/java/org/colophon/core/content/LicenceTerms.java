package org.colophon.core.content;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.core.json.ObjBuilder;
import org.colophon.crypto.Hash;

/**
 * What a licence allows. It begins at {@code from}, or with its record's block when that is later,
 * and is over at {@code until}, which is no longer in it.
 *
 * @param rights of Copyright Law art. 10; those of re-creation exactly as {@code recreation} says
 * @param exclusive whether it shuts out everybody else, its licensor included
 * @param from when it begins
 * @param until when it is over
 * @param territory where
 * @param language in which languages
 * @param channel by which channels
 * @param count how many times, or copies: used up by what it passes on, and by each access that a
 *     platform tells of under it; no limit when absent
 * @param recreation which new works may be made
 * @param sublicensing whether the licensee may grant licences under it
 * @param fee salted commitment to the fee (minor units and ISO 4217 code)
 * @param duties what the licensee owes
 */
public record LicenceTerms(
    Set<Right> rights,
    boolean exclusive,
    Timestamp from,
    Timestamp until,
    Labels territory,
    Labels language,
    Labels channel,
    Optional<Long> count,
    Recreation recreation,
    boolean sublicensing,
    Optional<Hash> fee,
    Set<Duty> duties) {

  /** Copies the sets, in the order of their constants. */
  public LicenceTerms {
    rights = Right.inOrder(rights);
    duties = Collections.unmodifiableSet(new TreeSet<>(duties));
  }

  /** The terms of a permission that everybody has: nothing narrows it but rights and time. */
  static LicenceTerms ofEverybody(Set<Right> rights, Timestamp from, Timestamp until) {
    return new LicenceTerms(
        rights,
        false,
        from,
        until,
        Labels.ALL,
        Labels.ALL,
        Labels.ALL,
        Optional.empty(),
        Recreation.of(rights),
        false,
        Optional.empty(),
        Set.of());
  }

  /** When it is in force by itself. */
  public Interval interval() {
    return new Interval(from, until);
  }

  static LicenceTerms read(Members members) throws RefusedException {
    LicenceTerms terms =
        new LicenceTerms(
            Right.readSet(members, "rights"),
            members.flag("exclusive"),
            new Timestamp(members.integer("from", 0, Json.INTEGER_MAX)),
            new Timestamp(members.integer("until", 0, Json.INTEGER_MAX)),
            Labels.read(members, "territory", Labels.Kind.TERRITORY),
            Labels.read(members, "language", Labels.Kind.LANGUAGE),
            Labels.read(members, "channel", Labels.Kind.CHANNEL),
            members.integerIf("count", 1, Json.INTEGER_MAX),
            members.oneOf("recreation", Recreation.class),
            members.flag("sublicensing"),
            members.commitmentIf("fee"),
            members.has("duties") ? readDuties(members) : Set.of());
    Interval.check(terms.from, terms.until);
    terms.checkRecreation(members);
    return terms;
  }

  private static Set<Duty> readDuties(Members members) throws RefusedException {
    return EnumSet.copyOf(members.someOf("duties", Duty.class));
  }

  /** The list of rights says the same of re-creation as the word for it. */
  private void checkRecreation(Members members) throws RefusedException {
    if (recreation != Recreation.of(rights)) {
      throw members.malformed(
          "recreation", recreation + " (expected: " + Recreation.of(rights) + ", by the rights)");
    }
  }

  /** Whether something may be done under both at once, as far as time does not part them. */
  public boolean sharesScopeWith(LicenceTerms other) {
    return !Collections.disjoint(rights, other.rights)
        && territory.overlaps(other.territory)
        && language.overlaps(other.language)
        && channel.overlaps(other.channel);
  }

  /** Whether nothing but rights and time narrows it. */
  public boolean isEverywhere() {
    return territory.covers(Labels.ALL)
        && language.covers(Labels.ALL)
        && channel.covers(Labels.ALL);
  }

  ObjBuilder put(ObjBuilder members) {
    return members
        .put("rights", Right.json(rights))
        .putIf("exclusive", flag(exclusive))
        .put("from", from.value())
        .put("until", until.value())
        .put("territory", territory.json())
        .put("language", language.json())
        .put("channel", channel.json())
        .putIf("count", count.map(Json::of))
        .put("recreation", recreation.name())
        .putIf("sublicensing", flag(sublicensing))
        .putText("fee", fee.map(Hash::hex))
        .putIf(
            "duties",
            duties.isEmpty()
                ? Optional.empty()
                : Optional.of(Json.strings(duties.stream().map(Duty::name).toList())));
  }

  private static Optional<Json> flag(boolean set) {
    return set ? Optional.of(Json.of(true)) : Optional.empty();
  }
}
