package org.colophon.client;

import java.util.ArrayList;
import java.util.List;
import org.colophon.client.net.NetworkException;
import org.colophon.core.content.CourtReceive;
import org.colophon.core.content.CourtSubmit;
import org.colophon.core.content.InfringementAllege;
import org.colophon.core.content.InfringementFind;
import org.colophon.core.content.NoticeSend;
import org.colophon.core.content.PriceReference;
import org.colophon.core.record.Statement;
import org.colophon.core.record.VerifiedRecord;
import org.colophon.rpc.proto.FindingView;
import org.colophon.rpc.proto.FoundFigure;
import org.colophon.rpc.proto.InfringementView;
import org.colophon.rpc.proto.NoticeView;
import org.colophon.rpc.proto.PriceView;
import org.colophon.rpc.proto.ReceptionView;
import org.colophon.rpc.proto.RightAnswer;
import org.colophon.rpc.proto.SubmissionView;

/** What is claimed on a {@link FakeChain}: notices, allegations, prices, deliveries to courts. */
final class FakeClaims {
  /** What it answers when it is asked who may do what. */
  final List<RightAnswer> answers = new ArrayList<>();

  private final FakeChain chain;

  FakeClaims(FakeChain chain) {
    this.chain = chain;
  }

  NoticeView notice(String id) throws NetworkException {
    VerifiedRecord record = chain.record(id);
    if (record == null || !(record.statement().content() instanceof NoticeSend notice)) {
      throw FakeChain.notFound();
    }
    return NoticeView.newBuilder()
        .setReceipt(chain.receiptOf(id))
        .setTimes(chain.times(id, record))
        .setWork(notice.work().hex())
        .setOwner(record.statement().author().text())
        .setRespondent(notice.respondent().text())
        .addAllRights(notice.rights().stream().map(Enum::name).toList())
        .addAllUrls(notice.urls())
        .addAllWarnings(answers)
        .build();
  }

  List<InfringementView> infringements() throws NetworkException {
    List<InfringementView> found = new ArrayList<>();
    for (Statement statement : chain.statements()) {
      if (statement.content() instanceof InfringementAllege) {
        found.add(infringement(statement.id().hex()));
      }
    }
    return found;
  }

  InfringementView infringement(String id) throws NetworkException {
    VerifiedRecord record = chain.record(id);
    if (record == null || !(record.statement().content() instanceof InfringementAllege alleged)) {
      throw FakeChain.notFound();
    }
    InfringementView.Builder view =
        InfringementView.newBuilder()
            .setReceipt(chain.receiptOf(id))
            .setTimes(chain.times(id, record))
            .setWork(alleged.work().hex())
            .setClaimant(record.statement().author().text())
            .setRespondent(alleged.respondent().map(one -> one.text()).orElse(""))
            .addAllTypology(alleged.typology().stream().map(Enum::name).toList())
            .addAllRights(alleged.rights().stream().map(Enum::name).toList())
            .setFrom(alleged.window().from().value())
            .setUntil(alleged.window().until().value())
            .addAllUrls(alleged.urls())
            .addAllEvidence(alleged.evidence().stream().map(one -> one.hex()).toList())
            .setDetails(alleged.details().map(one -> one.hex()).orElse(""))
            .setStatus("ALLEGED")
            .addAllWarnings(answers);
    chain
        .records()
        .forEach((other, found) -> {
          if (found.statement().content() instanceof InfringementFind find
              && find.allegation().hex().equals(id)) {
            view.setStatus(find.outcome().name())
                .addFindings(
                    FindingView.newBuilder()
                        .setReceipt(chain.receiptOf(other))
                        .setTimes(chain.times(other, found))
                        .setCourt(found.statement().author().text())
                        .setOutcome(find.outcome().name())
                        .setIntent(find.intent().name())
                        .setSerious(find.serious())
                        .setFrom(find.window().map(window -> window.from().value()).orElse(0L))
                        .setUntil(find.window().map(window -> window.until().value()).orElse(0L))
                        .setDecision(find.decision().hex())
                        .addAllFigures(
                            find.figures().entrySet().stream()
                                .map(figure ->
                                    FoundFigure.newBuilder()
                                        .setName(figure.getKey())
                                        .setValue(figure.getValue())
                                        .build())
                                .toList()));
          }
        });
    return view.build();
  }

  List<PriceView> prices() throws NetworkException {
    List<PriceView> found = new ArrayList<>();
    for (Statement statement : chain.statements()) {
      if (statement.content() instanceof PriceReference) {
        found.add(price(statement.id().hex()));
      }
    }
    return found;
  }

  PriceView price(String id) throws NetworkException {
    VerifiedRecord record = chain.record(id);
    if (record == null || !(record.statement().content() instanceof PriceReference price)) {
      throw FakeChain.notFound();
    }
    PriceView.Builder view =
        PriceView.newBuilder()
            .setReceipt(chain.receiptOf(id))
            .setTimes(chain.times(id, record))
            .setAppraiser(record.statement().author().text())
            .setBasis(price.basis().name())
            .setFrom(price.period().from().value())
            .setUntil(price.period().until().value())
            .addAllTerritory(price.territory().texts())
            .setCurrency(price.currency().code())
            .setExponent(price.currency().exponent());
    switch (price.comparable()) {
      case PriceReference.Market(String label) -> view.setMarket(label);
      case PriceReference.Deal(var deal) -> view.setComparable(deal.hex());
    }
    switch (price.figure()) {
      case PriceReference.Clear(long minorUnits) -> view.setAmount(minorUnits);
      case PriceReference.Committed(var commitment) -> view.setCommitment(commitment.hex());
    }
    return view.build();
  }

  List<SubmissionView> submissions() throws NetworkException {
    List<SubmissionView> found = new ArrayList<>();
    for (Statement statement : chain.statements()) {
      if (statement.content() instanceof CourtSubmit) {
        found.add(submission(statement.id().hex()));
      }
    }
    return found;
  }

  SubmissionView submission(String id) throws NetworkException {
    VerifiedRecord record = chain.record(id);
    if (record == null || !(record.statement().content() instanceof CourtSubmit submit)) {
      throw FakeChain.notFound();
    }
    SubmissionView.Builder view =
        SubmissionView.newBuilder()
            .setReceipt(chain.receiptOf(id))
            .setTimes(chain.times(id, record))
            .setSubmitter(record.statement().author().text())
            .setCourt(submit.court().text())
            .setSha256(submit.material().sha256().hex())
            .setSize(submit.material().size())
            .setMediaType(submit.material().mediaType())
            .addAllWorks(submit.works().stream().map(one -> one.hex()).toList())
            .setStatus("WAITING");
    chain
        .records()
        .forEach((other, answer) -> {
          if (answer.statement().content() instanceof CourtReceive receive
              && receive.submission().hex().equals(id)) {
            view.setStatus(receive.outcome().name())
                .setAnswer(
                    ReceptionView.newBuilder()
                        .setReceipt(chain.receiptOf(other))
                        .setTimes(chain.times(other, answer))
                        .setOutcome(receive.outcome().name())
                        .setGround(receive.ground().map(Enum::name).orElse(""))
                        .setSha256(receive.sha256().map(one -> one.hex()).orElse("")));
          }
        });
    return view.build();
  }
}
