package org.colophon.client.assess;

import java.util.List;
import java.util.Optional;
import org.colophon.core.RecordId;
import org.colophon.core.content.Interval;
import org.colophon.core.json.Json;
import org.colophon.core.standard.Input;
import org.colophon.core.standard.Kind;
import org.colophon.rpc.proto.FindingView;

/**
 * What is reckoned.
 *
 * @param work the work, 64 hex digits
 * @param about the record that says when: an allegation, or the work's declaration
 * @param window of the acts that count
 * @param finding the newest finding of a court, when there is one
 */
public record Matter(String work, RecordId about, Interval window, Optional<FindingView> finding) {
  /** Whether a work is valued: its id is that of the record that opened it. */
  boolean isOfWork() {
    return about.hex().equals(work);
  }

  /** What the newest finding says in clear of something that only a court may find. */
  Optional<Json> found(Input input) {
    return finding.flatMap(found -> stated(input, found));
  }

  private static Optional<Json> stated(Input input, FindingView found) {
    if (input.finds().isPresent()) {
      return Optional.of(input.finds().get())
          .filter(asked -> isSaid(asked, found))
          .map(asked -> Json.of(isFound(asked, found)));
    }
    return found.getFiguresList().stream()
        .filter(one -> one.getName().equals(input.name()))
        .findFirst()
        .flatMap(one -> input.stated(one.getValue()))
        .map(Kind::json);
  }

  /**
   * A court need not say with which mind something was done; of what was not done, there is none.
   */
  private static boolean isSaid(Input.Found asked, FindingView found) {
    return switch (asked) {
      case INFRINGED, SERIOUS -> true;
      case INTENTIONAL, INNOCENT ->
          !found.getIntent().equals("NOT_STATED") || found.getOutcome().equals("NOT_INFRINGED");
    };
  }

  private static boolean isFound(Input.Found asked, FindingView found) {
    return switch (asked) {
      case INFRINGED -> !found.getOutcome().equals("NOT_INFRINGED");
      case INTENTIONAL -> found.getIntent().equals("INTENTIONAL");
      case INNOCENT -> found.getIntent().equals("INNOCENT");
      case SERIOUS -> found.getSerious();
    };
  }

  /** The record of the finding, alone; nothing when nobody has found. */
  List<RecordId> findingRecord() {
    return finding
        .map(found -> List.of(RecordId.ofHex(found.getReceipt().getId())))
        .orElse(List.of());
  }
}
