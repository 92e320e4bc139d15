package org.colophon.core.contract;

import java.util.ArrayList;
import java.util.List;
import org.colophon.core.OrgId;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.core.membership.Membership;

/**
 * An organisation's open proposal, and who has agreed to it. An organisation has one at a time, so
 * there are never more than organisations.
 *
 * @param proposal the record that proposes
 * @param votes validators that have agreed, in the order in which they did
 */
public record Ballot(RecordId proposal, List<OrgId> votes) {
  /** Copies the votes. */
  public Ballot {
    votes = List.copyOf(votes);
  }

  /** Where the ballot of an organisation's proposal stands. */
  public static String stateKey(OrgId proposer) {
    return "proposal/" + proposer.text();
  }

  /** Reads what {@link #json} wrote. */
  public static Ballot read(Json json) throws RefusedException {
    Members members = Members.of("", (Json.Obj) json);
    List<OrgId> votes = new ArrayList<>();
    for (String vote : members.texts("votes", 0, Membership.VALIDATORS_MAX, 64)) {
      votes.add(new OrgId(vote));
    }
    Ballot ballot = new Ballot(members.parsed("record", 64, RecordId::ofHex), votes);
    members.end();
    return ballot;
  }

  Json json() {
    return Json.object()
        .put("record", proposal.hex())
        .put("votes", Json.strings(votes.stream().map(OrgId::text).toList()))
        .build();
  }

  Ballot with(OrgId validator) {
    List<OrgId> more = new ArrayList<>(votes);
    more.add(validator);
    return new Ballot(proposal, more);
  }
}
