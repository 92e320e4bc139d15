package org.colophon.core.evidence;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.colophon.core.ChainId;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.json.Members;
import org.colophon.core.json.ObjBuilder;
import org.colophon.crypto.Hash;

/**
 * What a bundle is about and the digest of each part. It proves nothing by itself: it lets a person
 * name the part that was damaged.
 *
 * @param chain the chain
 * @param record the record
 * @param parts SHA-256 of every part but the manifest
 */
record Manifest(ChainId chain, RecordId record, SortedMap<String, Hash> parts) {
  private static final JsonLimits LIMITS = new JsonLimits(1 << 20, 4, 256);

  static Manifest of(ChainId chain, RecordId record, Map<String, byte[]> parts) {
    SortedMap<String, Hash> digests = new TreeMap<>();
    parts.forEach((name, bytes) -> digests.put(name, Hash.sha256(bytes)));
    return new Manifest(chain, record, digests);
  }

  static Manifest parse(byte[] bytes) throws RefusedException {
    Members members = Members.of("", JsonParser.parseObject(bytes, LIMITS));
    String format = members.text("format", 64);
    if (!format.equals(Parts.FORMAT)) {
      throw members.malformed("format", "(expected: " + Parts.FORMAT + ")");
    }
    SortedMap<String, Hash> digests = new TreeMap<>();
    Json.Obj listed = members.rawObject("parts");
    Members parts = Members.of("parts.", listed);
    for (String name : listed.members().keySet()) {
      digests.put(name, parts.hash(name));
    }
    Manifest manifest =
        new Manifest(
            members.parsed("chain", 64, ChainId::new),
            members.parsed("record", 64, RecordId::ofHex),
            digests);
    members.end();
    return manifest;
  }

  byte[] bytes() {
    ObjBuilder digests = Json.object();
    parts.forEach((name, digest) -> digests.put(name, digest.hex()));
    return Json.object()
        .put("chain", chain.text())
        .put("format", Parts.FORMAT)
        .put("parts", digests.build())
        .put("record", record.hex())
        .build()
        .bytes();
  }
}
