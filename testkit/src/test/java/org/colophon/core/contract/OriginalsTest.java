package org.colophon.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.colophon.core.SubjectId;
import org.colophon.core.WorkId;
import org.colophon.core.content.Right;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.query.AsOf;
import org.colophon.core.query.LedgerQuery;
import org.colophon.core.query.RightsCheck;
import org.colophon.core.query.RightsView;
import org.colophon.testkit.TestRecord;
import org.junit.jupiter.api.Test;

/** What may be done with a re-creation depends on the works behind it. */
class OriginalsTest extends ContractTest {
  private final WorkId work;

  OriginalsTest() throws Exception {
    work = declare(alice, CONTENT);
  }

  private RightsView rights(SubjectId subject, WorkId of) throws Exception {
    try (LedgerReader reader = ledger.read()) {
      LedgerQuery query = new LedgerQuery(reader, consortium.genesis());
      return RightsCheck.of(query, of, subject, AsOf.newest(query)).orElseThrow();
    }
  }

  private static boolean mayReproduce(RightsView view) {
    return view.answers().stream()
        .filter(answer -> answer.right() == Right.REPRODUCTION)
        .anyMatch(RightsView.Answer::granted);
  }

  private WorkId derived(WorkId original, int number) throws Exception {
    TestRecord declaration =
        records.declareDerived(bob, original, consortium.hash("re-creation " + number));
    accept(declaration);
    return declaration.work();
  }

  @Test
  void theOriginalIsAnsweredForToo() throws Exception {
    WorkId recreation = derived(work, 0);
    RightsView view = rights(bob.subject(), recreation);
    assertThat(mayReproduce(view)).as("his own").isTrue();
    assertThat(view.originals()).hasSize(1);
    assertThat(view.originals().getFirst().work()).isEqualTo(work);
    assertThat(mayReproduce(view.originals().getFirst())).as("hers").isFalse();
    assertThat(mayReproduce(rights(alice.subject(), recreation).originals().getFirst())).isTrue();
    assertThat(rights(bob.subject(), work).originals()).isEmpty();
  }

  @Test
  void moreOriginalsThanAreLookedAtAreSaidToBeThere() throws Exception {
    WorkId last = work;
    for (int i = 0; i < 8; i++) {
      last = derived(last, i);
    }
    RightsView whole = rights(bob.subject(), last);
    assertThat(whole.originals()).hasSize(8).last().extracting(RightsView::work).isEqualTo(work);
    assertThat(whole.moreOriginals()).isFalse();
    RightsView cut = rights(bob.subject(), derived(last, 8));
    assertThat(cut.originals()).hasSize(8);
    assertThat(cut.moreOriginals()).isTrue();
  }
}
