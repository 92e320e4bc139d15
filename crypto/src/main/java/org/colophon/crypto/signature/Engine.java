package org.colophon.crypto.signature;

/**
 * One provider's arithmetic. It is asked only about keys and signatures that our own rules let
 * through, so that any two engines give one answer.
 */
interface Engine {
  /** The name that error messages give. */
  String name();

  /** Makes an allowed key ready for many verifications. */
  ReadyKey ready(KeyName key);

  /** A decoded key; used by many threads at once. */
  @FunctionalInterface
  interface ReadyKey {
    /** Whether the equation holds; the signature is of an allowed form. Never throws. */
    boolean verifies(byte[] message, byte[] signature);
  }
}
