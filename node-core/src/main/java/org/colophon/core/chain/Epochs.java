package org.colophon.core.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.json.Members;
import org.colophon.core.port.LedgerReader;

/**
 * The epochs that a ledger has begun, as it keeps them beside its blocks: with them everyone who
 * executes it again knows which epoch each header must name. Before the first one there is none.
 */
public final class Epochs {
  private static final String CONTROL_KEY = "epochs";
  private static final int COUNT_MAX = 256;
  private static final JsonLimits LIMITS =
      new JsonLimits(COUNT_MAX * SignedEpoch.BYTES_MAX, 6, 1 << 20);

  private Epochs() {}

  /** All of them, oldest first; their numbers rise and their heights never fall. */
  public static List<SignedEpoch> all(LedgerReader reader) {
    Optional<byte[]> stored = reader.control(CONTROL_KEY);
    if (stored.isEmpty()) {
      return List.of();
    }
    try {
      Members members = Members.of("", JsonParser.parseObject(stored.get(), LIMITS));
      List<SignedEpoch> epochs = read(members);
      members.end();
      return epochs;
    } catch (RefusedException e) {
      throw new IllegalStateException("the stored epochs are not well formed", e);
    }
  }

  /** Reads the member that {@link #json} wrote. */
  public static List<SignedEpoch> read(Members members) throws RefusedException {
    return members.objects("epochs", 1, COUNT_MAX, SignedEpoch::read);
  }

  /** As a member {@code epochs} has them. */
  public static Json json(List<SignedEpoch> epochs) {
    return Json.array(epochs.stream().<Json>map(SignedEpoch::json).toList());
  }

  /** Number of the newest one; 0 before the first. */
  public static long newest(LedgerReader reader) {
    List<SignedEpoch> epochs = all(reader);
    return epochs.isEmpty() ? 0 : epochs.getLast().epoch().number();
  }

  /** Keeps one more. */
  public static ControlChange keep(LedgerReader reader, SignedEpoch begun) {
    List<SignedEpoch> epochs = new ArrayList<>(all(reader));
    epochs.add(begun);
    return ControlChange.put(CONTROL_KEY, Json.object().put("epochs", json(epochs)).build());
  }
}
