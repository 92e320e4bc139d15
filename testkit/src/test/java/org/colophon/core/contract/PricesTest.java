package org.colophon.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.colophon.core.LeafIndex;
import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.WorkId;
import org.colophon.core.chain.Link;
import org.colophon.core.content.PriceReference.Basis;
import org.colophon.core.content.Right;
import org.colophon.core.membership.OrgKind;
import org.colophon.core.membership.Organisation;
import org.colophon.core.membership.Tier;
import org.colophon.core.port.LedgerReader;
import org.colophon.core.provenance.Trace;
import org.colophon.core.query.LedgerQuery;
import org.colophon.core.query.PriceView;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestRecord;
import org.colophon.testkit.TestTerms;
import org.junit.jupiter.api.Test;

/** price.reference: who gives a price, of what, and where it is found. */
class PricesTest extends ContractTest {
  private final Actor office = consortium.actor(TestConsortium.OFFICE);
  private final WorkId work;

  PricesTest() throws Exception {
    work = declare(alice, CONTENT);
  }

  private PriceView view(RecordId price) throws Exception {
    try (LedgerReader reader = ledger.read()) {
      return PriceView.of(new LedgerQuery(reader, consortium.genesis()), price).orElseThrow();
    }
  }

  private String lastOfTrace() throws Exception {
    try (LedgerReader reader = ledger.read()) {
      return Trace.page(new LedgerQuery(reader, consortium.genesis()), work, 100, "")
          .orElseThrow()
          .events()
          .getLast()
          .summary();
    }
  }

  private RecordId licence() throws Exception {
    TestRecord grant =
        records.grant(alice, bob, work, TestTerms.of(Right.REPRODUCTION).sublicensing());
    accept(grant);
    return grant.id();
  }

  @Test
  void theStatisticOfAMarketIsFoundByItsAppraiser() throws Exception {
    TestRecord price = records.price(office, "stock photographs", 12_000);
    LeafIndex index = accept(price).index();
    assertThat(linked(Link.price(TestConsortium.OFFICE))).containsExactly(index);
    assertThat(linked(Link.work(work))).doesNotContain(index);
    assertThat(view(price.id()).work()).isEmpty();
    assertThat(view(price.id()).price().currency().exponent()).isEqualTo(2);
  }

  @Test
  void thePriceOfADealIsFoundByItsWork() throws Exception {
    RecordId licence = licence();
    TestRecord sub = records.sublicense(bob, notary, licence, TestTerms.of(Right.REPRODUCTION));
    accept(sub);
    TestRecord fee = records.price(office, sub.id(), Basis.LICENCE_FEE);
    LeafIndex index = accept(fee).index();
    assertThat(linked(Link.price(work))).containsExactly(index);
    assertThat(linked(Link.work(work))).contains(index);
    assertThat(view(fee.id()).work()).contains(work);
    assertThat(lastOfTrace())
        .startsWith("office-capital gave a price (licence fee) of record ")
        .endsWith("CNY, committed to.");
  }

  @Test
  void aPriceFitsTheDealThatItIsPaidFor() throws Exception {
    RecordId licence = licence();
    TestRecord transfer = records.transfer(alice, bob, work, 1);
    accept(transfer);
    accept(records.price(office, licence, Basis.LICENCE_FEE));
    accept(records.price(office, transfer.id(), Basis.SALE_PRICE));
    accept(records.price(office, licence, Basis.UNIT_PROFIT));
    accept(records.price(office, transfer.id(), Basis.UNIT_PROFIT));
    assertRefused(Reason.UNKNOWN_RECORD, records.price(office, licence, Basis.SALE_PRICE));
    assertRefused(Reason.UNKNOWN_RECORD, records.price(office, transfer.id(), Basis.LICENCE_FEE));
    for (Basis basis : List.of(Basis.LICENCE_FEE, Basis.SALE_PRICE, Basis.UNIT_PROFIT)) {
      assertRefused(Reason.UNKNOWN_RECORD, records.price(office, new RecordId(work.hash()), basis));
      assertRefused(Reason.UNKNOWN_RECORD, records.price(office, new RecordId(OTHER), basis));
    }
  }

  @Test
  void onlyAppraisersAndOfficesGivePrices() throws Exception {
    assertRefused(Reason.ROLE_DENIED, records.price(court, "songs", 1));
    assertRefused(Reason.ROLE_DENIED, records.price(alice, "songs", 1));
    assertRefused(Reason.UNKNOWN_KEY, records.price(stranger, "songs", 1));
    Organisation appraiser =
        consortium.organisation(new OrgId("appraiser-south"), OrgKind.APPRAISER, Tier.PARTICIPANT);
    ledger.enact(ledger.changes().admit(notary, appraiser));
    TestRecord price = records.price(consortium.actor(appraiser.id()), "songs", 1);
    accept(price);
    assertThat(view(price.id()).record().statement().author().text()).isEqualTo("appraiser-south");
    assertThat(Optional.of(view(price.id()).price().recordNamed())).contains(Optional.empty());
  }
}
