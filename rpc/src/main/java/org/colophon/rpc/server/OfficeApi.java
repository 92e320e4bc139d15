package org.colophon.rpc.server;

import java.util.stream.Stream;
import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.WorkId;
import org.colophon.core.chain.Link;
import org.colophon.core.query.ApplicationView;
import org.colophon.core.query.AsOf;
import org.colophon.core.query.LinkedPage;
import org.colophon.core.query.ObjectionView;
import org.colophon.rpc.proto.GetApplicationRequest;
import org.colophon.rpc.proto.GetObjectionRequest;
import org.colophon.rpc.proto.ListApplicationsRequest;
import org.colophon.rpc.proto.ListApplicationsResponse;
import org.colophon.rpc.proto.ListObjectionsRequest;
import org.colophon.rpc.proto.ListObjectionsResponse;

/** The answers about applications and objections, the same for every transport. */
final class OfficeApi {
  private final LedgerApi ledger;
  private final HeightGate heights;

  OfficeApi(LedgerApi ledger, HeightGate heights) {
    this.ledger = ledger;
    this.heights = heights;
  }

  org.colophon.rpc.proto.ApplicationView application(GetApplicationRequest request)
      throws RefusedException, InterruptedException {
    RecordId id = LedgerApi.parse("id", request.getId(), RecordId::ofHex);
    heights.require(request.getAtLeastHeight());
    return ledger.query(query ->
        ApplicationView.of(query, id, LedgerApi.asOf(query, request.getTime()))
            .map(new OfficeViews(query)::application)
            .orElseThrow(() -> LedgerApi.notFound("application")));
  }

  ListApplicationsResponse applications(ListApplicationsRequest request)
      throws RefusedException, InterruptedException {
    Link link = link(request);
    if (request.getOpen() && (request.getOffice().isEmpty() || request.getTime() != 0)) {
      throw new RefusedException(Reason.MALFORMED, "open: (expected: with an office, as of now)");
    }
    int size = ledger.pageSize(request.getPageSize(), LinkedPage.SIZE_MAX);
    heights.require(request.getAtLeastHeight());
    return ledger.query(query -> {
      AsOf asOf = LedgerApi.asOf(query, request.getTime());
      LinkedPage<ApplicationView> page =
          request.getOpen()
              ? ApplicationView.queue(
                  query, new OrgId(request.getOffice()), size, request.getCursor())
              : LinkedPage.of(
                  query,
                  link,
                  size,
                  request.getCursor(),
                  asOf,
                  id -> ApplicationView.of(query, id, asOf));
      return ListApplicationsResponse.newBuilder()
          .addAllApplications(
              page.items().stream().map(new OfficeViews(query)::application).toList())
          .setNextCursor(page.next().orElse(""))
          .setAsOfHeight(asOf.height().value())
          .setAsOfTime(asOf.time().value())
          .build();
    });
  }

  private static Link link(ListApplicationsRequest request) throws RefusedException {
    long named =
        Stream.of(request.getWork(), request.getSubject(), request.getOffice())
            .filter(name -> !name.isEmpty())
            .count();
    if (named != 1) {
      throw new RefusedException(
          Reason.MALFORMED, "work: (expected: one of work, subject and office)");
    }
    if (!request.getWork().isEmpty()) {
      return Link.application(LedgerApi.parse("work", request.getWork(), WorkId::ofHex));
    }
    return request.getSubject().isEmpty()
        ? Link.application(LedgerApi.parse("office", request.getOffice(), OrgId::new))
        : Link.application(LedgerApi.parse("subject", request.getSubject(), SubjectId::new));
  }

  org.colophon.rpc.proto.ObjectionView objection(GetObjectionRequest request)
      throws RefusedException, InterruptedException {
    RecordId id = LedgerApi.parse("id", request.getId(), RecordId::ofHex);
    heights.require(request.getAtLeastHeight());
    return ledger.query(query ->
        ObjectionView.of(query, id, LedgerApi.asOf(query, request.getTime()))
            .map(new OfficeViews(query)::objection)
            .orElseThrow(() -> LedgerApi.notFound("objection")));
  }

  ListObjectionsResponse objections(ListObjectionsRequest request)
      throws RefusedException, InterruptedException {
    if (request.getWork().isEmpty() == request.getSubject().isEmpty()) {
      throw new RefusedException(Reason.MALFORMED, "work: (expected: either work or subject)");
    }
    Link link =
        request.getSubject().isEmpty()
            ? Link.objection(LedgerApi.parse("work", request.getWork(), WorkId::ofHex))
            : Link.objection(LedgerApi.parse("subject", request.getSubject(), SubjectId::new));
    int size = ledger.pageSize(request.getPageSize(), LinkedPage.SIZE_MAX);
    heights.require(request.getAtLeastHeight());
    return ledger.query(query -> {
      AsOf asOf = LedgerApi.asOf(query, request.getTime());
      LinkedPage<ObjectionView> page =
          LinkedPage.of(
              query,
              link,
              size,
              request.getCursor(),
              asOf,
              id -> ObjectionView.of(query, id, asOf));
      return ListObjectionsResponse.newBuilder()
          .addAllObjections(page.items().stream().map(new OfficeViews(query)::objection).toList())
          .setNextCursor(page.next().orElse(""))
          .setAsOfHeight(asOf.height().value())
          .setAsOfTime(asOf.time().value())
          .build();
    });
  }
}
