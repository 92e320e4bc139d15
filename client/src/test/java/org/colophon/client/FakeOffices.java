package org.colophon.client;

import java.util.ArrayList;
import java.util.List;
import org.colophon.client.net.NetworkException;
import org.colophon.core.content.ApplicationFile;
import org.colophon.core.content.ObjectionRaise;
import org.colophon.core.record.Statement;
import org.colophon.core.record.VerifiedRecord;
import org.colophon.rpc.proto.ApplicationView;
import org.colophon.rpc.proto.ObjectionView;
import org.colophon.rpc.proto.Receipt;
import org.colophon.rpc.proto.StepView;
import org.colophon.rpc.proto.Times;

/** Applications to IP offices on a {@link FakeChain}, and what speaks against titles. */
final class FakeOffices {
  private final FakeChain chain;

  FakeOffices(FakeChain chain) {
    this.chain = chain;
  }

  List<ApplicationView> applications() throws NetworkException {
    List<ApplicationView> found = new ArrayList<>();
    for (Statement statement : chain.statements()) {
      if (statement.content() instanceof ApplicationFile file && file.answers().isEmpty()) {
        found.add(application(statement.id().hex()));
      }
    }
    return found;
  }

  ApplicationView application(String id) throws NetworkException {
    VerifiedRecord record = chain.record(id);
    if (record == null || !(record.statement().content() instanceof ApplicationFile file)) {
      throw FakeChain.notFound();
    }
    return ApplicationView.newBuilder()
        .setReceipt(chain.receiptOf(id))
        .setTimes(chain.times(id, record))
        .setWork(file.work().hex())
        .setTitle("A song")
        .setIpKind("COPYRIGHT")
        .setOffice(file.office().text())
        .setApplicant(record.statement().author().text())
        .setStatus("CONFIRMED")
        .setRegistration("2026-F-7")
        .setDecided(FakeChain.TIME + 1)
        .setPendingMs(3 * 86_400_000L + 5)
        .setSupplementMs(61_000)
        .addSteps(
            StepView.newBuilder()
                .setReceipt(chain.receiptOf(id))
                .setTimes(chain.times(id, record))
                .setStatus("PENDING")
                .setBy(record.statement().author().text()))
        .build();
  }

  List<ObjectionView> objections() {
    List<ObjectionView> found = new ArrayList<>();
    for (Statement statement : chain.statements()) {
      if (statement.content() instanceof ObjectionRaise raised) {
        found.add(objection(statement, raised));
      }
    }
    return found;
  }

  ObjectionView objection(Statement statement, ObjectionRaise raised) {
    String id = statement.id().hex();
    Receipt receipt = chain.receiptOf(id);
    Times times = chain.times(id, chain.required(id));
    return ObjectionView.newBuilder()
        .setReceipt(receipt)
        .setTimes(times)
        .setWork(raised.work().hex())
        .setObjector(statement.author().text())
        .setGround(raised.ground().name())
        .setClaim(raised.claim().map(claim -> claim.hex()).orElse(""))
        .setStatus("OPEN")
        .setStanding(true)
        .addSteps(
            StepView.newBuilder()
                .setReceipt(receipt)
                .setTimes(times)
                .setStatus("OPEN")
                .setBy(statement.author().text())
                .addGrounds(raised.ground().name())
                .setReason(raised.reason().hex()))
        .build();
  }
}
