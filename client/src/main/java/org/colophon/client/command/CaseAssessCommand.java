package org.colophon.client.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.assess.Draft;
import org.colophon.client.assess.Gatherer;
import org.colophon.client.assess.Matter;
import org.colophon.client.assess.OpenedAmounts;
import org.colophon.client.view.ReckoningText;
import org.colophon.client.view.Views;
import org.colophon.core.RecordId;
import org.colophon.core.SubjectId;
import org.colophon.core.content.AssessmentMade;
import org.colophon.core.content.GivenInput;
import org.colophon.core.gather.Gathering;
import org.colophon.core.json.Json;
import org.colophon.core.json.ObjBuilder;
import org.colophon.core.record.Role;
import org.colophon.crypto.Hash;
import org.colophon.rpc.proto.Receipt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reckons what an alleged infringement comes to. */
@Command(
    name = "assess",
    header = "Reckons by a standard what an alleged infringement comes to.",
    description = {
      "%nWhat the chain shows is gathered, each figure with its records; what a court found is"
          + " taken from its newest finding; what nobody found is ASSUMED and said so.%n"
    },
    footer = {
      "%nExamples:",
      "  colophon case assess 5b1e… --standard cn.copyright.54 \\",
      "      --figure unit_profit=350@91c0… --found multiple=20000",
      "  colophon case assess 5b1e… --standard cn.copyright.54 --assume expenses=0 --submit",
      "%nWith --json:"
          + " {\"work\",\"about\",\"from\",\"until\",\"finding\"?,\"reading\",\"reckoning\","
          + "\"result\",\"receipt\"?}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class CaseAssessCommand extends JsonCommand {
  @Mixin private MatterOptions about;

  @Option(
      names = "--standard",
      required = true,
      paramLabel = "STANDARD",
      description = "The hash of its document, or its id: the newest version.")
  private String standard;

  @Option(
      names = "--case",
      paramLabel = "RECORD",
      converter = Converters.RecordName.class,
      description = "The record that opened the case.")
  private Optional<RecordId> caseOf = Optional.empty();

  @Mixin private FigureOptions given;

  @Mixin private GatherOptions gathered;

  @Option(
      names = "--opened",
      paramLabel = "NAME=FILE,…",
      description =
          "Amounts opened from commitments: what `private open --json` printed, in their order.")
  private List<String> opened = new ArrayList<>();

  @Option(
      names = "--assessor",
      paramLabel = "ORG",
      converter = Converters.Subject.class,
      description = "Who confirms it, when it rests on opened amounts: members of the consortium.")
  private List<SubjectId> assessors = new ArrayList<>();

  @Option(
      names = "--needed",
      paramLabel = "N",
      description = "How many of them must (default: the least that is more than half).")
  private Optional<Integer> needed = Optional.empty();

  @Option(names = "--submit", description = "Puts the assessment on the chain.")
  private boolean submit;

  @Override
  public Integer call() throws Exception {
    try (Session session = open()) {
      NamedStandard named = NamedStandard.of(standard, session);
      Matter matter = about.of(session);
      Gatherer gatherer = new Gatherer(session, matter, named.standard());
      Gathering gathering = gatherer.gathering(gathered.comparables());
      SortedMap<String, GivenInput> inputs = gatherer.figures(gathering);
      SortedMap<String, OpenedAmounts> amounts =
          gathered.amounts(session, named.standard(), gathering);
      amounts.forEach((name, found) -> inputs.put(name, found.given()));
      given.putInto(inputs, named.standard(), matter);
      for (String word : opened) {
        OpenedAmounts found = OpenedAmounts.of(named.standard(), word, session);
        amounts.put(found.input(), found);
        inputs.put(found.input(), found.given());
      }
      requirePanel(inputs);
      Draft draft =
          Draft.of(matter, named.compiled(), inputs, amounts, given.taken(named.standard()));
      Optional<Receipt> receipt =
          submit ? Optional.of(deliver(draft, named, session)) : Optional.empty();
      if (json) {
        ObjBuilder members = Json.object();
        draft.json().members().forEach(members::put);
        receipt.ifPresent(stands -> members.put("receipt", Views.receipt(stands)));
        print(members.build());
      } else {
        context().out().print(new ReckoningText(style()).of(draft.reckoning(), draft.reading()));
        receipt.ifPresent(stands -> printReceipt("assessment submitted", stands));
      }
      return 0;
    }
  }

  private void requirePanel(SortedMap<String, GivenInput> inputs) throws Failure {
    boolean isSecret =
        inputs.values().stream().anyMatch(input -> input.given() instanceof GivenInput.Secret);
    if (submit && isSecret == assessors.isEmpty()) {
      throw Failure.usage("--assessor: (expected: with opened amounts, and only then)");
    }
  }

  /** Who confirms what not everybody can reckon again. */
  private Optional<AssessmentMade.Panel> panel() throws Failure {
    return assessors.isEmpty()
        ? Optional.empty()
        : Optional.of(new AssessmentMade.Panel(assessors, needed.orElse(assessors.size() / 2 + 1)));
  }

  private Receipt deliver(Draft draft, NamedStandard named, Session session) throws Exception {
    var signatory = session.signatory();
    AssessmentMade made =
        new AssessmentMade(
            Hash.ofHex(named.view().getHash()),
            about.allegation(),
            caseOf,
            draft.matter().window(),
            List.copyOf(draft.inputs().values()),
            draft.reading(),
            draft.reckoning().digest(),
            panel());
    return session.deliver(signatory.sign(signatory.compose(Role.ASSESSOR, made)));
  }
}
