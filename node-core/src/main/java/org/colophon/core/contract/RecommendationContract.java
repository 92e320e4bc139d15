package org.colophon.core.contract;

import org.colophon.core.RefusedException;
import org.colophon.core.WorkId;
import org.colophon.core.chain.Link;
import org.colophon.core.content.Recommendation;
import org.colophon.core.record.Statement;

/**
 * A platform, or a creator of the work, put a content before the public. Recommendations come by
 * the thousand, so they stand in lists of their own and not in the story of the work.
 */
final class RecommendationContract implements Contract<Recommendation> {
  @Override
  public void apply(Recommendation content, Statement statement, World world)
      throws RefusedException {
    ShowingRules.requireShower(statement, content.work(), world);
    if (content.work().isPresent()) {
      WorkId work = content.work().get();
      world.putUses(work, world.uses(work).recommended());
      world.link(Link.recommendation(work));
    }
    world.link(Link.recommendation(content.showing().sha256()));
  }
}
