package org.colophon.crypto.signature;

/** Our rules in front of one engine, with its ready keys kept. */
final class Verifier {
  /** About 1 kB a key, so at most some 32 MB. */
  private static final int KEYS_PER_GENERATION_MAX = 16_384;

  private static final Engine.ReadyKey REFUSED = (message, signature) -> false;

  private final Engine engine;
  private final BoundedCache<KeyName, Engine.ReadyKey> readyKeys =
      new BoundedCache<>(KEYS_PER_GENERATION_MAX);

  Verifier(Engine engine) {
    this.engine = engine;
  }

  String name() {
    return engine.name();
  }

  boolean verify(KeyName key, byte[] message, byte[] signature) {
    // Cheap checks on bytes go first, so that nonsense costs no arithmetic and no cache entry.
    boolean isAllowed =
        switch (key.algorithm()) {
          case ED25519 -> Ed25519Rules.allowsSignature(signature);
          case P256, SM2 -> EcCurves.allowsSignature(key.algorithm(), signature);
        };
    return isAllowed && readyKeys.get(key, this::ready).verifies(message, signature);
  }

  private Engine.ReadyKey ready(KeyName key) {
    boolean isAllowed =
        switch (key.algorithm()) {
          case ED25519 -> Ed25519Rules.allowsKey(key.rawKey());
          case P256, SM2 -> EcCurves.key(key) != null;
        };
    return isAllowed ? engine.ready(key) : REFUSED;
  }
}
