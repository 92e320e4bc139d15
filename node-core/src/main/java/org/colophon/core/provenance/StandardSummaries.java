package org.colophon.core.provenance;

import org.colophon.core.content.AssessmentConfirmed;
import org.colophon.core.content.AssessmentMade;
import org.colophon.core.content.StandardActivate;
import org.colophon.core.content.StandardPropose;
import org.colophon.core.content.StandardVote;

/** One plain sentence for each record about standards of damages. */
final class StandardSummaries {
  private StandardSummaries() {}

  static String of(StandardPropose propose, String author) {
    return "Standard "
        + propose.standard().id()
        + ", version "
        + propose.standard().version()
        + ", was proposed by "
        + author
        + ": "
        + Summaries.quote(propose.standard().title().en())
        + ".";
  }

  static String of(StandardVote vote, String author) {
    return author
        + " voted for the standard of record "
        + Summaries.brief(vote.proposal().hex())
        + ".";
  }

  static String of(AssessmentMade made, String author) {
    return "The infringement alleged by record "
        + Summaries.brief(made.allegation().hex())
        + " was assessed by "
        + author
        + (made.isSecret() ? ", with figures that are committed to." : ".");
  }

  static String of(AssessmentConfirmed confirmed, String author) {
    return author
        + " came to the same result as the assessment of record "
        + Summaries.brief(confirmed.confirms().hex())
        + ".";
  }

  static String of(StandardActivate activate, String author) {
    return "The standard of record "
        + Summaries.brief(activate.proposal().hex())
        + " was put into force by "
        + author
        + ".";
  }
}
