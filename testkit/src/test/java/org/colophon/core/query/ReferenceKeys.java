package org.colophon.core.query;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.colophon.core.SubjectId;
import org.colophon.core.record.Signer;
import org.colophon.crypto.signature.KeyName;
import org.colophon.testkit.Actor;

/** Whose keys are in force, kept as plainly as can be. Times are milliseconds. */
final class ReferenceKeys {
  private final Map<KeyName, Key> keys = new HashMap<>();
  private final Set<SubjectId> suspended = new HashSet<>();

  private record Key(SubjectId subject, long until) {
    Key endingAt(long time) {
      return new Key(subject, Math.min(until, time));
    }
  }

  void register(Actor actor) {
    keys.put(actor.key().name(), new Key(actor.subject(), Long.MAX_VALUE));
  }

  /** A key gives way to another one of its subject, at once or some time later. */
  boolean rotate(Actor holder, Actor next, long end) {
    keys.computeIfPresent(holder.key().name(), (name, key) -> key.endingAt(end));
    register(next);
    return true;
  }

  boolean revoke(Actor holder, long now) {
    keys.computeIfPresent(holder.key().name(), (name, key) -> key.endingAt(now));
    return true;
  }

  void suspend(SubjectId organisation) {
    suspended.add(organisation);
  }

  boolean isInForce(KeyName name, SubjectId subject, long now) {
    Key key = keys.get(name);
    return key != null
        && key.subject.equals(subject)
        && now < key.until
        && !suspended.contains(subject);
  }

  /** Whether all of them may sign at that time. */
  boolean areInForce(List<Signer> signers, long now) {
    return signers.stream().allMatch(one -> isInForce(one.key(), one.subject(), now));
  }
}
