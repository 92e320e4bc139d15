package org.colophon.core.reading;

import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.content.ContentCommitment;
import org.colophon.core.content.ReadLease;
import org.colophon.core.content.Scope;
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;
import org.colophon.crypto.merkle.MerkleHash;

/**
 * What remains of one read: a leaf of the tree whose root a {@code read.settle} puts on the chain.
 * It names nothing that was read: query and result are digests, both salted.
 *
 * @param grant under which
 * @param lease the lease that it is counted in
 * @param number within the lease, from 0
 * @param previous SHA-256 of the row before; of the lease's own id for the first
 * @param query SHA-256 of the reader's request, which holds a nonce
 * @param reader who read
 * @param result commitment to what was given out
 * @param time the node's clock
 * @param verb what was done
 */
public record ReadRow(
    RecordId grant,
    RecordId lease,
    long number,
    Hash previous,
    Hash query,
    SubjectId reader,
    Hash result,
    Timestamp time,
    Scope.Verb verb) {
  private static final JsonLimits LIMITS = new JsonLimits(4096, 2, 16);

  /** The commitment to what was given out. */
  public static Hash resultOf(Hash salt, SubjectId reader, byte[] answer) {
    return ContentCommitment.of(salt, reader, Hash.sha256(answer));
  }

  /** Where the chain of a lease's rows begins. */
  public static Hash beginning(RecordId lease) {
    return lease.hash();
  }

  /** Reads what {@link #bytes} wrote. */
  public static ReadRow read(byte[] bytes) throws RefusedException {
    return read(Members.of("", JsonParser.parseObject(bytes, LIMITS)));
  }

  /** Takes the members of a row. */
  public static ReadRow read(Members members) throws RefusedException {
    ReadRow row =
        new ReadRow(
            members.parsed("grant", 64, RecordId::ofHex),
            members.parsed("lease", 64, RecordId::ofHex),
            members.integer("number", 0, ReadLease.READS_MAX),
            members.hash("previous"),
            members.hash("query"),
            members.parsed("reader", 63, SubjectId::new),
            members.hash("result"),
            new Timestamp(members.integer("time", 0, Json.INTEGER_MAX)),
            members.oneOf("verb", Scope.Verb.class));
    members.end();
    return row;
  }

  /** The row as canonical JSON. */
  public Json.Obj json() {
    return Json.object()
        .put("grant", grant.hex())
        .put("lease", lease.hex())
        .put("number", number)
        .put("previous", previous.hex())
        .put("query", query.hex())
        .put("reader", reader.text())
        .put("result", result.hex())
        .put("time", time.value())
        .put("verb", verb.name())
        .build();
  }

  /** The row's bytes. */
  public byte[] bytes() {
    return json().bytes();
  }

  /** What the next row names. */
  public Hash hash() {
    return Hash.sha256(bytes());
  }

  /** Its leaf in the tree of its lease. */
  public Hash leaf() {
    return MerkleHash.leaf(bytes());
  }
}
