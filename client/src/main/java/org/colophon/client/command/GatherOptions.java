package org.colophon.client.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.colophon.client.Session;
import org.colophon.client.assess.OpenedAmounts;
import org.colophon.client.assess.OpenedComparables;
import org.colophon.core.RecordId;
import org.colophon.core.gather.Gathering;
import org.colophon.core.standard.Standard;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is comparable, and where that lies which opens its amounts. */
final class GatherOptions {
  @Option(
      names = "--comparable",
      paramLabel = "RECORD",
      converter = Converters.RecordName.class,
      description = "A licence, transfer or price of another work that is comparable; repeatable.")
  private List<RecordId> comparables = new ArrayList<>();

  @Mixin private OpeningsOption openings;

  List<RecordId> comparables() {
    return comparables;
  }

  boolean isOpening() {
    return openings.isGiven();
  }

  /** The amounts that were gathered behind commitments and are opened; none without openings. */
  SortedMap<String, OpenedAmounts> amounts(Session session, Standard standard, Gathering gathering)
      throws IOException {
    return isOpening() ? opened(session, standard, gathering).amounts(gathering) : new TreeMap<>();
  }

  /** What the given files and the profile's own openings open. */
  OpenedComparables opened(Session session, Standard standard, Gathering gathering)
      throws IOException {
    return OpenedComparables.of(standard, gathering, openings.places(session));
  }
}
