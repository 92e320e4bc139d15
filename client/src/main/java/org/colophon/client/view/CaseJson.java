package org.colophon.client.view;

import java.util.List;
import org.colophon.core.json.Json;
import org.colophon.core.json.ObjBuilder;
import org.colophon.rpc.proto.CaseView;
import org.colophon.rpc.proto.GrantEnding;
import org.colophon.rpc.proto.GrantView;
import org.colophon.rpc.proto.LeaseView;
import org.colophon.rpc.proto.ReadsView;
import org.colophon.rpc.proto.ScopeView;

/** The JSON of cases, grants to read and leases that programs read; as {@link Views}. */
public final class CaseJson {
  private CaseJson() {}

  /** A case. */
  public static Json.Obj caseOpened(CaseView view) {
    ObjBuilder json =
        Json.object()
            .put("receipt", Views.receipt(view.getReceipt()))
            .put("times", Views.times(view.getTimes()))
            .put("organ", view.getOrgan())
            .put("kind", view.getKind())
            .put("number", view.getNumber())
            .put("works", Json.strings(view.getWorksList()))
            .put("parties", Json.strings(view.getPartiesList()))
            .put("status", view.getStatus())
            .put("sealLifted", view.getSealLifted())
            .put("steps", Json.array(view.getStepsList().stream().map(OfficeJson::step).toList()));
    if (view.getSealUntil() > 0) {
      json.put("sealUntil", view.getSealUntil());
    }
    return json.build();
  }

  /** A grant to read. */
  public static Json.Obj grant(GrantView view) {
    ObjBuilder json =
        Json.object()
            .put("receipt", Views.receipt(view.getReceipt()))
            .put("times", Views.times(view.getTimes()))
            .put("case", view.getCase())
            .put("grantee", view.getGrantee())
            .put("grantors", Json.strings(view.getGrantorsList()))
            .put("basis", view.getBasis())
            .put("line", Json.strings(view.getLineList()))
            .put("scope", scope(view.getScope()))
            .put("effective", view.getEffective());
    if (view.hasEnded()) {
      json.put("ended", ending(view.getEnded()));
    }
    if (view.hasReads()) {
      json.put("reads", reads(view.getReads()));
    }
    return json.build();
  }

  /** A grant to read, and what nodes took of it. */
  public static Json.Obj grantWithLeases(GrantView view, List<LeaseView> leases) {
    return Json.object()
        .put("grant", grant(view))
        .put("leases", Json.array(leases.stream().map(CaseJson::lease).toList()))
        .build();
  }

  private static Json.Obj scope(ScopeView scope) {
    return Json.object()
        .put("works", Json.strings(scope.getWorksList()))
        .put("parties", Json.strings(scope.getPartiesList()))
        .put("types", Json.strings(scope.getTypesList()))
        .put("class", scope.getReaders())
        .put("recordsFrom", scope.getRecordsFrom())
        .put("recordsUntil", scope.getRecordsUntil())
        .put("verbs", Json.strings(scope.getVerbsList()))
        .put("until", scope.getUntil())
        .put("reads", scope.getReads())
        .put("readsADay", scope.getReadsADay())
        .put("depth", scope.getDepth())
        .put("urgent", scope.getUrgent())
        .build();
  }

  private static Json.Obj ending(GrantEnding ended) {
    return Json.object()
        .put("cause", ended.getCause())
        .put("record", ended.getRecord())
        .put("since", ended.getSince())
        .build();
  }

  private static Json.Obj reads(ReadsView reads) {
    return Json.object()
        .put("leased", reads.getLeased())
        .put("used", reads.getUsed())
        .put("left", reads.getLeft())
        .put("leftToday", reads.getLeftToday())
        .build();
  }

  private static Json.Obj lease(LeaseView view) {
    ObjBuilder json =
        Json.object()
            .put("receipt", Views.receipt(view.getReceipt()))
            .put("times", Views.times(view.getTimes()))
            .put("grant", view.getGrant())
            .put("node", view.getNode())
            .put("reads", view.getReads())
            .put("until", view.getUntil());
    if (view.hasSettlement()) {
      json.put("settlement", Views.receipt(view.getSettlement()))
          .put("settlementTimes", Views.times(view.getSettlementTimes()))
          .put("used", view.getUsed())
          .put("root", view.getRoot());
    }
    return json.build();
  }
}
