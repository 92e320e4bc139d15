package org.colophon.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.HexFormat;
import java.util.Objects;
import org.colophon.core.RefusedException;
import org.colophon.core.custody.Envelope;
import org.colophon.core.custody.FetchRequest;
import org.colophon.core.custody.WrappedKey;
import org.colophon.core.delivery.DeliveryIndex;
import org.colophon.core.delivery.DeliveryManifest;
import org.colophon.core.delivery.DeliveryRequest;
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.reading.ReadRequest;
import org.colophon.core.reading.ReadRow;
import org.colophon.core.record.RecordParser;
import org.colophon.core.record.Statement;
import org.colophon.core.record.Statements;
import org.colophon.core.record.UnverifiedRecord;

/** Canonical JSON, and what people sign in it. */
class StatementsFuzzTest {
  private static final JsonLimits LIMITS = new JsonLimits(65_536, 12, 1024);

  static final Decoder JSON =
      Decoder.exact(RefusedException.class, bytes -> JsonParser.parse(bytes, LIMITS), Json::bytes);

  /** What was understood of a statement is the whole statement: written anew, it is the same. */
  static final Decoder RECORD =
      Decoder.of(
          RefusedException.class,
          bytes -> new RecordParser(65_536).parse(bytes),
          StatementsFuzzTest::holdsNothingElse);

  static final Decoder ENVELOPE =
      Decoder.exact(RefusedException.class, Envelope::read, Envelope::bytes);
  static final Decoder WRAPPED_KEY =
      Decoder.exact(RefusedException.class, WrappedKey::read, key -> key.json().bytes());
  static final Decoder FETCH_REQUEST =
      Decoder.exact(RefusedException.class, FetchRequest::read, FetchRequest::bytes);
  static final Decoder DELIVERY_INDEX =
      Decoder.exact(RefusedException.class, DeliveryIndex::read, DeliveryIndex::bytes);
  static final Decoder DELIVERY_MANIFEST =
      Decoder.exact(RefusedException.class, DeliveryManifest::read, DeliveryManifest::bytes);
  static final Decoder DELIVERY_REQUEST =
      Decoder.exact(RefusedException.class, DeliveryRequest::read, DeliveryRequest::bytes);
  static final Decoder READ_REQUEST =
      Decoder.exact(RefusedException.class, ReadRequest::read, ReadRequest::bytes);
  static final Decoder READ_ROW =
      Decoder.exact(RefusedException.class, ReadRow::read, ReadRow::bytes);

  @FuzzTest
  void json(byte[] bytes) throws Exception {
    JSON.feed(bytes);
  }

  @FuzzTest
  void record(byte[] bytes) throws Exception {
    RECORD.feed(bytes);
  }

  @FuzzTest
  void envelope(byte[] bytes) throws Exception {
    ENVELOPE.feed(bytes);
  }

  @FuzzTest
  void wrappedKey(byte[] bytes) throws Exception {
    WRAPPED_KEY.feed(bytes);
  }

  @FuzzTest
  void fetchRequest(byte[] bytes) throws Exception {
    FETCH_REQUEST.feed(bytes);
  }

  @FuzzTest
  void deliveryIndex(byte[] bytes) throws Exception {
    DELIVERY_INDEX.feed(bytes);
  }

  @FuzzTest
  void deliveryManifest(byte[] bytes) throws Exception {
    DELIVERY_MANIFEST.feed(bytes);
  }

  @FuzzTest
  void deliveryRequest(byte[] bytes) throws Exception {
    DELIVERY_REQUEST.feed(bytes);
  }

  @FuzzTest
  void readRequest(byte[] bytes) throws Exception {
    READ_REQUEST.feed(bytes);
  }

  @FuzzTest
  void readRow(byte[] bytes) throws Exception {
    READ_ROW.feed(bytes);
  }

  private static void holdsNothingElse(byte[] bytes, UnverifiedRecord record) throws Exception {
    Json.Obj parsed = JsonParser.parseObject(record.statementBytes(), LIMITS);
    String nonce = ((Json.Str) Objects.requireNonNull(parsed.members().get("nonce"))).value();
    Statement statement = record.statement();
    byte[] written =
        Statements.compose(
            statement.chain(),
            statement.signers(),
            statement.issuedAt(),
            statement.notAfter(),
            HexFormat.of().parseHex(nonce),
            statement.privateMatter(),
            statement.content());
    assertThat(written).isEqualTo(record.statementBytes());
    assertThat(record.bytes()).isEqualTo(bytes);
  }
}
