package org.colophon.node;

import java.util.List;
import org.colophon.core.OrgId;
import org.colophon.core.Timestamp;
import org.colophon.core.chain.Governance;
import org.colophon.core.membership.Membership;
import org.colophon.core.membership.Organisation;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.testkit.TestChanges;
import org.colophon.testkit.TestRecord;

/**
 * Members of a running network propose, and validators vote, until a change is in force.
 *
 * @param network the network
 * @param client reaches it
 * @param proposer the validator that proposes, which is its vote
 * @param voters the validators that agree; with the proposer a quorum
 */
record MembershipVotes(
    InProcessNetwork network, LedgerClient client, String proposer, List<String> voters) {
  void admit(Organisation organisation) throws Exception {
    decide(changes().admit(network.organisation(proposer), organisation));
  }

  /** Puts an entry into another's place, or into that of its own. */
  void replace(String leaving, Organisation organisation) throws Exception {
    decide(changes().replace(network.organisation(proposer), new OrgId(leaving), organisation));
  }

  void suspend(String organisation) throws Exception {
    decide(changes().suspend(network.organisation(proposer), new OrgId(organisation)));
  }

  /** Raises the feature level. */
  void raise() throws Exception {
    decide(changes().raise(network.organisation(proposer)));
  }

  private TestChanges changes() throws Exception {
    Membership now = governance(network, proposer).membership();
    return new TestChanges(
        network.records(), now, new Timestamp(System.currentTimeMillis() + 3_600_000));
  }

  /** Votes until it is decided, and waits until it is in force on these nodes. */
  private void decide(TestRecord proposal) throws Exception {
    int before = governance(network, proposer).inForce().number();
    network.accept(client, proposal);
    TestChanges changes = changes();
    for (String voter : voters) {
      network.accept(client, changes.vote(network.organisation(voter), proposal));
    }
    // Who goes by the change may not hear of it any more.
    for (String node : voters) {
      network.await(node, s -> governance(network, node).inForce().number() == before + 1);
    }
    network.await(proposer, s -> governance(network, proposer).inForce().number() == before + 1);
  }

  static Governance governance(InProcessNetwork network, String node) {
    return network.daemon(node).ledger().tip().governance();
  }
}
