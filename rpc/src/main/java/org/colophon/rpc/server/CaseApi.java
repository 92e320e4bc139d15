package org.colophon.rpc.server;

import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.chain.Link;
import org.colophon.core.query.AsOf;
import org.colophon.core.query.CaseView;
import org.colophon.core.query.GrantView;
import org.colophon.core.query.LeaseView;
import org.colophon.core.query.LinkedPage;
import org.colophon.rpc.proto.GetCaseRequest;
import org.colophon.rpc.proto.GetGrantRequest;
import org.colophon.rpc.proto.ListCasesRequest;
import org.colophon.rpc.proto.ListCasesResponse;
import org.colophon.rpc.proto.ListGrantsRequest;
import org.colophon.rpc.proto.ListGrantsResponse;
import org.colophon.rpc.proto.ListLeasesRequest;
import org.colophon.rpc.proto.ListLeasesResponse;

/** The answers about cases, grants to read and leases, the same for every transport. */
final class CaseApi {
  private final LedgerApi ledger;
  private final HeightGate heights;

  CaseApi(LedgerApi ledger, HeightGate heights) {
    this.ledger = ledger;
    this.heights = heights;
  }

  org.colophon.rpc.proto.CaseView caseOpened(GetCaseRequest request)
      throws RefusedException, InterruptedException {
    RecordId id = LedgerApi.parse("id", request.getId(), RecordId::ofHex);
    heights.require(request.getAtLeastHeight());
    return ledger.query(query -> {
      AsOf asOf = LedgerApi.asOf(query, request.getTime());
      return CaseView.of(query, id, asOf)
          .map(view -> new CaseViews(query, asOf).caseOpened(view))
          .orElseThrow(() -> LedgerApi.notFound("case"));
    });
  }

  ListCasesResponse cases(ListCasesRequest request) throws RefusedException, InterruptedException {
    OrgId organ = LedgerApi.parse("organ", request.getOrgan(), OrgId::new);
    int size = ledger.pageSize(request.getPageSize(), LinkedPage.SIZE_MAX);
    heights.require(request.getAtLeastHeight());
    return ledger.query(query -> {
      AsOf asOf = LedgerApi.asOf(query, request.getTime());
      LinkedPage<CaseView> page =
          LinkedPage.of(
              query,
              Link.caseOf(organ),
              size,
              request.getCursor(),
              asOf,
              id -> CaseView.of(query, id, asOf));
      CaseViews views = new CaseViews(query, asOf);
      return ListCasesResponse.newBuilder()
          .addAllCases(page.items().stream().map(views::caseOpened).toList())
          .setNextCursor(page.next().orElse(""))
          .setAsOfHeight(asOf.height().value())
          .setAsOfTime(asOf.time().value())
          .build();
    });
  }

  org.colophon.rpc.proto.GrantView grant(GetGrantRequest request)
      throws RefusedException, InterruptedException {
    RecordId id = LedgerApi.parse("id", request.getId(), RecordId::ofHex);
    heights.require(request.getAtLeastHeight());
    return ledger.query(query -> {
      AsOf asOf = LedgerApi.asOf(query, request.getTime());
      return GrantView.of(query, id, asOf)
          .map(view -> new CaseViews(query, asOf).grant(view))
          .orElseThrow(() -> LedgerApi.notFound("grant"));
    });
  }

  ListGrantsResponse grants(ListGrantsRequest request)
      throws RefusedException, InterruptedException {
    if (request.getCase().isEmpty() == request.getGrantee().isEmpty()) {
      throw new RefusedException(Reason.MALFORMED, "case: (expected: either case or grantee)");
    }
    Link link =
        request.getGrantee().isEmpty()
            ? Link.grant(LedgerApi.parse("case", request.getCase(), RecordId::ofHex))
            : Link.grant(LedgerApi.parse("grantee", request.getGrantee(), SubjectId::new));
    int size = ledger.pageSize(request.getPageSize(), LinkedPage.SIZE_MAX);
    heights.require(request.getAtLeastHeight());
    return ledger.query(query -> {
      AsOf asOf = LedgerApi.asOf(query, request.getTime());
      LinkedPage<GrantView> page =
          LinkedPage.of(
              query, link, size, request.getCursor(), asOf, id -> GrantView.of(query, id, asOf));
      CaseViews views = new CaseViews(query, asOf);
      return ListGrantsResponse.newBuilder()
          .addAllGrants(page.items().stream().map(views::grant).toList())
          .setNextCursor(page.next().orElse(""))
          .setAsOfHeight(asOf.height().value())
          .setAsOfTime(asOf.time().value())
          .build();
    });
  }

  ListLeasesResponse leases(ListLeasesRequest request)
      throws RefusedException, InterruptedException {
    RecordId grant = LedgerApi.parse("grant", request.getGrant(), RecordId::ofHex);
    int size = ledger.pageSize(request.getPageSize(), LinkedPage.SIZE_MAX);
    heights.require(request.getAtLeastHeight());
    return ledger.query(query -> {
      AsOf asOf = LedgerApi.asOf(query, request.getTime());
      LinkedPage<LeaseView> page =
          LinkedPage.of(
              query,
              Link.lease(grant),
              size,
              request.getCursor(),
              asOf,
              id -> LeaseView.of(query, id, asOf));
      CaseViews views = new CaseViews(query, asOf);
      return ListLeasesResponse.newBuilder()
          .addAllLeases(page.items().stream().map(views::lease).toList())
          .setNextCursor(page.next().orElse(""))
          .setAsOfHeight(asOf.height().value())
          .setAsOfTime(asOf.time().value())
          .build();
    });
  }
}
