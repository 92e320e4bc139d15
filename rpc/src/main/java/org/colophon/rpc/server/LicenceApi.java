package org.colophon.rpc.server;

import org.colophon.core.ChainId;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.WorkId;
import org.colophon.core.chain.Link;
import org.colophon.core.contract.StandingLicence;
import org.colophon.core.json.Json;
import org.colophon.core.provenance.OdrlPolicy;
import org.colophon.core.query.AsOf;
import org.colophon.core.query.LedgerQuery;
import org.colophon.core.query.LicenceView;
import org.colophon.core.query.LinkedPage;
import org.colophon.core.query.RightsCheck;
import org.colophon.rpc.proto.CheckRightsRequest;
import org.colophon.rpc.proto.GetLicenceRequest;
import org.colophon.rpc.proto.ListLicencesRequest;
import org.colophon.rpc.proto.ListLicencesResponse;
import org.colophon.rpc.proto.RightsView;

/** The answers to what may be done with works, the same for every transport. */
final class LicenceApi {
  private final LedgerApi ledger;
  private final HeightGate heights;
  private final ChainId chain;

  LicenceApi(LedgerApi ledger, HeightGate heights, ChainId chain) {
    this.ledger = ledger;
    this.heights = heights;
    this.chain = chain;
  }

  RightsView check(CheckRightsRequest request) throws RefusedException, InterruptedException {
    WorkId work = LedgerApi.parse("work", request.getWork(), WorkId::ofHex);
    SubjectId subject = LedgerApi.parse("subject", request.getSubject(), SubjectId::new);
    heights.require(request.getAtLeastHeight());
    return ledger.query(query -> {
      AsOf asOf = LedgerApi.asOf(query, request.getTime(), request.getHeight());
      return RightsCheck.of(query, work, subject, asOf)
          .map(new LicenceViews(query)::rights)
          .orElseThrow(() -> LedgerApi.notFound("work"));
    });
  }

  ListLicencesResponse list(ListLicencesRequest request)
      throws RefusedException, InterruptedException {
    if (request.getWork().isEmpty() == request.getSubject().isEmpty()) {
      throw new RefusedException(Reason.MALFORMED, "work: (expected: either work or subject)");
    }
    Link link =
        request.getSubject().isEmpty()
            ? Link.licence(LedgerApi.parse("work", request.getWork(), WorkId::ofHex))
            : Link.licence(LedgerApi.parse("subject", request.getSubject(), SubjectId::new));
    int size = ledger.pageSize(request.getPageSize(), LinkedPage.SIZE_MAX);
    heights.require(request.getAtLeastHeight());
    return ledger.query(query -> {
      AsOf asOf = LedgerApi.asOf(query, request.getTime(), request.getHeight());
      LinkedPage<LicenceView> page =
          LinkedPage.of(
              query, link, size, request.getCursor(), asOf, id -> LicenceView.of(query, id, asOf));
      Disputes disputes = new Disputes(query, asOf);
      LicenceViews views = new LicenceViews(query);
      ListLicencesResponse.Builder response = ListLicencesResponse.newBuilder();
      for (LicenceView licence : page.items()) {
        response.addLicences(views.licence(licence, disputes.of(licence.licence().state().work())));
      }
      return response
          .setNextCursor(page.next().orElse(""))
          .setAsOfHeight(asOf.height().value())
          .setAsOfTime(asOf.time().value())
          .build();
    });
  }

  org.colophon.rpc.proto.LicenceView licence(GetLicenceRequest request)
      throws RefusedException, InterruptedException {
    RecordId id = LedgerApi.parse("id", request.getId(), RecordId::ofHex);
    heights.require(request.getAtLeastHeight());
    return ledger.query(query -> {
      AsOf asOf = LedgerApi.asOf(query, request.getTime(), request.getHeight());
      LicenceView licence = require(query, id, asOf);
      return new LicenceViews(query)
          .licence(licence, new Disputes(query, asOf).of(licence.licence().state().work()));
    });
  }

  /** A licence as an ODRL policy. */
  byte[] odrl(String id) throws RefusedException {
    RecordId record = LedgerApi.parse("id", id, RecordId::ofHex);
    return ledger.query(query -> {
      StandingLicence licence = require(query, record, AsOf.newest(query)).licence();
      Json.Obj policy = OdrlPolicy.of(chain, licence.state().work(), licence.statement());
      return policy.bytes();
    });
  }

  private static LicenceView require(LedgerQuery query, RecordId id, AsOf asOf)
      throws RefusedException {
    return LicenceView.of(query, id, asOf).orElseThrow(() -> LedgerApi.notFound("licence"));
  }
}
