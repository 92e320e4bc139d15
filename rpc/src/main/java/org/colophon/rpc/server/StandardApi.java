package org.colophon.rpc.server;

import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.chain.Link;
import org.colophon.core.query.AsOf;
import org.colophon.core.query.AssessmentView;
import org.colophon.core.query.LinkedPage;
import org.colophon.core.query.StandardView;
import org.colophon.crypto.Hash;
import org.colophon.rpc.proto.GetAssessmentRequest;
import org.colophon.rpc.proto.GetStandardRequest;
import org.colophon.rpc.proto.ListAssessmentsRequest;
import org.colophon.rpc.proto.ListAssessmentsResponse;
import org.colophon.rpc.proto.ListStandardsRequest;
import org.colophon.rpc.proto.ListStandardsResponse;

/** The answers about standards of damages and assessments, the same for every transport. */
final class StandardApi {
  private static final int ID_CHARS_MAX = 64;

  private final LedgerApi ledger;
  private final HeightGate heights;

  StandardApi(LedgerApi ledger, HeightGate heights) {
    this.ledger = ledger;
    this.heights = heights;
  }

  org.colophon.rpc.proto.StandardView standard(GetStandardRequest request)
      throws RefusedException, InterruptedException {
    Hash hash = LedgerApi.parse("hash", request.getHash(), Hash::ofHex);
    heights.require(request.getAtLeastHeight());
    return ledger.query(query ->
        StandardView.of(query, hash, LedgerApi.asOf(query, request.getTime()))
            .map(new StandardViews(query)::standard)
            .orElseThrow(() -> LedgerApi.notFound("standard")));
  }

  ListStandardsResponse standards(ListStandardsRequest request)
      throws RefusedException, InterruptedException {
    Link link =
        request.getId().isEmpty()
            ? Link.standard()
            : Link.standard(LedgerApi.parse("id", request.getId(), StandardApi::checkId));
    int size = ledger.pageSize(request.getPageSize(), StandardView.PAGE_MAX);
    heights.require(request.getAtLeastHeight());
    return ledger.query(query -> {
      AsOf asOf = LedgerApi.asOf(query, request.getTime());
      LinkedPage<StandardView> page =
          LinkedPage.of(
              query,
              link,
              size,
              request.getCursor(),
              asOf,
              id -> StandardView.proposedBy(query, id, asOf));
      return ListStandardsResponse.newBuilder()
          .addAllStandards(page.items().stream().map(new StandardViews(query)::standard).toList())
          .setNextCursor(page.next().orElse(""))
          .setAsOfHeight(asOf.height().value())
          .setAsOfTime(asOf.time().value())
          .build();
    });
  }

  org.colophon.rpc.proto.AssessmentView assessment(GetAssessmentRequest request)
      throws RefusedException, InterruptedException {
    RecordId id = LedgerApi.parse("id", request.getId(), RecordId::ofHex);
    heights.require(request.getAtLeastHeight());
    return ledger.query(query ->
        AssessmentView.of(query, id, LedgerApi.asOf(query, request.getTime()))
            .map(new StandardViews(query)::assessment)
            .orElseThrow(() -> LedgerApi.notFound("assessment")));
  }

  ListAssessmentsResponse assessments(ListAssessmentsRequest request)
      throws RefusedException, InterruptedException {
    RecordId allegation = LedgerApi.parse("allegation", request.getAllegation(), RecordId::ofHex);
    int size = ledger.pageSize(request.getPageSize(), LinkedPage.SIZE_MAX);
    heights.require(request.getAtLeastHeight());
    return ledger.query(query -> {
      AsOf asOf = LedgerApi.asOf(query, request.getTime());
      LinkedPage<AssessmentView> page =
          LinkedPage.of(
              query,
              Link.assessment(allegation),
              size,
              request.getCursor(),
              asOf,
              id -> AssessmentView.of(query, id, asOf));
      return ListAssessmentsResponse.newBuilder()
          .addAllAssessments(
              page.items().stream().map(new StandardViews(query)::assessment).toList())
          .setNextCursor(page.next().orElse(""))
          .setAsOfHeight(asOf.height().value())
          .setAsOfTime(asOf.time().value())
          .build();
    });
  }

  private static String checkId(String id) {
    if (id.length() > ID_CHARS_MAX || !id.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new IllegalArgumentException("not a standard's id");
    }
    return id;
  }
}
