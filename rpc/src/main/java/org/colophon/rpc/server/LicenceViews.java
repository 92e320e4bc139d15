package org.colophon.rpc.server;

import java.util.List;
import org.colophon.core.RecordId;
import org.colophon.core.SubjectId;
import org.colophon.core.content.Duty;
import org.colophon.core.content.Right;
import org.colophon.core.query.LedgerQuery;
import org.colophon.core.query.LicenceView;
import org.colophon.core.query.RightsView;
import org.colophon.crypto.Hash;
import org.colophon.rpc.proto.LicenceTerms;
import org.colophon.rpc.proto.RightAnswer;
import org.colophon.rpc.proto.RightDenial;
import org.colophon.rpc.proto.RightSource;

/** Puts licences, and what follows from them, into messages of the protocol. */
final class LicenceViews {
  private final LedgerQuery ledger;

  /** Times are read from this ledger. */
  LicenceViews(LedgerQuery ledger) {
    this.ledger = ledger;
  }

  org.colophon.rpc.proto.RightsView rights(RightsView view) {
    List<RecordId> disputedBy =
        view.objections().stream().map(objection -> objection.record().id()).toList();
    return org.colophon.rpc.proto.RightsView.newBuilder()
        .setWork(view.work().hex())
        .setSubject(view.subject().text())
        .setAsOfHeight(view.asOf().height().value())
        .setAsOfTime(view.asOf().time().value())
        .addAllAnswers(view.answers().stream().map(answer -> answer(answer, disputedBy)).toList())
        .addAllDisputedBy(disputedBy.stream().map(RecordId::hex).toList())
        .setMoreLicences(view.more())
        .addAllOriginals(view.originals().stream().map(this::rights).toList())
        .setMoreOriginals(view.moreOriginals())
        .build();
  }

  RightAnswer answer(RightsView.Answer answer, List<RecordId> disputedBy) {
    RightAnswer.Builder view =
        RightAnswer.newBuilder()
            .setRight(answer.right().name())
            .setGranted(answer.granted())
            .addAllSources(
                answer.sources().stream().map(source -> source(source, disputedBy)).toList());
    answer
        .denial()
        .ifPresent(denial ->
            view.setDenial(
                RightDenial.newBuilder()
                    .setReason(denial.why().name())
                    .setRecord(denial.record().map(RecordId::hex).orElse(""))));
    return view.build();
  }

  private RightSource source(RightsView.Source source, List<RecordId> disputedBy) {
    RightSource.Builder view =
        RightSource.newBuilder()
            .setBasis(source.basis().name())
            .addAllChain(source.chain().stream().map(RecordId::hex).toList())
            .setShare(Math.toIntExact(source.share()))
            .addAllExcept(
                source.except().stream().map(other -> licence(other, disputedBy)).toList());
    source.licence().ifPresent(licence -> view.setLicence(licence(licence, disputedBy)));
    return view.build();
  }

  /**
   * A licence.
   *
   * @param disputedBy the objections that stood against the title in its work
   */
  org.colophon.rpc.proto.LicenceView licence(LicenceView view, List<RecordId> disputedBy) {
    return org.colophon.rpc.proto.LicenceView.newBuilder()
        .setReceipt(Views.receipt(view.record().receipt()))
        .setTimes(Views.times(view.record(), ledger))
        .setType(view.record().statement().content().type().label())
        .setWork(view.licence().state().work().hex())
        .addAllLicensors(view.licence().licensors().stream().map(SubjectId::text).toList())
        .setLicensee(view.licence().licensee().map(SubjectId::text).orElse(""))
        .setTerms(terms(view.licence().terms()))
        .setStanding(view.standing().name())
        .setBegin(view.licence().begin().value())
        .setEnd(view.end().value())
        .setEndedBy(view.endedBy().map(RecordId::hex).orElse(""))
        .addAllLine(view.line().stream().map(RecordId::hex).toList())
        .addAllDisputedBy(disputedBy.stream().map(RecordId::hex).toList())
        .setStatement(Views.bytes(view.record().record().statementBytes()))
        .build();
  }

  private static LicenceTerms terms(org.colophon.core.content.LicenceTerms terms) {
    return LicenceTerms.newBuilder()
        .addAllRights(terms.rights().stream().map(Right::name).toList())
        .setExclusive(terms.exclusive())
        .setFrom(terms.from().value())
        .setUntil(terms.until().value())
        .addAllTerritory(terms.territory().texts())
        .addAllLanguage(terms.language().texts())
        .addAllChannel(terms.channel().texts())
        .setCount(terms.count().orElse(0L))
        .setRecreation(terms.recreation().name())
        .setSublicensing(terms.sublicensing())
        .setFee(terms.fee().map(Hash::hex).orElse(""))
        .addAllDuties(terms.duties().stream().map(Duty::name).toList())
        .build();
  }
}
