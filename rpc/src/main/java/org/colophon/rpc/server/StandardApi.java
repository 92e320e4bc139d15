package org.colophon.rpc.server;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.WorkId;
import org.colophon.core.chain.Link;
import org.colophon.core.chain.MembershipInForce;
import org.colophon.core.content.Interval;
import org.colophon.core.evidence.ChangePart;
import org.colophon.core.gather.Gathering;
import org.colophon.core.gather.Sought;
import org.colophon.core.query.AsOf;
import org.colophon.core.query.AssessmentView;
import org.colophon.core.query.LinkedPage;
import org.colophon.core.query.ProposalView;
import org.colophon.core.query.StandardView;
import org.colophon.core.standard.Standard;
import org.colophon.crypto.Hash;
import org.colophon.rpc.proto.GatherRequest;
import org.colophon.rpc.proto.GatherView;
import org.colophon.rpc.proto.GetAssessmentRequest;
import org.colophon.rpc.proto.GetMembershipRequest;
import org.colophon.rpc.proto.GetStandardRequest;
import org.colophon.rpc.proto.ListAssessmentsRequest;
import org.colophon.rpc.proto.ListAssessmentsResponse;
import org.colophon.rpc.proto.ListStandardsRequest;
import org.colophon.rpc.proto.ListStandardsResponse;
import org.colophon.rpc.proto.MembershipView;

/**
 * The answers about what validators agree on, changes of the membership and standards of damages,
 * and about assessments; the same for every transport.
 */
final class StandardApi {
  private static final int ID_CHARS_MAX = 64;

  private final LedgerApi ledger;
  private final HeightGate heights;

  StandardApi(LedgerApi ledger, HeightGate heights) {
    this.ledger = ledger;
    this.heights = heights;
  }

  MembershipView membership(GetMembershipRequest request)
      throws RefusedException, InterruptedException {
    heights.require(request.getAtLeastHeight());
    return ledger.query(query -> {
      AsOf asOf = LedgerApi.asOf(query, 0);
      MembershipInForce inForce = ProposalView.governance(query).inForce();
      StandardViews views = new StandardViews(query);
      return MembershipView.newBuilder()
          .addAllChanges(
              ChangePart.inForce(query.reader()).stream()
                  .map(change -> ByteString.copyFrom(change.bytes()))
                  .toList())
          .addAllProposals(ProposalView.all(query, asOf).stream().map(views::proposal).toList())
          .setHash(inForce.hash().hex())
          .setQuorum(inForce.membership().quorum())
          .setAsOfHeight(asOf.height().value())
          .setAsOfTime(asOf.time().value())
          .build();
    });
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

  GatherView gather(GatherRequest request) throws RefusedException, InterruptedException {
    Hash hash = LedgerApi.parse("standard", request.getStandard(), Hash::ofHex);
    Interval window = window(request);
    List<RecordId> comparables = comparables(request);
    if (request.getAllegation().isEmpty() == request.getWork().isEmpty()) {
      throw new RefusedException(Reason.MALFORMED, "allegation: (expected: either it or a work)");
    }
    heights.require(request.getAtLeastHeight());
    return ledger.query(query -> {
      AsOf asOf = AsOf.newest(query);
      Standard standard =
          StandardView.of(query, hash, asOf)
              .orElseThrow(() -> LedgerApi.notFound("standard"))
              .proposed()
              .standard();
      Sought sought =
          request.getWork().isEmpty()
              ? Sought.ofAllegation(
                  query,
                  asOf,
                  LedgerApi.parse("allegation", request.getAllegation(), RecordId::ofHex),
                  window,
                  comparables)
              : Sought.ofWork(
                  LedgerApi.parse("work", request.getWork(), WorkId::ofHex), window, comparables);
      return GatherView.newBuilder()
          .setGathered(Gathering.of(query, asOf, sought, standard).json().text())
          .setAsOfHeight(asOf.height().value())
          .setAsOfTime(asOf.time().value())
          .build();
    });
  }

  private static Interval window(GatherRequest request) throws RefusedException {
    Interval window =
        new Interval(
            new Timestamp(LedgerApi.unsigned("from", request.getFrom())),
            new Timestamp(LedgerApi.unsigned("until", request.getUntil())));
    if (window.until().compareTo(window.from()) <= 0) {
      throw new RefusedException(Reason.BAD_INTERVAL, "until: (expected: after from)");
    }
    return window;
  }

  private static List<RecordId> comparables(GatherRequest request) throws RefusedException {
    if (request.getComparablesCount() > Sought.COMPARABLES_MAX) {
      throw new RefusedException(
          Reason.TOO_LARGE, "comparables: over " + Sought.COMPARABLES_MAX + " of them");
    }
    List<RecordId> comparables = new ArrayList<>();
    for (String id : request.getComparablesList()) {
      comparables.add(LedgerApi.parse("comparables", id, RecordId::ofHex));
    }
    return comparables;
  }

  private static String checkId(String id) {
    if (id.length() > ID_CHARS_MAX || !id.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new IllegalArgumentException("not a standard's id");
    }
    return id;
  }
}
