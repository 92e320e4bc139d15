package org.colophon.report.certificate;

import java.util.List;
import java.util.Set;
import org.colophon.core.content.Right;
import org.colophon.core.content.Transfer;
import org.colophon.core.query.WorkView;
import org.colophon.report.layout.Phrase;
import org.colophon.report.words.Messages;

/** Rights as a person reads them. */
final class Rights {
  private Rights() {}

  /** The rights that a transfer names, each on its own line. */
  static List<Phrase> of(Transfer transfer, Messages messages) {
    return transfer.allEconomic()
        ? List.of(messages.phrase("right." + WorkView.ALL_ECONOMIC))
        : of(transfer.rights(), messages);
  }

  /** Rights, each on its own line. */
  static List<Phrase> of(Set<Right> rights, Messages messages) {
    return rights.stream().sorted().map(right -> of(right, messages)).toList();
  }

  private static Phrase of(Right right, Messages messages) {
    return messages.phrase("right." + right.name());
  }
}
