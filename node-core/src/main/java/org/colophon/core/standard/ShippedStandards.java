package org.colophon.core.standard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.colophon.core.RefusedException;

/**
 * The standards that come with this software, to be proposed and voted like any other. Their files
 * are written as {@code jq -S .} writes them, for people; what is hashed is their canonical text.
 */
public final class ShippedStandards {
  /** The ids of all of them. */
  public static final List<String> IDS =
      List.of(
          "cn.copyright.54",
          "cn.criminal-screen.2011",
          "cn.patent.71",
          "cn.trademark.63",
          "cn.valuation.work",
          "eu.directive-2004-48.13-1-b",
          "us.copyright.504c");

  private ShippedStandards() {}

  /** The standard of that id; empty when none is shipped. */
  public static Optional<Standard> of(String id) {
    return IDS.contains(id) ? Optional.of(read(id)) : Optional.empty();
  }

  private static Standard read(String id) {
    try (InputStream file = ShippedStandards.class.getResourceAsStream(id + ".json")) {
      if (file == null) {
        throw new IllegalStateException("standard " + id + ": not in this jar");
      }
      return Standard.parse(SpacedJson.canonical(file.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RefusedException e) {
      throw new IllegalStateException("standard " + id + ": not well formed", e);
    }
  }
}
