package org.colophon.client.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.colophon.client.Failure;
import org.colophon.client.assess.FigureWords;
import org.colophon.client.assess.Matter;
import org.colophon.core.content.GivenInput;
import org.colophon.core.standard.Parameter;
import org.colophon.core.standard.Standard;
import picocli.CommandLine.Option;

/** Figures and readings that the chain does not show by itself. */
final class FigureOptions {
  @Option(
      names = "--figure",
      paramLabel = "NAME=VALUE@RECORD",
      description =
          "A figure, and the records that show it; money in minor units. Of what the chain could"
              + " show it is taken from evidence, and the draft says so.")
  private List<String> figures = new ArrayList<>();

  @Option(
      names = "--found",
      paramLabel = "NAME=VALUE",
      description =
          "A figure that the newest finding of a court states in clear; it is gathered anyway.")
  private List<String> found = new ArrayList<>();

  @Option(
      names = "--assume",
      paramLabel = "NAME=VALUE",
      description = "A figure that is assumed; the draft says so.")
  private List<String> assumed = new ArrayList<>();

  @Option(
      names = "--reading",
      paramLabel = "PARAMETER=READING",
      description = "The reading that is taken where practice differs.")
  private Map<String, String> readings = new TreeMap<>();

  /** Puts what was given over what was gathered. */
  void putInto(SortedMap<String, GivenInput> inputs, Standard standard, Matter matter)
      throws Failure {
    for (String word : figures) {
      put(inputs, FigureWords.shown(standard, word));
    }
    for (String word : found) {
      put(inputs, FigureWords.found(standard, word, matter));
    }
    for (String word : assumed) {
      put(inputs, FigureWords.supposed(standard, word));
    }
  }

  private static void put(SortedMap<String, GivenInput> inputs, GivenInput given) {
    inputs.put(given.name(), given);
  }

  /** The reading of each parameter: as given, else the standard's own. */
  SortedMap<String, String> taken(Standard standard) throws Failure {
    SortedMap<String, String> taken = new TreeMap<>();
    for (Parameter parameter : standard.parameters()) {
      taken.put(parameter.name(), parameter.names().getFirst());
    }
    for (Map.Entry<String, String> reading : readings.entrySet()) {
      boolean exists =
          standard.parameters().stream()
              .anyMatch(parameter ->
                  parameter.name().equals(reading.getKey())
                      && parameter.names().contains(reading.getValue()));
      if (!exists) {
        throw Failure.usage(
            "--reading: "
                + reading.getKey()
                + "="
                + reading.getValue()
                + " (the standard has no such reading)");
      }
      taken.put(reading.getKey(), reading.getValue());
    }
    return taken;
  }
}
