package org.colophon.client.view;

import org.colophon.core.json.Json;
import org.colophon.core.json.ObjBuilder;
import org.colophon.rpc.proto.ApplicationView;
import org.colophon.rpc.proto.ObjectionView;
import org.colophon.rpc.proto.StepView;

/** The JSON of applications and objections that programs read; as {@link Views}. */
public final class OfficeJson {
  private OfficeJson() {}

  /** An application. */
  public static Json.Obj application(ApplicationView view) {
    ObjBuilder json =
        Json.object()
            .put("receipt", Views.receipt(view.getReceipt()))
            .put("times", Views.times(view.getTimes()))
            .put("work", view.getWork())
            .put("office", view.getOffice())
            .put("applicant", view.getApplicant())
            .put("status", view.getStatus())
            .put("filed", view.getReceipt().getTime())
            .put("pendingMs", view.getPendingMs())
            .put("supplementMs", view.getSupplementMs())
            .put("steps", Json.array(view.getStepsList().stream().map(OfficeJson::step).toList()));
    if (view.getDecided() > 0) {
      json.put("decided", view.getDecided());
    }
    Fields.member(json, "title", view.getTitle());
    Fields.member(json, "ipKind", view.getIpKind());
    Fields.member(json, "registration", view.getRegistration());
    return json.build();
  }

  /** An objection. */
  public static Json.Obj objection(ObjectionView view) {
    ObjBuilder json =
        Json.object()
            .put("receipt", Views.receipt(view.getReceipt()))
            .put("times", Views.times(view.getTimes()))
            .put("work", view.getWork())
            .put("objector", view.getObjector())
            .put("ground", view.getGround())
            .put("status", view.getStatus())
            .put("standing", view.getStanding())
            .put("steps", Json.array(view.getStepsList().stream().map(OfficeJson::step).toList()));
    Fields.member(json, "claim", view.getClaim());
    return json.build();
  }

  static Json.Obj step(StepView step) {
    ObjBuilder json =
        Json.object()
            .put("receipt", Views.receipt(step.getReceipt()))
            .put("times", Views.times(step.getTimes()))
            .put("status", step.getStatus())
            .put("by", step.getBy())
            .put("grounds", Json.strings(step.getGroundsList()));
    Fields.member(json, "reason", step.getReason());
    return json.build();
  }
}
