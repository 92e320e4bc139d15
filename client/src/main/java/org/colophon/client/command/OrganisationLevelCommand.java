package org.colophon.client.command;

import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.core.chain.MembershipInForce;
import org.colophon.core.content.LevelRaise;
import org.colophon.core.membership.Level;
import picocli.CommandLine.Command;

/** Proposes to raise the feature level. */
@Command(
    name = "raise-level",
    header = "Proposes that blocks are made by the rules of the next feature level.",
    description =
        "%nUpgrade the nodes first: a node whose release does not know the level stops when it comes"
            + " into force, and goes on once it is upgraded. Who that would be is said as far as the"
            + " nodes of the profile tell. With a record key of a validator, whose proposal is its"
            + " vote. A level is never lowered.%n",
    footer = {
      "%nExample:",
      "  colophon organisation raise-level --days 7",
      "%nWith --json: {\"type\",\"record\",\"membership\",\"level\",\"receipt\"}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
final class OrganisationLevelCommand extends ProposingCommand {
  @Override
  Proposed proposal(Session session, MembershipInForce inForce) throws Exception {
    int now = inForce.membership().level().number();
    if (now == Level.NUMBER_MAX) {
      throw Failure.usage("level: " + now + " is the last one");
    }
    Level next = new Level(now + 1);
    new KnownLevels(session, inForce.membership()).warnings(next).forEach(this::remark);
    return new Proposed(
        new LevelRaise(inForce.hash(), next), json -> json.put("level", next.number()));
  }
}
