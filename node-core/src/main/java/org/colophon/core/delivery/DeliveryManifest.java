package org.colophon.core.delivery;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.colophon.core.ChainId;
import org.colophon.core.OrgId;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;

/**
 * What is in a delivery, in clear only to its sender and its recipients: canonical JSON. Its digest
 * stands in the index; the salt keeps anybody from guessing it.
 *
 * @param chain of which chain
 * @param court to whom
 * @param sender from whom
 * @param caseOf the record that opened the case
 * @param files in the order in which they are encrypted; no two names differ by case alone
 * @param salt 32 random bytes
 */
public record DeliveryManifest(
    ChainId chain,
    OrgId court,
    SubjectId sender,
    Optional<RecordId> caseOf,
    List<DeliveredFile> files,
    Hash salt) {
  /** Most files. */
  public static final int FILES_MAX = 256;

  /** Most bytes of a manifest. */
  public static final int BYTES_MAX = 256 << 10;

  private static final String FORMAT = "colophon-delivery-manifest/1";
  private static final JsonLimits LIMITS = new JsonLimits(BYTES_MAX, 4, FILES_MAX);

  /** Copies the list. */
  public DeliveryManifest {
    files = List.copyOf(files);
  }

  /** Reads what {@link #bytes} wrote. */
  public static DeliveryManifest read(byte[] bytes) throws RefusedException {
    Members members = Members.of("", JsonParser.parseObject(bytes, LIMITS));
    if (!members.text("format", 64).equals(FORMAT)) {
      throw members.malformed("format", "(expected: " + FORMAT + ")");
    }
    DeliveryManifest manifest =
        new DeliveryManifest(
            members.parsed("chain", 64, ChainId::new),
            members.parsed("court", 63, OrgId::new),
            members.parsed("sender", 63, SubjectId::new),
            members.parsedIf("case", 64, RecordId::ofHex),
            members.objects("files", 1, FILES_MAX, DeliveredFile::read),
            members.hash("salt"));
    members.end();
    var _ =
        members.eachOnce(
            "files",
            manifest.files.stream().map(file -> file.name().toLowerCase(Locale.ROOT)).toList());
    return manifest;
  }

  /** The text that {@link #read} reads. */
  public byte[] bytes() {
    return Json.object()
        .put("format", FORMAT)
        .put("chain", chain.text())
        .put("court", court.text())
        .put("sender", sender.text())
        .putText("case", caseOf.map(RecordId::hex))
        .put("files", Json.array(files.stream().map(DeliveredFile::json).toList()))
        .put("salt", salt.hex())
        .build()
        .bytes();
  }

  /** SHA-256 of its bytes. */
  public Hash digest() {
    return Hash.sha256(bytes());
  }
}
