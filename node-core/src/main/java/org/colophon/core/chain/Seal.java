package org.colophon.core.chain;

import org.colophon.core.Height;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.TreeSize;
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonParser;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;

/**
 * A checkpoint that a quorum of validators has cosigned, as the chain ordered it.
 *
 * @param number counts the seals of the chain, from 1
 * @param round the candidate that it answers
 * @param size leaves that it covers
 * @param orderedAfter height of the newest block when the chain ordered this seal
 * @param attestation what the cosignatures' times come to
 * @param document the signed note with its time-stamps: what later headers bind
 */
public record Seal(
    long number,
    long round,
    TreeSize size,
    Height orderedAfter,
    Attestation attestation,
    SealDocument document) {

  /** Reads what {@link #json} wrote. */
  public static Seal parse(byte[] bytes) throws RefusedException {
    Members members = Members.of("", JsonParser.parseObject(bytes, SealDocument.LIMITS));
    Seal seal =
        new Seal(
            members.integer("number", 1, Json.INTEGER_MAX),
            members.integer("round", 1, Json.INTEGER_MAX),
            new TreeSize(members.integer("size", 1, Json.INTEGER_MAX)),
            new Height(members.integer("orderedAfter", 0, Json.INTEGER_MAX)),
            new Attestation(
                new Timestamp(members.integer("attested", 0, Json.INTEGER_MAX)),
                new Timestamp(members.integer("earliest", 0, Json.INTEGER_MAX)),
                new Timestamp(members.integer("latest", 0, Json.INTEGER_MAX))),
            SealDocument.read(members));
    members.end();
    return seal;
  }

  /** As a store keeps it. */
  public Json.Obj json() {
    return document
        .putInto(Json.object())
        .put("number", number)
        .put("round", round)
        .put("size", size.value())
        .put("orderedAfter", orderedAfter.value())
        .put("attested", attestation.median().value())
        .put("earliest", attestation.earliest().value())
        .put("latest", attestation.latest().value())
        .build();
  }

  /** Median of the cosignatures' times. */
  public Timestamp attested() {
    return attestation.median();
  }

  /** The hash that the next header's {@code seal} binds. */
  public Hash hash() {
    return document.hash();
  }

  /** The signed note. */
  public String note() {
    return document.note();
  }

  /** The note's bytes: what the tokens cover. */
  public byte[] noteBytes() {
    return document.noteBytes();
  }
}
