package org.colophon.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.client.net.NetworkException;
import org.colophon.core.RecordId;
import org.colophon.core.content.AssessmentMade;
import org.colophon.core.content.StandardActivate;
import org.colophon.core.content.StandardPropose;
import org.colophon.core.content.StandardVote;
import org.colophon.core.gather.Gathered;
import org.colophon.core.gather.Gathering;
import org.colophon.core.record.Statement;
import org.colophon.core.record.VerifiedRecord;
import org.colophon.core.standard.Choices;
import org.colophon.core.standard.Input;
import org.colophon.rpc.proto.AssessmentView;
import org.colophon.rpc.proto.GatherRequest;
import org.colophon.rpc.proto.GatherView;
import org.colophon.rpc.proto.StandardView;

/** Standards of damages on a {@link FakeChain}, and what is assessed by them. */
final class FakeStandards {
  /** What the chain shows beside the days of a window. */
  final List<Gathered> gathered = new ArrayList<>();

  /** What a node that lies gives for a standard's document. */
  Optional<String> otherDocument = Optional.empty();

  private final FakeChain chain;

  FakeStandards(FakeChain chain) {
    this.chain = chain;
  }

  List<StandardView> standards(String id) throws NetworkException {
    List<StandardView> found = new ArrayList<>();
    for (Statement statement : chain.statements()) {
      if (statement.content() instanceof StandardPropose propose
          && (id.isEmpty() || propose.standard().id().equals(id))) {
        found.add(standard(propose.standard().hash().hex()));
      }
    }
    return found;
  }

  StandardView standard(String hash) throws NetworkException {
    Statement proposal =
        chain.statements().stream()
            .filter(statement ->
                statement.content() instanceof StandardPropose propose
                    && propose.standard().hash().hex().equals(hash))
            .findFirst()
            .orElseThrow(FakeChain::notFound);
    StandardPropose propose = (StandardPropose) proposal.content();
    StandardView.Builder view =
        StandardView.newBuilder()
            .setReceipt(chain.receiptOf(proposal.id().hex()))
            .setProposer(proposal.author().text())
            .setHash(hash)
            .setId(propose.standard().id())
            .setVersion(propose.standard().version())
            .setStatus("PROPOSED")
            .setResults(propose.results().hex())
            .addVotes(proposal.author().text())
            .setNotAfter(proposal.notAfter().orElseThrow().value())
            .setDocument(otherDocument.orElse(propose.standard().json().text()));
    for (Statement statement : chain.statements()) {
      switch (statement.content()) {
        case StandardVote vote when vote.proposal().equals(proposal.id()) ->
            view.addVotes(statement.author().text());
        case StandardActivate activate when activate.proposal().equals(proposal.id()) ->
            view.setStatus("ACTIVE");
        default -> {
          // Says nothing of this standard.
        }
      }
    }
    return view.build();
  }

  /** The days of the window, and what a test has gathered beside them. */
  GatherView gather(GatherRequest request) {
    long days = (request.getUntil() - request.getFrom()) / (24 * 3600 * 1000);
    RecordId about =
        RecordId.ofHex(
            request.getAllegation().isEmpty() ? request.getWork() : request.getAllegation());
    Gathered counted =
        new Gathered(
            "days",
            Input.Query.WINDOW_DAYS,
            Optional.of(days),
            List.of(new Gathered.Counted(about, Optional.of(days), Optional.empty())),
            List.of(),
            0);
    List<Gathered> figures = new ArrayList<>(gathered);
    figures.add(counted);
    return GatherView.newBuilder()
        .setGathered(new Gathering(figures, List.of(), List.of()).json().text())
        .build();
  }

  List<AssessmentView> assessments(String about) throws NetworkException {
    List<AssessmentView> found = new ArrayList<>();
    for (Statement statement : chain.statements()) {
      if (statement.content() instanceof AssessmentMade made
          && made.allegation().hex().equals(about)) {
        found.add(assessment(statement.id().hex()));
      }
    }
    return found;
  }

  AssessmentView assessment(String id) throws NetworkException {
    VerifiedRecord record = chain.record(id);
    if (record == null || !(record.statement().content() instanceof AssessmentMade made)) {
      throw FakeChain.notFound();
    }
    return AssessmentView.newBuilder()
        .setReceipt(chain.receiptOf(id))
        .setStandard(made.standard().hex())
        .setAllegation(made.allegation().hex())
        .setStatus(made.panel().isPresent() ? "PENDING" : "FINAL")
        .setParameters(Choices.json(made.parameters()).text())
        .setResult(made.result().hex())
        .addAllInputs(made.inputs().stream().map(input -> input.json().text()).toList())
        .build();
  }
}
