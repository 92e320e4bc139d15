package org.colophon.rpc.server;

import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.WorkId;
import org.colophon.core.provenance.Trace;
import org.colophon.core.query.NoticeView;
import org.colophon.crypto.Hash;
import org.colophon.rpc.proto.GetNoticeRequest;
import org.colophon.rpc.proto.ListRecommendationsRequest;
import org.colophon.rpc.proto.TraceResponse;

/** The answers to what platforms recorded and were told, the same for every transport. */
final class PlatformApi {
  private final LedgerApi ledger;
  private final HeightGate heights;

  PlatformApi(LedgerApi ledger, HeightGate heights) {
    this.ledger = ledger;
    this.heights = heights;
  }

  TraceResponse recommendations(ListRecommendationsRequest request)
      throws RefusedException, InterruptedException {
    if (request.getWork().isEmpty() == request.getDigest().isEmpty()) {
      throw new RefusedException(Reason.MALFORMED, "work: (expected: either work or digest)");
    }
    int size = ledger.pageSize(request.getPageSize(), Trace.PAGE_MAX);
    if (request.getDigest().isEmpty()) {
      WorkId work = LedgerApi.parse("work", request.getWork(), WorkId::ofHex);
      heights.require(request.getAtLeastHeight());
      return ledger.query(
          query -> Views.trace(Trace.recommendations(query, work, size, request.getCursor())));
    }
    Hash digest = LedgerApi.parse("digest", request.getDigest(), Hash::ofHex);
    heights.require(request.getAtLeastHeight());
    return ledger.query(
        query -> Views.trace(Trace.recommendations(query, digest, size, request.getCursor())));
  }

  org.colophon.rpc.proto.NoticeView notice(GetNoticeRequest request)
      throws RefusedException, InterruptedException {
    RecordId id = LedgerApi.parse("id", request.getId(), RecordId::ofHex);
    heights.require(request.getAtLeastHeight());
    return ledger.query(query -> {
      NoticeView notice = NoticeView.of(query, id).orElseThrow(() -> LedgerApi.notFound("notice"));
      return PlatformViews.notice(notice, query);
    });
  }
}
