package org.colophon.core.query;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.colophon.core.LeafIndex;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.WorkId;
import org.colophon.core.chain.Link;
import org.colophon.core.content.Right;
import org.colophon.core.content.Transfer;
import org.colophon.core.content.WorkDeclare;
import org.colophon.core.contract.Title;

/**
 * How the rights in a work came to those who hold them at an instant: its declaration, and the
 * transfers since. The state knows only how they stand now.
 *
 * @param declaration the declaration
 * @param authors those whom it names
 * @param transfers oldest first
 * @param title what comes out of them
 */
public record TitleHistory(
    RecordAt declaration, Set<SubjectId> authors, List<RecordAt> transfers, Title title) {
  /** Most transfers of one work that a question reads. */
  public static final int TRANSFERS_MAX = 10_000;

  /** Copies authors and transfers. */
  public TitleHistory {
    authors = Set.copyOf(authors);
    transfers = List.copyOf(transfers);
  }

  /** The title in a work at an instant; empty when the work was not declared. */
  public static Optional<TitleHistory> of(LedgerQuery ledger, WorkId work, AsOf asOf)
      throws RefusedException {
    List<LeafIndex> leaves =
        ledger.reader().linked(Link.title(work), new LeafIndex(0), TRANSFERS_MAX + 2);
    List<RecordAt> records = leaves.stream().filter(asOf::knows).map(ledger::recordAt).toList();
    if (records.isEmpty()) {
      return Optional.empty();
    }
    if (records.size() > TRANSFERS_MAX + 1) {
      throw new RefusedException(Reason.TOO_LARGE, "work: over " + TRANSFERS_MAX + " transfers");
    }
    List<RecordAt> transfers = records.subList(1, records.size());
    List<WorkDeclare.Author> authors = authors(records.getFirst());
    Title title = Title.ofAuthors(authors);
    for (RecordAt record : transfers) {
      title = pass(title, record);
    }
    Set<SubjectId> named = new HashSet<>();
    authors.forEach(author -> named.add(author.subject()));
    return Optional.of(new TitleHistory(records.getFirst(), named, transfers, title));
  }

  private static List<WorkDeclare.Author> authors(RecordAt declaration) {
    if (declaration.statement().content() instanceof WorkDeclare declare) {
      return declare.authors();
    }
    throw new IllegalStateException("leaf " + declaration.index() + ": not a declaration");
  }

  private static Title pass(Title title, RecordAt record) {
    Transfer transfer = transfer(record);
    return title.pass(
        transfer.rights().stream().sorted().toList(),
        record.statement().author(),
        acquirer(record),
        transfer.share(),
        transfer.allEconomic());
  }

  private static Transfer transfer(RecordAt record) {
    if (record.statement().content() instanceof Transfer transfer) {
      return transfer;
    }
    throw new IllegalStateException("leaf " + record.index() + ": not a transfer");
  }

  private static SubjectId acquirer(RecordAt record) {
    return record.statement().signers().get(1).subject();
  }

  /**
   * The records through which shares of a right came to some subjects before a leaf, oldest first:
   * the declaration, and every transfer to one of them or to somebody before them in the chain.
   */
  public List<RecordId> chain(Set<SubjectId> holders, Right right, LeafIndex before) {
    Set<SubjectId> behind = new HashSet<>(holders);
    List<RecordId> chain = new ArrayList<>();
    for (RecordAt record : transfers.reversed()) {
      boolean leads =
          record.index().compareTo(before) < 0
              && transfer(record).rights().contains(right)
              && behind.contains(acquirer(record));
      if (leads) {
        chain.add(record.id());
        behind.add(record.statement().author());
      }
    }
    chain.add(declaration.id());
    return chain.reversed();
  }
}
