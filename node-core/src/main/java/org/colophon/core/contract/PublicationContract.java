package org.colophon.core.contract;

import java.util.Optional;
import org.colophon.core.RefusedException;
import org.colophon.core.chain.Link;
import org.colophon.core.content.Publication;
import org.colophon.core.record.Statement;

/** A platform, or a creator of the work, says that it was made public. */
final class PublicationContract implements Contract<Publication> {
  @Override
  public void apply(Publication content, Statement statement, World world) throws RefusedException {
    ShowingRules.requireShower(statement, Optional.of(content.work()), world);
    world.putRelease(
        content.work(),
        Release.with(world.release(content.work()), world.id(), content.showing().at()));
    world.link(Link.work(content.work()));
    world.link(Link.digest(content.showing().sha256()));
  }
}
