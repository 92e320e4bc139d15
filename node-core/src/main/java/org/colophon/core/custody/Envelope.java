package org.colophon.core.custody;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.colophon.core.ChainId;
import org.colophon.core.Reason;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;
import org.colophon.crypto.StrictBase64;
import org.colophon.crypto.hpke.CiphertextException;
import org.colophon.crypto.hpke.DataKey;
import org.colophon.crypto.hpke.RecipientKey;
import org.colophon.crypto.hpke.RecipientSecret;

/**
 * What opens the commitments of one record, encrypted once under a key of its own, which is wrapped
 * for each recipient. Custodians keep its bytes; the record names their SHA-256.
 *
 * @param chain whose record
 * @param opens the committed members that it opens, sorted by place
 * @param recipients who can open it, sorted by subject, each once
 * @param body the openings, encrypted; base64
 */
public record Envelope(ChainId chain, List<Opens> opens, List<WrappedKey> recipients, String body) {
  /** Most bytes of the openings. */
  public static final int OPENINGS_BYTES_MAX = 64 << 10;

  /** Most members that one envelope opens. */
  public static final int OPENINGS_MAX = 160;

  /** Most recipients. */
  public static final int RECIPIENTS_MAX = 16;

  /** Most bytes of an envelope: openings in base64, keys and places. */
  public static final int BYTES_MAX = 160 << 10;

  private static final String FORMAT = "colophon-private/1";
  private static final int BODY_CHARS_MAX = 90_000;
  private static final JsonLimits LIMITS = new JsonLimits(BYTES_MAX, 4, 256);
  private static final JsonLimits STATEMENT = new JsonLimits(1 << 20, 12, 1024);
  private static final JsonLimits OPENINGS = new JsonLimits(OPENINGS_BYTES_MAX, 4, 256);

  /** Copies the lists. */
  public Envelope {
    opens = List.copyOf(opens);
    recipients = List.copyOf(recipients);
  }

  /**
   * A commitment that is opened.
   *
   * @param member its place in the statement
   * @param commitment what stands there
   */
  public record Opens(String member, Hash commitment) {
    private static Opens read(Members members) throws RefusedException {
      return new Opens(
          members.text("member", CommittedMembers.PLACE_CHARS_MAX), members.hash("commitment"));
    }

    private Json.Obj json() {
      return Json.object().put("member", member).put("commitment", commitment.hex()).build();
    }
  }

  /**
   * Somebody for whom it is encrypted.
   *
   * @param subject who
   * @param key to which key
   */
  public record Recipient(SubjectId subject, RecipientKey key) {}

  /**
   * Encrypts the openings of a record.
   *
   * @param openings sorted by their members' places
   * @param recipients sorted by subject
   * @param key a fresh key
   * @throws RefusedException TOO_LARGE, or MALFORMED when nothing is opened or nobody could
   */
  public static Envelope seal(
      ChainId chain, List<OpenedMember> openings, List<Recipient> recipients, DataKey key)
      throws RefusedException {
    byte[] plaintext =
        Json.object()
            .put("openings", Json.array(openings.stream().map(OpenedMember::json).toList()))
            .build()
            .bytes();
    if (plaintext.length > OPENINGS_BYTES_MAX) {
      throw new RefusedException(
          Reason.TOO_LARGE,
          "openings: "
              + plaintext.length
              + " bytes (expected: at most "
              + OPENINGS_BYTES_MAX
              + ")");
    }
    List<Opens> opens =
        openings.stream().map(one -> new Opens(one.member(), one.commitment())).toList();
    Envelope empty = new Envelope(chain, opens, List.of(), "");
    List<WrappedKey> wrapped = new ArrayList<>();
    for (Recipient recipient : recipients) {
      wrapped.add(empty.wrap(key, recipient, Optional.empty()));
    }
    String body = StrictBase64.encode(key.encrypt(empty.binding().bytes(), plaintext));
    return read(new Envelope(chain, opens, wrapped, body).bytes());
  }

