package org.colophon.core.port;

import java.util.List;
import java.util.Optional;
import org.colophon.core.Height;
import org.colophon.core.LeafIndex;
import org.colophon.core.RefusedException;

/**
 * Finds declared works by what people know of them. It tells where to look and nothing more: what a
 * declaration says is read from the ledger.
 */
public interface WorkSearch {
  /** Most characters of what is asked for. */
  int TEXT_CHARS_MAX = 256;

  /** Most works of one answer. */
  int SIZE_MAX = 100;

  /**
   * The declarations of works whose title has all words of the text, or which carry it as an
   * identifier (ISBN, ISSN, ISRC, ISWC, DOI); the oldest first, from a leaf on.
   *
   * @throws RefusedException MALFORMED when there is no word in the text, or too much of it;
   *     NOT_FOUND when this node keeps no index; OVERLOADED when it took too long
   */
  Found find(String text, LeafIndex from, int size) throws RefusedException;

  /**
   * What was found.
   *
   * @param declarations leaves of declarations, rising
   * @param next where the next page begins; empty in the last
   * @param indexed up to this block everything was looked at
   */
  record Found(List<LeafIndex> declarations, Optional<LeafIndex> next, Height indexed) {
    /** Copies the leaves. */
    public Found {
      declarations = List.copyOf(declarations);
    }
  }
}
