package org.colophon.client.assess;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.content.GivenInput;
import org.colophon.core.gather.Gathered;
import org.colophon.core.gather.Gathering;
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.json.Members;
import org.colophon.core.standard.Input;
import org.colophon.core.standard.Standard;
import org.colophon.rpc.proto.GatherRequest;

/**
 * Gathers what the chain shows for a standard's inputs, each figure with the records that it comes
 * from. What stays committed to is left out: only who may opens it.
 */
public final class Gatherer {
  private static final JsonLimits LIMITS = new JsonLimits(16 << 20, 8, 100_000);

  private final Session session;
  private final Matter matter;
  private final Standard standard;

  /** Gathers for a matter, by a standard on the chain. */
  public Gatherer(Session session, Matter matter, Standard standard) {
    this.session = session;
    this.matter = matter;
    this.standard = standard;
  }

  /**
   * What a node finds, record by record.
   *
   * @param comparables deals in other works that are comparable
   */
  public Gathering gathering(List<RecordId> comparables) throws IOException, RefusedException {
    GatherRequest.Builder request =
        GatherRequest.newBuilder()
            .setStandard(standard.hash().hex())
            .setFrom(matter.window().from().value())
            .setUntil(matter.window().until().value())
            .addAllComparables(comparables.stream().map(RecordId::hex).toList())
            .setAtLeastHeight(session.lastHeight().value());
    if (matter.isOfWork()) {
      request.setWork(matter.work());
    } else {
      request.setAllegation(matter.about().hex());
    }
    byte[] text =
        session.network().gather(request.build()).getGathered().getBytes(StandardCharsets.UTF_8);
    return Gathering.read(Members.of("", JsonParser.parseObject(text, LIMITS)));
  }

  /** The figures that everybody may know, by the names of their inputs. */
  public SortedMap<String, GivenInput> figures(Gathering gathering) throws Failure {
    SortedMap<String, GivenInput> figures = new TreeMap<>();
    for (Input input : standard.inputs()) {
      Optional<GivenInput> figure =
          input.source() == Input.Source.FINDING
              ? found(input)
              : shown(gathering.figure(input.name()));
      figure.ifPresent(given -> figures.put(input.name(), given));
    }
    return figures;
  }

  private Optional<GivenInput> found(Input input) {
    return matter.found(input).map(value -> shown(input.name(), value, matter.findingRecord()));
  }

  private static Optional<GivenInput> shown(Optional<Gathered> gathered) throws Failure {
    if (gathered.flatMap(Gathered::value).isEmpty()) {
      return Optional.empty();
    }
    Gathered figure = gathered.get();
    long listed = figure.counted().stream().mapToLong(one -> one.number().orElse(0L)).sum();
    if (listed != figure.value().get()) {
      throw Failure.local(
          figure.input()
              + ": comes from more records than a statement names ("
              + Gathered.LISTED_MAX
              + "; choose a shorter time with --from and --until)");
    }
    List<RecordId> records = figure.counted().stream().map(Gathered.Counted::record).toList();
    return Optional.of(shown(figure.input(), Json.of(figure.value().get()), records));
  }

  private static GivenInput shown(String input, Json value, List<RecordId> records) {
    return new GivenInput(input, new GivenInput.Shown(value, records));
  }
}
