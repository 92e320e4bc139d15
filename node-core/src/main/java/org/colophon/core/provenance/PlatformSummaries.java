package org.colophon.core.provenance;

import java.util.List;
import java.util.stream.Collectors;
import org.colophon.core.RecordId;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.content.Access;
import org.colophon.core.content.BatchTimestamp;
import org.colophon.core.content.Correction;
import org.colophon.core.content.ItemBatch;
import org.colophon.core.content.NoticeCounter;
import org.colophon.core.content.NoticeSend;
import org.colophon.core.content.Publication;
import org.colophon.core.content.Recommendation;
import org.colophon.core.content.Showing;
import org.colophon.core.content.Takedown;
import org.colophon.core.record.Statement;

/** Tells what platforms record, and corrections. */
final class PlatformSummaries {
  private PlatformSummaries() {}

  static String of(BatchTimestamp batch, Statement statement) {
    return statement.author()
        + " gave a time to "
        + Summaries.count(batch.items().count(), "item")
        + " under root "
        + Summaries.brief(batch.items().root().hex())
        + ".";
  }

  static String of(Publication publication, Statement statement) {
    return "It was published at " + shown(publication.showing(), statement);
  }

  static String of(Recommendation recommendation, Statement statement) {
    return "Content "
        + Summaries.brief(recommendation.showing().sha256().hex())
        + " was recommended at "
        + shown(recommendation.showing(), statement);
  }

  private static String shown(Showing showing, Statement statement) {
    return Summaries.quote(showing.place())
        + " on "
        + Summaries.time(showing.at())
        + ", says "
        + statement.author()
        + ".";
  }

  static String of(Access access, Statement statement) {
    String who =
        switch (access.occasion()) {
          case Access.Single(SubjectId user, Timestamp at, _) ->
              "User " + user + " acquired it on " + Summaries.time(at);
          case Access.Many(ItemBatch rows) ->
              Summaries.count(rows.count(), "user") + " acquired it";
        };
    return who
        + " ("
        + Summaries.lower(access.mode())
        + access
            .licence()
            .map(licence -> ", under licence " + Summaries.brief(licence.hex()))
            .orElse("")
        + "), says "
        + statement.author()
        + ".";
  }

  static String of(NoticeSend notice, Statement statement) {
    return statement.author()
        + " gave "
        + notice.respondent()
        + " notice that "
        + LicenceSummaries.rights(notice.rights())
        + " "
        + (notice.rights().size() == 1 ? "is" : "are")
        + " infringed at "
        + Summaries.count(notice.urls().size(), "address")
        + ".";
  }

  static String of(NoticeCounter counter, Statement statement) {
    String why =
        switch (counter.basis()) {
          case LICENSED ->
              "licence " + Summaries.brief(counter.licence().orElseThrow().hex()) + " allows it";
          case OWN_RIGHTS -> "the rights are its user's";
          case ANOTHER_WORK -> "it is another work";
          case EXCEPTION -> "the law allows it without a licence";
        };
    return statement.author()
        + " countered notice "
        + Summaries.brief(counter.notice().hex())
        + ": "
        + why
        + ".";
  }

  static String of(Takedown takedown, Statement statement) {
    return statement.author()
        + " says to have acted on notice "
        + Summaries.brief(takedown.notice().hex())
        + " on "
        + Summaries.time(takedown.at())
        + " ("
        + Summaries.lower(takedown.measure())
        + ").";
  }

  /** What allowed a respondent what a notice objects to; nothing when nothing did. */
  static String warning(List<RecordId> warnings) {
    return warnings.isEmpty()
        ? ""
        : " Warning: the respondent was allowed to by record " + briefs(warnings) + ".";
  }

  static String of(Correction correction, Statement statement) {
    return "Record "
        + Summaries.brief(correction.corrects().hex())
        + " was corrected by "
        + statement.author()
        + ": "
        + correction.corrections().stream()
            .map(PlatformSummaries::corrected)
            .collect(Collectors.joining(", "))
        + ".";
  }

  private static String corrected(Correction.Item item) {
    return item.member()
        + item.value()
            .map(value -> " to " + Summaries.quote(value))
            .or(() -> item.commitment().map(secret -> " to what is committed to"))
            .orElse(" left out");
  }

  /** That a record was corrected later; nothing when it was not. */
  static String correction(List<RecordId> corrections) {
    return corrections.isEmpty() ? "" : " Corrected by record " + briefs(corrections) + ".";
  }

  private static String briefs(List<RecordId> records) {
    return records.stream().map(id -> Summaries.brief(id.hex())).collect(Collectors.joining(", "));
  }
}
