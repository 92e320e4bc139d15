package org.colophon.core.contract;

import java.util.EnumSet;
import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.chain.Link;
import org.colophon.core.content.Content;
import org.colophon.core.content.Licence;
import org.colophon.core.content.PriceReference;
import org.colophon.core.content.Transfer;
import org.colophon.core.membership.OrgKind;
import org.colophon.core.record.Statement;

/** An appraiser or an IP office gives a price; of a deal on the chain it fits the deal's kind. */
final class PriceReferenceContract implements Contract<PriceReference> {
  @Override
  public void apply(PriceReference content, Statement statement, World world)
      throws RefusedException {
    OrgId appraiser =
        SignerRules.organisation(
            statement, world, EnumSet.of(OrgKind.APPRAISER, OrgKind.IP_OFFICE));
    if (content.comparable() instanceof PriceReference.Deal(RecordId deal)) {
      requireDeal(content.basis(), deal, world);
      WorkOf.record(statement, world)
          .ifPresent(work -> {
            world.link(Link.work(work));
            world.link(Link.price(work));
          });
    }
    world.link(Link.price(appraiser));
  }

  private static void requireDeal(PriceReference.Basis basis, RecordId deal, World world)
      throws RefusedException {
    Content content = world.requireRecord("comparable", deal).statement().content();
    boolean isLicence = content instanceof Licence;
    boolean isTransfer = content instanceof Transfer;
    boolean fits =
        switch (basis) {
          case LICENCE_FEE -> isLicence;
          case SALE_PRICE -> isTransfer;
          case UNIT_PROFIT, MARKET_STATISTIC -> isLicence || isTransfer;
        };
    if (!fits) {
      throw new RefusedException(
          Reason.UNKNOWN_RECORD, "comparable: not what a " + basis + " is paid for");
    }
  }
}
