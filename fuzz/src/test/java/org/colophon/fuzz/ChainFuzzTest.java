package org.colophon.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.chain.EntryCodec;
import org.colophon.core.chain.EntryCodec.Ordered;
import org.colophon.core.chain.SealDocument;
import org.colophon.core.chain.SignedEpoch;
import org.colophon.core.membership.Genesis;
import org.colophon.core.query.Cursor;
import org.colophon.core.report.Report;

/** What nodes hand each other, and what bundles show of a chain. */
class ChainFuzzTest {
  static final Decoder HEADER =
      Decoder.exact(RefusedException.class, BlockHeader::parse, BlockHeader::bytes);
  static final Decoder GENESIS =
      Decoder.exact(RefusedException.class, Genesis::parse, Genesis::bytes);
  static final Decoder SEAL =
      Decoder.exact(RefusedException.class, SealDocument::parse, SealDocument::bytes);
  static final Decoder REPORT = Decoder.exact(RefusedException.class, Report::read, Report::bytes);

  static final Decoder CURSOR =
      Decoder.of(
          RefusedException.class,
          bytes -> Cursor.parse("list", Decoder.text(bytes)),
          (bytes, next) ->
              assertThat(next.map(index -> Cursor.of("list", index)).orElse(""))
                  .isEqualTo(Decoder.text(bytes)));

  /** The signatures may come in any order; what they say, and whose they are, stays. */
  static final Decoder EPOCH =
      Decoder.of(
          RefusedException.class,
          SignedEpoch::parse,
          (bytes, signed) ->
              assertThat(SignedEpoch.parse(signed.json().bytes())).isEqualTo(signed));

  /** Void for what no honest node writes, and the same again for what one does. */
  static final Decoder ENTRY =
      Decoder.of(
          RefusedException.class,
          ChainFuzzTest::ordered,
          (bytes, entry) -> assertThat(encoded(entry)).isEqualTo(bytes));

  @FuzzTest
  void header(byte[] bytes) throws Exception {
    HEADER.feed(bytes);
  }

  @FuzzTest
  void genesis(byte[] bytes) throws Exception {
    GENESIS.feed(bytes);
  }

  @FuzzTest
  void seal(byte[] bytes) throws Exception {
    SEAL.feed(bytes);
  }

  @FuzzTest
  void report(byte[] bytes) throws Exception {
    REPORT.feed(bytes);
  }

  @FuzzTest
  void cursor(byte[] bytes) throws Exception {
    CURSOR.feed(bytes);
  }

  @FuzzTest
  void epoch(byte[] bytes) throws Exception {
    EPOCH.feed(bytes);
  }

  @FuzzTest
  void entry(byte[] bytes) throws Exception {
    ENTRY.feed(bytes);
  }

  private static Ordered ordered(byte[] bytes) throws RefusedException {
    return EntryCodec.decode(bytes, 4096)
        .orElseThrow(() -> new RefusedException(Reason.MALFORMED, "entry: void"));
  }

  private static byte[] encoded(Ordered entry) {
    byte[] bytes =
        switch (entry) {
          case Ordered.RecordsOrdered records -> EntryCodec.records(records.records());
          case Ordered.CandidateOrdered candidate -> EntryCodec.candidate();
          case Ordered.CosignatureOrdered cosigned ->
              EntryCodec.cosignature(cosigned.round(), cosigned.note());
          case Ordered.SealOrdered seal -> EntryCodec.seal(seal.round(), seal.document());
        };
    EntryCodec.stamp(bytes, entry.stamp());
    return bytes;
  }
}
