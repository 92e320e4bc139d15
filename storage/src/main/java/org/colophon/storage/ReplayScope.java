package org.colophon.storage;

/** How much of a chain a replay holds that a store is compared with. */
public enum ReplayScope {
  /** All of it: both stores must hold the same. */
  WHOLE,
  /**
   * The blocks up to some height. What only the store has is not judged, for it may belong to the
   * blocks behind; nor is state that those may have written anew or removed.
   */
  BEGINNING
}
