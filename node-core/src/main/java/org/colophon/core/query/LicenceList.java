package org.colophon.core.query;

import java.util.List;
import java.util.Optional;
import org.colophon.core.LeafIndex;
import org.colophon.core.RefusedException;
import org.colophon.core.chain.Link;

/**
 * A page of the licences of a work or of a subject, oldest first, whether they are over or not.
 *
 * @param licences this page's, as they stand
 * @param next cursor of the next page; empty in the last
 */
public record LicenceList(List<LicenceView> licences, Optional<String> next) {
  /** Most licences of a page. */
  public static final int PAGE_MAX = 200;

  /** Copies the licences. */
  public LicenceList {
    licences = List.copyOf(licences);
  }

  /**
   * A page of the licences under a link.
   *
   * @throws RefusedException when the cursor is not one of this list
   */
  public static LicenceList page(LedgerQuery ledger, Link link, int size, String cursor, AsOf asOf)
      throws RefusedException {
    String list = "licences/" + link.key();
    LeafIndex from = Cursor.parse(list, cursor).orElse(new LeafIndex(0));
    List<LeafIndex> leaves =
        ledger.reader().linked(link, from, size + 1).stream().filter(asOf::knows).toList();
    Optional<String> next =
        leaves.size() > size ? Optional.of(Cursor.of(list, leaves.get(size))) : Optional.empty();
    return new LicenceList(
        leaves.stream()
            .limit(size)
            .map(leaf -> LicenceView.of(ledger, ledger.recordAt(leaf).id(), asOf).orElseThrow())
            .toList(),
        next);
  }
}
