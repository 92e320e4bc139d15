package org.colophon.core.standard;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.colophon.core.RefusedException;
import org.colophon.crypto.Hash;
import org.jspecify.annotations.Nullable;

/**
 * Remembers standards that were compiled, by their hash. Compiling depends on the document alone,
 * so what is remembered changes no result, only how long it takes.
 */
public final class CompiledStandards {
  private static final int REMEMBERED_MAX = 32;
  private static final float LOAD = 0.75f;

  private final Map<Hash, CompiledStandard> compiled =
      new LinkedHashMap<>(REMEMBERED_MAX, LOAD, true);

  /** The standard, compiled. */
  public synchronized CompiledStandard of(Standard standard) throws RefusedException {
    Hash hash = standard.hash();
    @Nullable CompiledStandard before = compiled.get(hash);
    if (before != null) {
      return before;
    }
    CompiledStandard now = CompiledStandard.of(standard);
    compiled.put(hash, now);
    if (compiled.size() > REMEMBERED_MAX) {
      Optional<Hash> eldest = compiled.keySet().stream().findFirst();
      eldest.ifPresent(compiled::remove);
    }
    return now;
  }
}
