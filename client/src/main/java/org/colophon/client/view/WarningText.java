package org.colophon.client.view;

import java.util.List;
import java.util.Locale;
import org.colophon.core.json.Json;
import org.colophon.rpc.proto.RightAnswer;
import org.colophon.rpc.proto.RightSource;
import org.colophon.verifier.Style;

/** What allowed a respondent what it is reproached with, for a person and for programs. */
final class WarningText {
  private WarningText() {}

  static String of(String respondent, List<RightAnswer> warnings, Style style) {
    StringBuilder text = new StringBuilder();
    for (RightAnswer answer : warnings) {
      for (RightSource source : answer.getSourcesList()) {
        text.append(style.warn("warning     "))
            .append(
                Style.plain(
                    respondent
                        + " was allowed "
                        + answer.getRight()
                        + " ("
                        + source.getBasis().toLowerCase(Locale.ROOT)
                        + ") by record "
                        + last(source.getChainList())))
            .append('\n');
      }
    }
    return text.toString();
  }

  static Json json(List<RightAnswer> warnings) {
    return Json.array(warnings.stream().map(LicenceJson::answer).toList());
  }

  private static String last(List<String> chain) {
    return chain.isEmpty() ? "" : chain.getLast();
  }
}
