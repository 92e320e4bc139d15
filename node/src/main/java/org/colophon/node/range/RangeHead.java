package org.colophon.node.range;

import java.util.List;
import org.colophon.core.ChainId;
import org.colophon.core.Height;
import org.colophon.core.RefusedException;
import org.colophon.core.chain.Epochs;
import org.colophon.core.chain.NoteJudge;
import org.colophon.core.chain.SignedEpoch;
import org.colophon.core.evidence.ChangePart;
import org.colophon.core.evidence.MembershipTrail;
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.json.Members;
import org.colophon.core.json.ObjBuilder;
import org.colophon.core.membership.Genesis;
import org.colophon.crypto.note.Checkpoint;

/**
 * The first line of a range: which blocks follow, and the seal over the last of them.
 *
 * @param chain whose blocks they are
 * @param from first block, 1 at least: block 0 follows from the genesis
 * @param to last block, at whose header the sealed tree ends
 * @param changes what leads from the genesis to the membership whose quorum signed
 * @param note the signed checkpoint
 * @param epochs those that begin behind a block before the last, and not before the range
 */
record RangeHead(
    ChainId chain,
    Height from,
    Height to,
    List<ChangePart> changes,
    String note,
    List<SignedEpoch> epochs) {
  private static final int FORMAT = 1;
  private static final int NOTE_CHARS_MAX = 1 << 20;
  private static final int CHANGES_MAX = 4096;
  private static final JsonLimits LIMITS = new JsonLimits(RangeFile.LINE_BYTES_MAX, 16, 4096);

  RangeHead {
    changes = List.copyOf(changes);
    epochs = List.copyOf(epochs);
  }

  static RangeHead parse(byte[] line) throws RefusedException {
    Members outer = Members.of("", JsonParser.parseObject(line, LIMITS));
    Members members = outer.object("range");
    outer.end();
    members.integer("format", FORMAT, FORMAT);
    long to = members.integer("to", 1, Json.INTEGER_MAX);
    RangeHead head =
        new RangeHead(
            members.parsed("chain", 64, ChainId::new),
            new Height(members.integer("from", 1, to)),
            new Height(to),
            members.objects("changes", 0, CHANGES_MAX, ChangePart::of),
            members.text("note", NOTE_CHARS_MAX),
            members.has("epochs") ? Epochs.read(members) : List.of());
    members.end();
    return head;
  }

  byte[] bytes() {
    ObjBuilder range =
        Json.object()
            .put("chain", chain.text())
            .put("changes", Json.array(changes.stream().map(ChangePart::json).toList()))
            .put("format", FORMAT)
            .put("from", from.value())
            .put("note", note)
            .put("to", to.value());
    if (!epochs.isEmpty()) {
      range.put("epochs", Epochs.json(epochs));
    }
    return Json.object().put("range", range.build()).build().bytes();
  }

  /**
   * The checkpoint, when a quorum of the validators of that time has signed it.
   *
   * @throws RefusedException when it is another chain's, or the signatures are not right
   */
  Checkpoint requireSealed(Genesis genesis) throws RefusedException {
    if (!chain.equals(genesis.chain())) {
      throw RangeFile.refused("chain: " + chain + " (expected: " + genesis.chain() + ")");
    }
    NoteJudge judge = MembershipTrail.follow(genesis, changes).newest().judge();
    int signers = judge.signers(note).map(s -> s.size()).orElse(0);
    if (signers < judge.quorum()) {
      throw RangeFile.refused(
          "seal: " + signers + " validators signed it (expected: " + judge.quorum() + ")");
    }
    Checkpoint checkpoint = judge.checkpoint(note);
    if (!checkpoint.origin().equals(chain.text())) {
      throw RangeFile.refused("seal: of " + checkpoint.origin() + " (expected: " + chain + ")");
    }
    return checkpoint;
  }
}
