package org.colophon.core.record;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.colophon.core.ChainId;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.content.Content;
import org.colophon.core.custody.PrivateMatter;
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;
import org.colophon.crypto.merkle.InclusionProof;
import org.colophon.crypto.signature.KeyName;

/** Reads a record strictly: one text for one record, nothing that the type does not have. */
public final class RecordParser {
  /** Most signers of one statement. */
  public static final int SIGNERS_MAX = 4;

  private static final int SIGNATURE_CHARS_MAX = 128;
  private static final int NONCE_BYTES = 16;
  private static final int DEPTH_MAX = 12;
  private static final int MEMBERS_MAX = 1024;
  private static final byte[] STATEMENT_MEMBER =
      ",\"statement\":".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

  private final JsonLimits limits;

  /** Reads records of at most {@code recordBytesMax} bytes. */
  public RecordParser(int recordBytesMax) {
    this.limits = new JsonLimits(recordBytesMax, DEPTH_MAX, MEMBERS_MAX);
  }

  /** The record whose leaf bytes {@code bytes} are; the array is kept and must not change. */
  public UnverifiedRecord parse(byte[] bytes) throws RefusedException {
    Members members = Members.of("", JsonParser.parseObject(bytes, limits));
    Optional<BatchProof> batch =
        members.has("batch") ? Optional.of(readBatch(members.object("batch"))) : Optional.empty();
    List<byte[]> signatures = readSignatures(members);
    Json.Obj statementObject = members.rawObject("statement");
    members.end();
    byte[] statementBytes = statementSlice(bytes);
    Statement statement = readStatement(statementObject, statementBytes);
    if (signatures.size() != (batch.isPresent() ? 1 : statement.signers().size())) {
      throw members.malformed("sigs", "(expected: one for each signer)");
    }
    if (batch.isPresent() && statement.signers().size() != 1) {
      throw members.malformed("batch", "(expected: a single signer)");
    }
    return new UnverifiedRecord(bytes, statementBytes, statement, signatures, batch);
  }

  /** The statement that {@code bytes} are, without any signature around it. */
  public Statement parseStatement(byte[] bytes) throws RefusedException {
    return readStatement(JsonParser.parseObject(bytes, limits), bytes);
  }

  private static BatchProof readBatch(Members members) throws RefusedException {
    long size = members.integer("size", 1, BatchProof.SIZE_MAX);
    long index = members.integer("index", 0, size - 1);
    int length = InclusionProof.pathLength(index, size);
    List<Hash> path = members.hashes("path", length, length);
    members.end();
    return new BatchProof(new InclusionProof(index, size, path));
  }

  private static List<byte[]> readSignatures(Members members) throws RefusedException {
    List<byte[]> signatures = new ArrayList<>();
    for (String text : members.texts("sigs", 1, SIGNERS_MAX, SIGNATURE_CHARS_MAX)) {
      signatures.add(canonicalBase64(members, text));
    }
    return signatures;
  }

  /** One signature has one text: a decoder's leniency would give a leaf several. */
  private static byte[] canonicalBase64(Members members, String text) throws RefusedException {
    try {
      byte[] decoded = Base64.getDecoder().decode(text);
      if (Base64.getEncoder().encodeToString(decoded).equals(text)) {
        return decoded;
      }
    } catch (IllegalArgumentException e) {
      // Falls through to the one refusal for all that is not base64.
    }
    throw members.malformed("sigs", "not base64 with padding (RFC 4648, 4)");
  }

  /**
   * The statement is the record's last member, and all that may stand before it was checked to hold
   * no text of that form.
   */
  private static byte[] statementSlice(byte[] record) {
    for (int i = 0; ; i++) {
      if (record[i] == STATEMENT_MEMBER[0]
          && Arrays.equals(
              record,
              i,
              i + STATEMENT_MEMBER.length,
              STATEMENT_MEMBER,
              0,
              STATEMENT_MEMBER.length)) {
        return Arrays.copyOfRange(record, i + STATEMENT_MEMBER.length, record.length - 1);
      }
    }
  }

  private static Statement readStatement(Json.Obj object, byte[] bytes) throws RefusedException {
    Members members = Members.of("", object);
    ChainId chain = members.parsed("chain", 64, ChainId::new);
    List<Signer> signers = members.objects("signers", 1, SIGNERS_MAX, RecordParser::readSigner);
    Timestamp issuedAt = new Timestamp(members.integer("issuedAt", 0, Json.INTEGER_MAX));
    Optional<Timestamp> notAfter =
        members.integerIf("notAfter", 0, Json.INTEGER_MAX).map(Timestamp::new);
    members.parsed("nonce", 2 * NONCE_BYTES, RecordParser::checkNonce);
    Optional<PrivateMatter> privateMatter =
        members.has(PrivateMatter.MEMBER)
            ? Optional.of(PrivateMatter.read(members.object(PrivateMatter.MEMBER)))
            : Optional.empty();
    String type = members.text("type", 64);
    Content content =
        Content.read(type, members)
            .orElseThrow(
                () -> new RefusedException(Reason.UNKNOWN_TYPE, "type: not in the catalogue"));
    members.end();
    return new Statement(
        new RecordId(Hash.sha256(bytes)),
        chain,
        signers,
        issuedAt,
        notAfter,
        privateMatter,
        content);
  }

  private static Signer readSigner(Members members) throws RefusedException {
    return new Signer(
        members.parsed("key", 128, KeyName::parse),
        members.parsed("role", 32, Role::ofLabel),
        members.parsed("subject", 64, SubjectId::new));
  }

  private static String checkNonce(String nonce) {
    boolean isHex = nonce.length() == 2 * NONCE_BYTES;
    for (int i = 0; isHex && i < nonce.length(); i++) {
      char c = nonce.charAt(i);
      isHex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
    if (!isHex) {
      throw new IllegalArgumentException("not 32 lower-case hex digits");
    }
    return nonce;
  }
}
