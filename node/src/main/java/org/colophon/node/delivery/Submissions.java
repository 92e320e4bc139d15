package org.colophon.node.delivery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.colophon.core.LeafIndex;
import org.colophon.core.OrgId;
import org.colophon.core.Timestamp;
import org.colophon.core.chain.Ledger;
import org.colophon.core.chain.Link;
import org.colophon.core.content.CourtSubmit;
import org.colophon.core.contract.SubmissionState.Status;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.query.AsOf;
import org.colophon.core.query.LedgerQuery;
import org.colophon.core.query.RecordAt;
import org.colophon.core.query.SubmissionView;
import org.colophon.crypto.Hash;

/**
 * What the chain says of deliveries to a court.
 *
 * @param ledger this node's copy of the chain
 * @param court the court
 */
record Submissions(Ledger ledger, OrgId court) {
  private static final int PAGE = 256;

  /**
   * What the chain says of one delivery.
   *
   * @param sealed submissions that are sealed, oldest first, answered or not
   * @param isOpen whether any waits, sealed or not
   * @param answeredAt when the court answered last
   */
  record Said(List<RecordAt> sealed, boolean isOpen, Optional<Timestamp> answeredAt) {
    Said {
      sealed = List.copyOf(sealed);
    }
  }

  /** What the chain says of a delivery. */
  Said of(Hash delivery) {
    try (LedgerReader reader = ledger.read()) {
      LedgerQuery query = new LedgerQuery(reader, ledger.genesis());
      long sealed = ledger.tip().sealed().size().value();
      List<SubmissionView> made = made(query, delivery);
      return new Said(
          made.stream()
              .map(SubmissionView::record)
              .filter(record -> record.index().value() < sealed)
              .toList(),
          made.stream().anyMatch(view -> view.status() == Status.WAITING),
          made.stream()
              .flatMap(view -> view.answer().stream())
              .map(answer -> answer.record().header().time())
              .max(Comparator.naturalOrder()));
    }
  }

  private List<SubmissionView> made(LedgerQuery query, Hash delivery) {
    List<SubmissionView> made = new ArrayList<>();
    AsOf newest = AsOf.newest(query);
    LeafIndex next = new LeafIndex(0);
    List<LeafIndex> page;
    do {
      page = query.reader().linked(Link.digest(delivery), next, PAGE);
      for (LeafIndex index : page) {
        RecordAt record = query.recordAt(index);
        if (record.statement().content() instanceof CourtSubmit submit
            && submit.court().equals(court)) {
          SubmissionView.of(query, record.id(), newest).ifPresent(made::add);
        }
        next = index.plus(1);
      }
    } while (!page.isEmpty());
    return made;
  }
}
