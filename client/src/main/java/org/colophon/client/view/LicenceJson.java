package org.colophon.client.view;

import java.util.List;
import org.colophon.core.json.Json;
import org.colophon.core.json.ObjBuilder;
import org.colophon.rpc.proto.LicenceTerms;
import org.colophon.rpc.proto.LicenceView;
import org.colophon.rpc.proto.RightAnswer;
import org.colophon.rpc.proto.RightSource;
import org.colophon.rpc.proto.RightsView;

/** The JSON of licences and rights that programs read; as {@link Views}. */
public final class LicenceJson {
  private LicenceJson() {}

  /** What a subject may do with a work. */
  public static Json.Obj rights(RightsView view) {
    return Json.object()
        .put("work", view.getWork())
        .put("subject", view.getSubject())
        .put(
            "asOf",
            Json.object()
                .put("height", view.getAsOfHeight())
                .put("time", view.getAsOfTime())
                .build())
        .put("rights", Json.array(view.getAnswersList().stream().map(LicenceJson::answer).toList()))
        .put("disputedBy", Json.strings(view.getDisputedByList()))
        .put("moreLicences", view.getMoreLicences())
        .put(
            "originals",
            Json.array(view.getOriginalsList().stream().map(LicenceJson::rights).toList()))
        .put("moreOriginals", view.getMoreOriginals())
        .build();
  }

  static Json.Obj answer(RightAnswer answer) {
    ObjBuilder json =
        Json.object()
            .put("right", answer.getRight())
            .put("granted", answer.getGranted())
            .put(
                "sources",
                Json.array(answer.getSourcesList().stream().map(LicenceJson::source).toList()));
    if (answer.hasDenial()) {
      json.put("reason", answer.getDenial().getReason());
      text(json, "record", answer.getDenial().getRecord());
    }
    return json.build();
  }

  private static Json.Obj source(RightSource source) {
    ObjBuilder json =
        Json.object()
            .put("basis", source.getBasis())
            .put("chain", Json.strings(source.getChainList()))
            .put(
                "except",
                Json.array(source.getExceptList().stream().map(LicenceJson::licence).toList()));
    if (source.getShare() > 0) {
      json.put("share", source.getShare());
    }
    if (source.hasLicence()) {
      json.put("licence", licence(source.getLicence()));
    }
    return json.build();
  }

  /** A licence. */
  public static Json.Obj licence(LicenceView licence) {
    ObjBuilder json =
        Json.object()
            .put("receipt", Views.receipt(licence.getReceipt()))
            .put("times", Views.times(licence.getTimes()))
            .put("type", licence.getType())
            .put("work", licence.getWork())
            .put("licensors", Json.strings(licence.getLicensorsList()))
            .put("terms", terms(licence.getTerms()))
            .put("standing", licence.getStanding())
            .put("begin", licence.getBegin())
            .put("end", licence.getEnd())
            .put("line", Json.strings(licence.getLineList()))
            .put("disputedBy", Json.strings(licence.getDisputedByList()));
    text(json, "licensee", licence.getLicensee());
    text(json, "endedBy", licence.getEndedBy());
    return json.build();
  }

  private static Json.Obj terms(LicenceTerms terms) {
    ObjBuilder json =
        Json.object()
            .put("rights", strings(terms.getRightsList()))
            .put("exclusive", terms.getExclusive())
            .put("from", terms.getFrom())
            .put("until", terms.getUntil())
            .put("territory", strings(terms.getTerritoryList()))
            .put("language", strings(terms.getLanguageList()))
            .put("channel", strings(terms.getChannelList()))
            .put("recreation", terms.getRecreation())
            .put("sublicensing", terms.getSublicensing())
            .put("duties", strings(terms.getDutiesList()));
    if (terms.getCount() > 0) {
      json.put("count", terms.getCount());
    }
    text(json, "fee", terms.getFee());
    return json.build();
  }

  private static Json strings(List<String> texts) {
    return Json.strings(texts);
  }

  private static void text(ObjBuilder json, String name, String value) {
    if (!value.isEmpty()) {
      json.put(name, value);
    }
  }
}
