package org.colophon.core.content;

import java.util.EnumSet;
import java.util.Set;

/** How far a licence lets its licensee make new works out of the work (Copyright Law, art. 13). */
public enum Recreation {
  /** Not at all. */
  NONE(false, false),
  /** Into other languages. */
  TRANSLATE(true, false),
  /** Into other works. */
  ADAPT(false, true),
  /** In both ways. */
  ANY(true, true);

  private final boolean translates;
  private final boolean adapts;

  Recreation(boolean translates, boolean adapts) {
    this.translates = translates;
    this.adapts = adapts;
  }

  /** The rights of art. 10 that it exercises. */
  public Set<Right> rights() {
    EnumSet<Right> rights = EnumSet.noneOf(Right.class);
    if (translates) {
      rights.add(Right.TRANSLATION);
    }
    if (adapts) {
      rights.add(Right.ADAPTATION);
    }
    return rights;
  }

  /** The word for what these rights say of re-creation. */
  public static Recreation of(Set<Right> rights) {
    boolean translates = rights.contains(Right.TRANSLATION);
    boolean adapts = rights.contains(Right.ADAPTATION);
    return translates ? (adapts ? ANY : TRANSLATE) : (adapts ? ADAPT : NONE);
  }

  /** Whether it allows all that the other one allows. */
  public boolean covers(Recreation other) {
    return (translates || !other.translates) && (adapts || !other.adapts);
  }
}
