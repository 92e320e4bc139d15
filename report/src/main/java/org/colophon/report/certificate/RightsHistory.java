package org.colophon.report.certificate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.colophon.core.LeafIndex;
import org.colophon.core.RecordId;
import org.colophon.core.SubjectId;
import org.colophon.core.TreeSize;
import org.colophon.core.WorkId;
import org.colophon.core.chain.Link;
import org.colophon.core.content.ApplicationDecide;
import org.colophon.core.content.ObjectionRaise;
import org.colophon.core.content.ObjectionResolve;
import org.colophon.core.content.Transfer;
import org.colophon.core.content.WorkDeclare;
import org.colophon.core.contract.Title;
import org.colophon.core.query.LedgerQuery;
import org.colophon.core.query.RecordAt;
import org.colophon.core.query.WorkView;

/**
 * Replays the rights in a work from its records, up to the size of a tree: the ledger's state knows
 * only how they stand now.
 */
final class RightsHistory {
  private static final int READ_AT_ONCE = 256;

  private final LedgerQuery ledger;
  private final TreeSize size;
  private final List<RightsChain.Passed> transfers = new ArrayList<>();
  private final Map<SubjectId, RightsChain.Confirmation> confirmations = new TreeMap<>();
  private final Map<RecordId, RightsChain.Dispute> raised = new HashMap<>();
  private final Map<RecordId, RightsChain.Dispute> standing = new LinkedHashMap<>();
  private Optional<RecordId> declaration = Optional.empty();
  private Optional<String> name = Optional.empty();
  private Optional<Title> title = Optional.empty();

  RightsHistory(LedgerQuery ledger, TreeSize size) {
    this.ledger = ledger;
    this.size = size;
  }

  RightsChain of(WorkId work) {
    LeafIndex from = new LeafIndex(0);
    while (true) {
      List<LeafIndex> leaves = ledger.reader().linked(Link.work(work), from, READ_AT_ONCE);
      for (LeafIndex leaf : leaves) {
        if (leaf.value() < size.value()) {
          take(work, ledger.recordAt(leaf));
        }
      }
      if (leaves.size() < READ_AT_ONCE || leaves.getLast().value() >= size.value()) {
        return new RightsChain(
            work,
            declaration,
            name,
            holdings(),
            transfers,
            List.copyOf(confirmations.values()),
            List.copyOf(standing.values()));
      }
      from = new LeafIndex(leaves.getLast().value() + 1);
    }
  }

  private void take(WorkId work, RecordAt record) {
    switch (record.statement().content()) {
      case WorkDeclare declare when isOf(declare, work, record) -> {
        declaration = Optional.of(record.id());
        name = Optional.of(declare.title());
        title = Optional.of(Title.ofAuthors(declare.authors()));
      }
      case Transfer transfer -> take(transfer, record);
      case ApplicationDecide decide -> take(decide, record);
      case ObjectionRaise objection when objection.work().equals(work) -> take(objection, record);
      case ObjectionResolve resolve -> take(resolve);
      default -> {
        // Drafts, reveals and material pass no right.
      }
    }
  }

  /** A declaration is also linked to the work that it is derived from. */
  private static boolean isOf(WorkDeclare declare, WorkId work, RecordAt record) {
    return declare.work().orElse(new WorkId(record.id().hash())).equals(work);
  }

  private void take(Transfer transfer, RecordAt record) {
    SubjectId from = record.statement().signers().getFirst().subject();
    SubjectId to = record.statement().signers().get(1).subject();
    title =
        title.map(held ->
            held.pass(
                transfer.rights().stream().sorted().toList(),
                from,
                to,
                transfer.share(),
                transfer.allEconomic()));
    transfers.add(
        new RightsChain.Passed(
            record.id(), record.index(), record.header().time(), from, to, transfer));
  }

  private void take(ApplicationDecide decide, RecordAt record) {
    SubjectId office = record.statement().author();
    switch (decide.decision()) {
      case GRANT ->
          confirmations.put(
              office, new RightsChain.Confirmation(record.id(), office, decide.registration()));
      case REVOKE -> confirmations.remove(office);
      case REFUSE, SUPPLEMENT -> {
        // Neither gives or takes a confirmation.
      }
    }
  }

  private void take(ObjectionRaise objection, RecordAt record) {
    RightsChain.Dispute dispute =
        new RightsChain.Dispute(
            record.id(), record.statement().author(), objection.ground(), false);
    raised.put(record.id(), dispute);
    standing.put(record.id(), dispute);
  }

  private void take(ObjectionResolve resolve) {
    RightsChain.Dispute dispute = raised.get(resolve.objection());
    if (dispute == null) {
      return;
    }
    if (resolve.outcome() == ObjectionResolve.Outcome.UPHELD) {
      standing.put(
          dispute.record(),
          new RightsChain.Dispute(dispute.record(), dispute.objector(), dispute.ground(), true));
    } else {
      standing.remove(dispute.record());
    }
  }

  private List<WorkView.Holding> holdings() {
    List<WorkView.Holding> holdings = new ArrayList<>();
    title.ifPresent(held -> {
      add(holdings, WorkView.ALL_ECONOMIC, held.common());
      held.separate().forEach((right, shares) -> add(holdings, right.name(), shares));
    });
    return holdings;
  }

  private static void add(
      List<WorkView.Holding> holdings, String right, SortedMap<SubjectId, Long> shares) {
    shares.forEach((subject, share) -> holdings.add(new WorkView.Holding(right, subject, share)));
  }
}
