package org.colophon.rpc.server;

import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.WorkId;
import org.colophon.core.chain.Link;
import org.colophon.core.query.AsOf;
import org.colophon.core.query.InfringementView;
import org.colophon.core.query.LinkedPage;
import org.colophon.core.query.PriceView;
import org.colophon.core.query.SubmissionView;
import org.colophon.rpc.proto.GetInfringementRequest;
import org.colophon.rpc.proto.GetPriceRequest;
import org.colophon.rpc.proto.GetSubmissionRequest;
import org.colophon.rpc.proto.ListInfringementsRequest;
import org.colophon.rpc.proto.ListInfringementsResponse;
import org.colophon.rpc.proto.ListPricesRequest;
import org.colophon.rpc.proto.ListPricesResponse;
import org.colophon.rpc.proto.ListSubmissionsRequest;
import org.colophon.rpc.proto.ListSubmissionsResponse;

/**
 * The answers about infringements, prices and what is submitted to courts, the same for every
 * transport.
 */
final class ClaimApi {
  private final LedgerApi ledger;
  private final HeightGate heights;

  ClaimApi(LedgerApi ledger, HeightGate heights) {
    this.ledger = ledger;
    this.heights = heights;
  }

  org.colophon.rpc.proto.InfringementView infringement(GetInfringementRequest request)
      throws RefusedException, InterruptedException {
    RecordId id = LedgerApi.parse("id", request.getId(), RecordId::ofHex);
    heights.require(request.getAtLeastHeight());
    return ledger.query(query ->
        InfringementView.of(query, id, LedgerApi.asOf(query, request.getTime()))
            .map(new ClaimViews(query)::infringement)
            .orElseThrow(() -> LedgerApi.notFound("infringement")));
  }

  ListInfringementsResponse infringements(ListInfringementsRequest request)
      throws RefusedException, InterruptedException {
    requireOne("work", request.getWork(), "subject", request.getSubject());
    Link link =
        request.getSubject().isEmpty()
            ? Link.infringement(LedgerApi.parse("work", request.getWork(), WorkId::ofHex))
            : Link.infringement(LedgerApi.parse("subject", request.getSubject(), SubjectId::new));
    int size = ledger.pageSize(request.getPageSize(), InfringementView.PAGE_MAX);
    heights.require(request.getAtLeastHeight());
    return ledger.query(query -> {
      AsOf asOf = LedgerApi.asOf(query, request.getTime());
      LinkedPage<InfringementView> page =
          LinkedPage.of(
              query,
              link,
              size,
              request.getCursor(),
              asOf,
              id -> InfringementView.of(query, id, asOf));
      return ListInfringementsResponse.newBuilder()
          .addAllInfringements(
              page.items().stream().map(new ClaimViews(query)::infringement).toList())
          .setNextCursor(page.next().orElse(""))
          .setAsOfHeight(asOf.height().value())
          .setAsOfTime(asOf.time().value())
          .build();
    });
  }

  org.colophon.rpc.proto.PriceView price(GetPriceRequest request)
      throws RefusedException, InterruptedException {
    RecordId id = LedgerApi.parse("id", request.getId(), RecordId::ofHex);
    heights.require(request.getAtLeastHeight());
    return ledger.query(query ->
        PriceView.of(query, id)
            .map(new ClaimViews(query)::price)
            .orElseThrow(() -> LedgerApi.notFound("price")));
  }

  ListPricesResponse prices(ListPricesRequest request)
      throws RefusedException, InterruptedException {
    requireOne("work", request.getWork(), "appraiser", request.getAppraiser());
    Link link =
        request.getAppraiser().isEmpty()
            ? Link.price(LedgerApi.parse("work", request.getWork(), WorkId::ofHex))
            : Link.price(LedgerApi.parse("appraiser", request.getAppraiser(), OrgId::new));
    int size = ledger.pageSize(request.getPageSize(), LinkedPage.SIZE_MAX);
    heights.require(request.getAtLeastHeight());
    return ledger.query(query -> {
      AsOf asOf = LedgerApi.asOf(query, request.getTime());
      LinkedPage<PriceView> page =
          LinkedPage.of(
              query, link, size, request.getCursor(), asOf, id -> PriceView.of(query, id));
      return ListPricesResponse.newBuilder()
          .addAllPrices(page.items().stream().map(new ClaimViews(query)::price).toList())
          .setNextCursor(page.next().orElse(""))
          .setAsOfHeight(asOf.height().value())
          .setAsOfTime(asOf.time().value())
          .build();
    });
  }

  org.colophon.rpc.proto.SubmissionView submission(GetSubmissionRequest request)
      throws RefusedException, InterruptedException {
    RecordId id = LedgerApi.parse("id", request.getId(), RecordId::ofHex);
    heights.require(request.getAtLeastHeight());
    return ledger.query(query ->
        SubmissionView.of(query, id, LedgerApi.asOf(query, request.getTime()))
            .map(new ClaimViews(query)::submission)
            .orElseThrow(() -> LedgerApi.notFound("submission")));
  }

  ListSubmissionsResponse submissions(ListSubmissionsRequest request)
      throws RefusedException, InterruptedException {
    requireOne("court", request.getCourt(), "subject", request.getSubject());
    if (request.getWaiting() && (request.getCourt().isEmpty() || request.getTime() != 0)) {
      throw new RefusedException(Reason.MALFORMED, "waiting: (expected: with a court, as of now)");
    }
    Link link =
        request.getSubject().isEmpty()
            ? Link.submission(LedgerApi.parse("court", request.getCourt(), OrgId::new))
            : Link.submission(LedgerApi.parse("subject", request.getSubject(), SubjectId::new));
    int size = ledger.pageSize(request.getPageSize(), LinkedPage.SIZE_MAX);
    heights.require(request.getAtLeastHeight());
    return ledger.query(query -> {
      AsOf asOf = LedgerApi.asOf(query, request.getTime());
      LinkedPage<SubmissionView> page =
          request.getWaiting()
              ? SubmissionView.waiting(
                  query, new OrgId(request.getCourt()), size, request.getCursor())
              : LinkedPage.of(
                  query,
                  link,
                  size,
                  request.getCursor(),
                  asOf,
                  id -> SubmissionView.of(query, id, asOf));
      return ListSubmissionsResponse.newBuilder()
          .addAllSubmissions(page.items().stream().map(new ClaimViews(query)::submission).toList())
          .setNextCursor(page.next().orElse(""))
          .setAsOfHeight(asOf.height().value())
          .setAsOfTime(asOf.time().value())
          .build();
    });
  }

  private static void requireOne(String name, String value, String other, String otherValue)
      throws RefusedException {
    if (value.isEmpty() == otherValue.isEmpty()) {
      throw new RefusedException(
          Reason.MALFORMED, name + ": (expected: either " + name + " or " + other + ")");
    }
  }
}
