package org.colophon.core.query;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.colophon.core.LeafIndex;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.chain.Link;

/**
 * A page of what is found under a link, oldest first, whether it is over or not.
 *
 * @param <T> what is listed
 * @param items this page's, as they stand
 * @param next cursor of the next page; empty in the last
 */
public record LinkedPage<T>(List<T> items, Optional<String> next) {
  /** Most items of a page. */
  public static final int SIZE_MAX = 200;

  /** Copies the items. */
  public LinkedPage {
    items = List.copyOf(items);
  }

  /**
   * A page of a list.
   *
   * @param view shows the record of a leaf that the link leads to
   * @throws RefusedException when the cursor is not one of this list
   */
  public static <T> LinkedPage<T> of(
      LedgerQuery ledger,
      Link link,
      int size,
      String cursor,
      AsOf asOf,
      Function<RecordId, Optional<T>> view)
      throws RefusedException {
    String list = link.kind() + "/" + link.key();
    LeafIndex from = Cursor.parse(list, cursor).orElse(new LeafIndex(0));
    List<LeafIndex> leaves =
        ledger.reader().linked(link, from, size + 1).stream().filter(asOf::knows).toList();
    Optional<String> next =
        leaves.size() > size ? Optional.of(Cursor.of(list, leaves.get(size))) : Optional.empty();
    return new LinkedPage<>(
        leaves.stream()
            .limit(size)
            .map(leaf -> view.apply(ledger.recordAt(leaf).id()).orElseThrow())
            .toList(),
        next);
  }
}
