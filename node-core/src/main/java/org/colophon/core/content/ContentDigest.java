package org.colophon.core.content;

import java.util.Optional;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.core.json.ObjBuilder;
import org.colophon.crypto.Hash;

/**
 * What a file is: its digest, length and kind.
 *
 * @param sha256 SHA-256 of the file's bytes
 * @param sm3 SM3 of the file's bytes, when given
 * @param size length in bytes
 * @param mediaType such as {@code image/png} (RFC 6838)
 */
public record ContentDigest(Hash sha256, Optional<Hash> sm3, long size, String mediaType) {
  /** Takes its members, and leaves others to the caller. */
  public static ContentDigest read(Members members) throws RefusedException {
    return new ContentDigest(
        members.hash("sha256"),
        members.hashIf("sm3"),
        members.integer("size", 0, Json.INTEGER_MAX),
        members.parsed("mediaType", 127, MediaTypes::check));
  }

  Json json() {
    return builder().build();
  }

  /** Its members, for an object that has more. */
  public ObjBuilder builder() {
    return Json.object()
        .put("sha256", sha256.hex())
        .putText("sm3", sm3.map(Hash::hex))
        .put("size", size)
        .put("mediaType", mediaType);
  }
}