  /** Reads what {@link #bytes} wrote. */
  public static Envelope read(byte[] bytes) throws RefusedException {
    Members members = Members.of("", JsonParser.parseObject(bytes, LIMITS));
    if (!members.text("format", 64).equals(FORMAT)) {
      throw members.malformed("format", "(expected: " + FORMAT + ")");
    }
    Envelope envelope =
        new Envelope(
            members.parsed("chain", 64, ChainId::new),
            members.objects("opens", 1, OPENINGS_MAX, Opens::read),
            members.objects("recipients", 1, RECIPIENTS_MAX, WrappedKey::read),
            members.parsed("body", BODY_CHARS_MAX, WrappedKey::checkBase64));
    members.end();
    requireSorted(members, "opens", envelope.opens.stream().map(Opens::member).toList());
    requireSorted(
        members,
        "recipients",
        envelope.recipients.stream().map(recipient -> recipient.subject().text()).toList());
    return envelope;
  }

  private static void requireSorted(Members members, String name, List<String> texts)
      throws RefusedException {
    for (int i = 1; i < texts.size(); i++) {
      if (texts.get(i - 1).compareTo(texts.get(i)) >= 0) {
        throw members.malformed(name, "(expected: sorted, each once)");
      }
    }
  }

  /** The text that {@link #read} reads. */
  public byte[] bytes() {
    return Json.object()
        .put("format", FORMAT)
        .put("chain", chain.text())
        .put("opens", opensJson())
        .put("recipients", Json.array(recipients.stream().map(WrappedKey::json).toList()))
        .put("body", body)
        .build()
        .bytes();
  }

  private Json opensJson() {
    return Json.array(opens.stream().map(Opens::json).toList());
  }

  /** What body and keys are bound to: the chain and the commitments, hence the record. */
  Json.Obj binding() {
    return Json.object()
        .put("format", FORMAT)
        .put("chain", chain.text())
        .put("opens", opensJson())
        .build();
  }

  /** Wraps its key for one more recipient, for good or for the reads of a grant. */
  public WrappedKey wrap(DataKey key, Recipient recipient, Optional<RecordId> grant) {
    return WrappedKey.of(binding(), key, recipient, grant);
  }

  /** The key that was wrapped for a subject; empty when it is none of the recipients. */
  public Optional<WrappedKey> wrappedFor(SubjectId subject) {
    return recipients.stream().filter(one -> one.subject().equals(subject)).findFirst();
  }

  /**
   * Unwraps the key.
   *
   * @param grant under which it was wrapped; empty for a recipient of the envelope's own
   * @throws RefusedException NOT_AUTHORISED when it was wrapped for another key or purpose
   */
  public DataKey unwrap(WrappedKey wrapped, RecipientSecret secret, Optional<RecordId> grant)
      throws RefusedException {
    try {
      return wrapped.unwrap(binding(), secret, grant);
    } catch (CiphertextException e) {
      throw new RefusedException(Reason.NOT_AUTHORISED, "private: " + e.getMessage());
    }
  }

  /**
   * Decrypts the openings; each has been checked against the commitment that it opens.
   *
   * @throws RefusedException COMMITMENT_MISMATCH when one opens something else
   */
  public List<OpenedMember> open(DataKey key) throws RefusedException {
    List<OpenedMember> openings = readOpenings(decrypt(key));
    List<Opens> opened =
        openings.stream().map(one -> new Opens(one.member(), one.commitment())).toList();
    if (!opened.equals(opens)) {
      throw new RefusedException(
          Reason.COMMITMENT_MISMATCH, "private: the openings do not open what the envelope says");
    }
    return openings;
  }

  private byte[] decrypt(DataKey key) throws RefusedException {
    try {
      return key.decrypt(binding().bytes(), StrictBase64.decode(body));
    } catch (CiphertextException e) {
      throw new RefusedException(Reason.MALFORMED, "body: " + e.getMessage());
    }
  }

  private static List<OpenedMember> readOpenings(byte[] plaintext) throws RefusedException {
    Members members = Members.of("", JsonParser.parseObject(plaintext, OPENINGS));
    List<OpenedMember> openings = members.objects("openings", 1, OPENINGS_MAX, OpenedMember::read);
    members.end();
    return openings;
  }

  /**
   * Refuses an envelope that opens something else than a statement holds.
   *
   * @param statement as it was signed
   */
  public void requireOpens(byte[] statement) throws RefusedException {
    Map<String, Hash> committed = CommittedMembers.of(JsonParser.parseObject(statement, STATEMENT));
    for (Opens one : opens) {
      if (!one.commitment().equals(committed.get(one.member()))) {
        throw new RefusedException(
            Reason.COMMITMENT_MISMATCH, "private: the record holds no such " + one.member());
      }
    }
  }
}
