package org.colophon.core.json;

import java.util.Optional;

/** Gathers the members of an object. */
public final class ObjBuilder {
  private final SortedMembers.Gathering members = new SortedMembers.Gathering();

  ObjBuilder() {}

  /** Sets a member. */
  public ObjBuilder put(String name, Json value) {
    members.set(name, value);
    return this;
  }

  /** Sets a string member. */
  public ObjBuilder put(String name, String value) {
    return put(name, Json.of(value));
  }

  /** Sets an integer member. */
  public ObjBuilder put(String name, long value) {
    return put(name, Json.of(value));
  }

  /** Sets a boolean member. */
  public ObjBuilder put(String name, boolean value) {
    return put(name, Json.of(value));
  }

  /** Sets a member when there is a value. */
  public ObjBuilder putIf(String name, Optional<? extends Json> value) {
    value.ifPresent(v -> put(name, v));
    return this;
  }

  /** Sets a string member when there is a value. */
  public ObjBuilder putText(String name, Optional<String> value) {
    value.ifPresent(v -> put(name, v));
    return this;
  }

  /** The object. */
  public Json.Obj build() {
    return new Json.Obj(members.end());
  }
}
