package org.colophon.client.view;

import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.colophon.core.json.Json;
import org.colophon.core.json.ObjBuilder;
import org.colophon.rpc.proto.SignerView;
import org.colophon.rpc.proto.TraceEvent;
import org.colophon.rpc.proto.WorkView;

/**
 * A trace as PROV-JSON (W3C submission of 2013): the work is an entity, each record an entity that
 * an activity made, each signer an agent. An activity begins and ends at the ordered time; the
 * claimed and the attested time stand beside it under names of their own.
 */
public final class ProvDocument {
  private static final String NAMESPACE = "urn:colophon:prov:";

  private final TreeMap<String, Json> entities = new TreeMap<>();
  private final TreeMap<String, Json> activities = new TreeMap<>();
  private final TreeMap<String, Json> agents = new TreeMap<>();
  private final TreeMap<String, Json> generated = new TreeMap<>();
  private final TreeMap<String, Json> associated = new TreeMap<>();
  private final TreeMap<String, Json> influenced = new TreeMap<>();

  private ProvDocument() {}

  /** The document of a work's trace. */
  public static Json.Obj of(WorkView work, List<TraceEvent> events) {
    ProvDocument document = new ProvDocument();
    String workName = "colophon:work-" + work.getWork();
    ObjBuilder entity = Json.object().put("prov:type", "colophon:Work");
    if (!work.getTitle().isEmpty()) {
      entity.put("prov:label", work.getTitle());
    }
    document.entities.put(workName, entity.build());
    events.forEach(event -> document.add(workName, event));
    return document.build();
  }

  private void add(String workName, TraceEvent event) {
    String id = event.getReceipt().getId();
    String record = "colophon:record-" + id;
    String activity = "colophon:activity-" + id;
    String ordered = Instant.ofEpochMilli(event.getTimes().getOrdered()).toString();
    entities.put(
        record,
        Json.object()
            .put("prov:type", "colophon:Record")
            .put("prov:label", event.getSummary())
            .put("colophon:height", event.getReceipt().getHeight())
            .put("colophon:index", event.getReceipt().getIndex())
            .build());
    ObjBuilder made =
        Json.object()
            .put("prov:type", "colophon:" + event.getType())
            .put("prov:startTime", ordered)
            .put("prov:endTime", ordered)
            .put(
                "colophon:claimed", Instant.ofEpochMilli(event.getTimes().getClaimed()).toString());
    if (event.getTimes().getAttested() > 0) {
      made.put(
          "colophon:attested", Instant.ofEpochMilli(event.getTimes().getAttested()).toString());
    }
    activities.put(activity, made.build());
    generated.put(
        "_:generated-" + id,
        Json.object()
            .put("prov:entity", record)
            .put("prov:activity", activity)
            .put("prov:time", ordered)
            .build());
    influenced.put(
        "_:influenced-" + id,
        Json.object().put("prov:influencee", workName).put("prov:influencer", record).build());
    for (int i = 0; i < event.getSignersCount(); i++) {
      associate(activity, "_:associated-" + id + "-" + i, event.getSigners(i));
    }
  }

  private void associate(String activity, String name, SignerView signer) {
    String agent = "colophon:subject-" + signer.getSubject();
    agents.put(agent, Json.object().put("prov:type", "prov:Agent").build());
    associated.put(
        name,
        Json.object()
            .put("prov:activity", activity)
            .put("prov:agent", agent)
            .put("prov:role", signer.getRole())
            .put("colophon:key", signer.getKey())
            .build());
  }

  private Json.Obj build() {
    return Json.object()
        .put("prefix", Json.object().put("colophon", NAMESPACE).build())
        .put("entity", new Json.Obj(entities))
        .put("activity", new Json.Obj(activities))
        .put("agent", new Json.Obj(agents))
        .put("wasGeneratedBy", new Json.Obj(generated))
        .put("wasAssociatedWith", new Json.Obj(associated))
        .put("wasInfluencedBy", new Json.Obj(influenced))
        .build();
  }
}
