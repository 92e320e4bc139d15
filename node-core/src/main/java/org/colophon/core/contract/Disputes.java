package org.colophon.core.contract;

import java.util.ArrayList;
import java.util.List;
import org.colophon.core.Height;
import org.colophon.core.OrgId;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.core.membership.Membership;

/**
 * Who disputes the time of a block: each validator once, so there are never more than validators.
 *
 * @param disputes oldest first
 */
public record Disputes(List<Dispute> disputes) {
  /** Of a block whose time nobody disputes. */
  public static final Disputes NONE = new Disputes(List.of());

  // Validators come and go, and what they said stays.
  private static final int DISPUTES_MAX = 64 * Membership.VALIDATORS_MAX;

  /** Copies the list. */
  public Disputes {
    disputes = List.copyOf(disputes);
  }

  /**
   * One validator's word.
   *
   * @param organisation the validator
   * @param record the record that says it
   * @param seen what its clock had shown before the block was ordered
   */
  public record Dispute(OrgId organisation, RecordId record, Timestamp seen) {}

  /** The state key under which those of a block stand. */
  public static String stateKey(Height block) {
    return "dispute/" + block;
  }

  /** Reads what {@link #json} wrote. */
  public static Disputes read(Json json) throws RefusedException {
    Members members = Members.of("", (Json.Obj) json);
    Disputes disputes =
        new Disputes(members.objects("disputes", 1, DISPUTES_MAX, Disputes::readOne));
    members.end();
    return disputes;
  }

  private static Dispute readOne(Members members) throws RefusedException {
    return new Dispute(
        members.parsed("organisation", 64, OrgId::new),
        members.parsed("record", 64, RecordId::ofHex),
        new Timestamp(members.integer("seen", 0, Json.INTEGER_MAX)));
  }

  /** As it stands in the state. */
  Json json() {
    List<Json> items =
        disputes.stream()
            .<Json>map(dispute ->
                Json.object()
                    .put("organisation", dispute.organisation.text())
                    .put("record", dispute.record.hex())
                    .put("seen", dispute.seen.value())
                    .build())
            .toList();
    return Json.object().put("disputes", Json.array(items)).build();
  }

  boolean isBy(OrgId organisation) {
    return disputes.stream().anyMatch(dispute -> dispute.organisation.equals(organisation));
  }

  Disputes with(Dispute dispute) {
    List<Dispute> more = new ArrayList<>(disputes);
    more.add(dispute);
    return new Disputes(more);
  }
}
