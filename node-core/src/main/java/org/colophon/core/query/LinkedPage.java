package org.colophon.core.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.colophon.core.LeafIndex;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.chain.Link;
import org.colophon.core.contract.Register;

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
   * A page of what is open in a register at a time, oldest first.
   *
   * @param list names the register for its cursors, which count its entries
   * @param view shows an entry
   * @param number of an entry in the register
   * @throws RefusedException when the cursor is not one of this list
   */
  static <T> LinkedPage<T> ofOpen(
      String list,
      Register register,
      Timestamp time,
      int size,
      String cursor,
      Function<RecordId, T> view,
      Function<RecordId, LeafIndex> number)
      throws RefusedException {
    long from = Cursor.parse(list, cursor).map(LeafIndex::value).orElse(0L);
    // One more than the page tells whether there is another page, and where it begins.
    List<Register.Entry> open = register.openAfter(time, from, size + 1);
    return new LinkedPage<>(
        open.stream().limit(size).map(entry -> view.apply(entry.record())).toList(),
        open.size() > size
            ? Optional.of(Cursor.of(list, number.apply(open.get(size).record())))
            : Optional.empty());
  }

  /**
   * A page of a list.
   *
   * @param view shows the record of a leaf that the link leads to
   * @throws RefusedException when the cursor is not one of this list
   */
  public static <T> LinkedPage<T> of(
      LedgerQuery ledger, Link link, int size, String cursor, AsOf asOf, View<T> view)
      throws RefusedException {
    String list = link.kind() + "/" + link.key();
    LeafIndex from = Cursor.parse(list, cursor).orElse(new LeafIndex(0));
    List<LeafIndex> leaves =
        ledger.reader().linked(link, from, size + 1).stream().filter(asOf::knows).toList();
    Optional<String> next =
        leaves.size() > size ? Optional.of(Cursor.of(list, leaves.get(size))) : Optional.empty();
    List<T> items = new ArrayList<>();
    for (LeafIndex leaf : leaves.subList(0, Math.min(size, leaves.size()))) {
      items.add(view.of(ledger.recordAt(leaf).id()).orElseThrow());
    }
    return new LinkedPage<>(items, next);
  }

  /** Shows a record. */
  @FunctionalInterface
  public interface View<T> {
    /** How it stands; empty when the record is nothing of the kind. */
    Optional<T> of(RecordId id) throws RefusedException;
  }
}
