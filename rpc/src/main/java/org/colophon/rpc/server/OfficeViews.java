package org.colophon.rpc.server;

import java.util.List;
import java.util.Optional;
import org.colophon.core.RecordId;
import org.colophon.core.Timestamp;
import org.colophon.core.content.ApplicationDecide;
import org.colophon.core.content.CaseOutcome;
import org.colophon.core.content.ObjectionRaise;
import org.colophon.core.content.ObjectionResolve;
import org.colophon.core.content.WorkDeclare;
import org.colophon.core.contract.Course;
import org.colophon.core.query.ApplicationView;
import org.colophon.core.query.LedgerQuery;
import org.colophon.core.query.ObjectionView;
import org.colophon.core.query.RecordAt;
import org.colophon.crypto.Hash;
import org.colophon.rpc.proto.StepView;

/** Puts applications, objections, and the steps of all that has steps, into messages. */
final class OfficeViews {
  private final LedgerQuery ledger;

  /** Steps and times are read from this ledger. */
  OfficeViews(LedgerQuery ledger) {
    this.ledger = ledger;
  }

  org.colophon.rpc.proto.ApplicationView application(ApplicationView view) {
    return org.colophon.rpc.proto.ApplicationView.newBuilder()
        .setReceipt(Views.receipt(view.record().receipt()))
        .setTimes(Views.times(view.record(), ledger))
        .setWork(view.work().hex())
        .setTitle(view.declaration().map(WorkDeclare::title).orElse(""))
        .setIpKind(view.declaration().map(declared -> declared.ipKind().name()).orElse(""))
        .setOffice(view.office().text())
        .setApplicant(view.record().statement().author().text())
        .setStatus(view.course().status().name())
        .addAllSteps(steps(view.course()))
        .setRegistration(view.registration().orElse(""))
        .setDecided(view.decided().map(Timestamp::value).orElse(0L))
        .setPendingMs(view.pendingMs())
        .setSupplementMs(view.supplementMs())
        .setStatement(Views.bytes(view.record().record().statementBytes()))
        .build();
  }

  org.colophon.rpc.proto.ObjectionView objection(ObjectionView view) {
    return org.colophon.rpc.proto.ObjectionView.newBuilder()
        .setReceipt(Views.receipt(view.record().receipt()))
        .setTimes(Views.times(view.record(), ledger))
        .setWork(view.raised().work().hex())
        .setObjector(view.record().statement().author().text())
        .setGround(view.raised().ground().name())
        .setClaim(view.raised().claim().map(RecordId::hex).orElse(""))
        .setStatus(view.course().status().name())
        .setStanding(view.isStanding())
        .addAllSteps(steps(view.course()))
        .setStatement(Views.bytes(view.record().record().statementBytes()))
        .build();
  }

  <S extends Enum<S>> List<StepView> steps(Course<S> course) {
    return course.steps().stream().map(this::step).toList();
  }

  private StepView step(Course.Step<?> step) {
    RecordAt record = ledger.record(step.record()).orElseThrow();
    StepView.Builder view =
        StepView.newBuilder()
            .setReceipt(Views.receipt(record.receipt()))
            .setTimes(Views.times(record, ledger))
            .setStatus(step.status().name())
            .setBy(record.statement().author().text());
    switch (record.statement().content()) {
      case ApplicationDecide decide -> {
        decide.grounds().stream().sorted().forEach(ground -> view.addGrounds(ground.name()));
        view.setReason(reason(decide.reason()));
      }
      case ObjectionRaise raised ->
          view.addGrounds(raised.ground().name()).setReason(raised.reason().hex());
      case ObjectionResolve resolve -> view.setReason(reason(resolve.reason()));
      case CaseOutcome outcome -> view.setReason(reason(outcome.document()));
      default -> {
        // A filing, an answer and the opening of a case give no reasons.
      }
    }
    return view.build();
  }

  private static String reason(Optional<Hash> commitment) {
    return commitment.map(Hash::hex).orElse("");
  }
}
