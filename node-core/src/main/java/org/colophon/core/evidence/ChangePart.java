package org.colophon.core.evidence;

import java.util.List;
import org.colophon.core.RefusedException;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.chain.DecidedChange;
import org.colophon.core.chain.Seal;
import org.colophon.core.chain.StateText;
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.json.Members;
import org.colophon.core.port.LedgerReader;
import org.colophon.crypto.Hash;
import org.colophon.crypto.merkle.InclusionProof;
import org.colophon.crypto.merkle.Proofs;

/**
 * One change of the membership as it goes out: what the block that decided it changed in the state,
 * that block's header, and the seal that brought the change into force. {@link MembershipTrail}
 * says what it proves.
 *
 * @param state the block's state text
 * @param header the block's header
 * @param proof the header's place in the tree of the note
 * @param note sealed by a quorum of the membership before
 */
public record ChangePart(StateText state, BlockHeader header, InclusionProof proof, String note) {
  private static final JsonLimits LIMITS = new JsonLimits(16 << 20, 12, 4096);
  private static final int NOTE_CHARS_MAX = 1 << 20;

  /** The changes whose memberships were in force when that seal was ordered, oldest first. */
  public static List<ChangePart> before(LedgerReader reader, Seal seal) {
    return DecidedChange.before(reader, seal).stream()
        .map(change -> of(reader, change, change.covering(reader).orElseThrow()))
        .toList();
  }

  /** The changes that are in force, oldest first; the newest seal may have brought the last one. */
  public static List<ChangePart> inForce(LedgerReader reader) {
    return DecidedChange.all(reader).stream()
        .flatMap(change -> change.covering(reader).map(seal -> of(reader, change, seal)).stream())
        .toList();
  }

  private static ChangePart of(LedgerReader reader, DecidedChange change, Seal covering) {
    InclusionProof proof =
        Proofs.inclusion(
            change.header().leafIndex().value(), covering.size().value(), reader.nodes());
    return new ChangePart(change.state(), change.header(), proof, covering.note());
  }

  /** Reads what {@link #bytes} wrote; what it says is not judged. */
  public static ChangePart parse(byte[] bytes) throws RefusedException {
    Members members = Members.of("", JsonParser.parseObject(bytes, LIMITS));
    ChangePart part = of(members);
    members.end();
    return part;
  }

  /** Takes what {@link #json} gave from an object that others read to its end. */
  public static ChangePart of(Members members) throws RefusedException {
    long size = members.integer("size", 1, Json.INTEGER_MAX);
    long index = members.integer("index", 0, size - 1);
    List<Hash> path = members.hashes("path", 0, InclusionProof.PATH_LENGTH_MAX);
    return new ChangePart(
        new StateText(members.rawObject("changes")),
        BlockHeader.parse(members.rawObject("header").bytes()),
        new InclusionProof(index, size, path),
        members.text("note", NOTE_CHARS_MAX));
  }

  /** Its canonical text. */
  public byte[] bytes() {
    return json().bytes();
  }

  /** The same as a value. */
  public Json.Obj json() {
    return Json.object()
        .put("changes", state.json())
        .put("header", header.json())
        .put("index", proof.leafIndex())
        .put("note", note)
        .put("path", Json.strings(proof.path().stream().map(Hash::hex).toList()))
        .put("size", proof.treeSize())
        .build();
  }
}
