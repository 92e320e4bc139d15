package org.colophon.core.chain;

import java.util.List;
import java.util.Optional;
import org.colophon.core.ChainId;
import org.colophon.core.Height;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.TreeSize;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;
import org.colophon.crypto.note.Checkpoint;

/**
 * A size of the log that the chain has put up for sealing. Only candidates are cosigned, so that
 * the validators' signatures never split over several sizes.
 *
 * @param round counts the candidates of the chain, from 1
 * @param size leaves, the newest header included
 * @param root Merkle root at that size
 * @param sm3Root root of the tree with SM3 at that size, on a chain of the suite {@code sm}
 * @param height the newest block
 * @param time that block's time
 */
public record Candidate(
    long round, TreeSize size, Hash root, Optional<Hash> sm3Root, Height height, Timestamp time) {
  /** The control key under which the candidates that may still be sealed stand, oldest first. */
  public static final String CONTROL_KEY = "candidates";

  /** How many rounds may be open; an older one is given up. */
  public static final int OPEN_MAX = 4;

  /** Its checkpoint. */
  public Checkpoint checkpoint(ChainId chain) {
    return new Checkpoint(chain.text(), size.value(), root, sm3Root);
  }

  /** Reads what {@link #listJson} wrote. */
  public static List<Candidate> readList(Json list) throws RefusedException {
    Members members = Members.of("", Json.object().put("candidates", list).build());
    return members.objects("candidates", 0, OPEN_MAX, Candidate::read);
  }

  private static Candidate read(Members members) throws RefusedException {
    return new Candidate(
        members.integer("round", 1, Json.INTEGER_MAX),
        new TreeSize(members.integer("size", 1, Json.INTEGER_MAX)),
        members.hash("root"),
        members.hashIf("sm3Root"),
        new Height(members.integer("height", 0, Json.INTEGER_MAX)),
        new Timestamp(members.integer("time", 0, Json.INTEGER_MAX)));
  }

  static Json listJson(List<Candidate> candidates) {
    return Json.array(candidates.stream().map(Candidate::json).toList());
  }

  private Json json() {
    return Json.object()
        .put("round", round)
        .put("size", size.value())
        .put("root", root.hex())
        .putText("sm3Root", sm3Root.map(Hash::hex))
        .put("height", height.value())
        .put("time", time.value())
        .build();
  }
}
