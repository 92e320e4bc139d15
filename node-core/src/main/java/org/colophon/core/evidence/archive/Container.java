package org.colophon.core.evidence.archive;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.evidence.Parts;
import org.colophon.core.evidence.PlainZip;
import org.colophon.crypto.ers.EvidenceRecord;
import org.colophon.crypto.ers.EvidenceRecordException;
import org.colophon.crypto.ers.Fault;

/**
 * An ASiC-E container (ETSI EN 319 162-1, clause 4.4) of a record's documents and the evidence
 * record over them, which tools that are not ours validate. There is exactly one container of given
 * contents (docs/formats.md, "The archive container").
 *
 * @param documents what is archived
 * @param evidenceRecord proof of when it was there; not yet verified
 */
public record Container(ArchiveDocuments documents, EvidenceRecord evidenceRecord) {
  /** Longest container in bytes. */
  public static final int BYTES_MAX = 16 << 20;

  private static final String MIMETYPE = "mimetype";
  private static final String MANIFEST = "META-INF/ASiCEvidenceRecordManifest001.xml";
  private static final String EVIDENCE_RECORD = "META-INF/evidencerecord.ers";

  /** Clause 4.4.2 puts the media type first; the others are sorted by name. */
  private static final List<String> NAMES =
      List.of(
          MIMETYPE,
          MANIFEST,
          EVIDENCE_RECORD,
          Parts.HEADER,
          Parts.POLICY,
          Parts.RECORD,
          Parts.NOTE);

  private static final byte[] MEDIA_TYPE = "application/vnd.etsi.asic-e+zip".getBytes(US_ASCII);

  /** The container's bytes. */
  public byte[] write() {
    SequencedMap<String, byte[]> parts = new LinkedHashMap<>();
    parts.put(MIMETYPE, MEDIA_TYPE);
    parts.put(MANIFEST, ArchiveManifest.text(documents, EVIDENCE_RECORD));
    parts.put(EVIDENCE_RECORD, evidenceRecord.der());
    parts.putAll(documents.byName());
    return PlainZip.write(parts);
  }

  /**
   * Reads what {@link #write} could have written, and nothing else. That the evidence record covers
   * the documents is not looked at here.
   *
   * @throws RefusedException TOO_LARGE over a limit; MALFORMED for any other byte that is not as it
   *     must be
   */
  public static Container read(byte[] container) throws RefusedException {
    if (container.length > BYTES_MAX) {
      throw new RefusedException(
          Reason.TOO_LARGE,
          "archive container: "
              + container.length
              + " bytes (expected: at most "
              + BYTES_MAX
              + ")");
    }
    SequencedMap<String, byte[]> parts = PlainZip.read(container, NAMES);
    Container read = new Container(documents(parts), evidenceRecord(part(parts, EVIDENCE_RECORD)));
    if (!Arrays.equals(part(parts, MIMETYPE), MEDIA_TYPE)) {
      throw malformed(MIMETYPE + ": not that of an ASiC-E container");
    }
    byte[] manifest = ArchiveManifest.text(read.documents, EVIDENCE_RECORD);
    if (!Arrays.equals(part(parts, MANIFEST), manifest)) {
      throw malformed(MANIFEST + ": not the one of these documents");
    }
    return read;
  }

  private static ArchiveDocuments documents(SequencedMap<String, byte[]> parts)
      throws RefusedException {
    return ArchiveDocuments.of(
        part(parts, Parts.RECORD),
        part(parts, Parts.HEADER),
        part(parts, Parts.NOTE),
        part(parts, Parts.POLICY));
  }

  private static byte[] part(SequencedMap<String, byte[]> parts, String name)
      throws RefusedException {
    byte[] part = parts.get(name);
    if (part == null) {
      throw malformed(name + ": missing");
    }
    return part;
  }

  private static EvidenceRecord evidenceRecord(byte[] der) throws RefusedException {
    try {
      return EvidenceRecord.parse(der);
    } catch (EvidenceRecordException e) {
      Reason reason = e.fault() == Fault.TOO_LARGE ? Reason.TOO_LARGE : Reason.MALFORMED;
      throw new RefusedException(reason, EVIDENCE_RECORD + ": " + e.getMessage());
    }
  }

  private static RefusedException malformed(String detail) {
    return new RefusedException(Reason.MALFORMED, "archive container: " + detail);
  }
}
