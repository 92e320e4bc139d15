package org.colophon.rpc.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.colophon.core.Reason;
import org.colophon.crypto.Hash;
import org.colophon.rpc.proto.SnapshotChunk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a dishonest node could send in the place of a snapshot. */
class SnapshotReceiverTest {
  private static final byte[] DATA = {1, 2, 3};

  @TempDir Path directory;
  private SnapshotClient.Receiver receiver;

  @BeforeEach
  void begin() {
    receiver = new SnapshotClient.Receiver(URI.create("https://node:1"), directory, 100);
  }

  private static SnapshotChunk.Builder whole(String name) {
    return SnapshotChunk.newBuilder()
        .setFile(name)
        .setData(ByteString.copyFrom(DATA))
        .setSha256(Hash.sha256(DATA).hex())
        .setLastOfFile(true);
  }

  private static void assertRefused(Reason reason, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(RpcException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  @Test
  void writesWholeFiles() throws Exception {
    receiver.take(whole("a.sst").build());
    receiver.take(whole("sub/b.sst").setComplete(true).build());
    receiver.requireComplete();
    assertThat(Files.readAllBytes(directory.resolve("sub/b.sst"))).isEqualTo(DATA);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "..",
        "../x",
        "/etc/passwd",
        "a/../../x",
        "a//b",
        "a/",
        ".hidden",
        "a\\b",
        "C:x",
        "a\nb",
        "名"
      })
  void refusesNamesThatLeadElsewhere(String name) {
    assertRefused(Reason.MALFORMED, () -> receiver.take(whole(name).build()));
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void refusesAWrongDigest() {
    SnapshotChunk chunk = whole("a").setSha256("0".repeat(64)).build();
    assertRefused(Reason.MALFORMED, () -> receiver.take(chunk));
  }

  @Test
  void refusesAFileTwice() throws Exception {
    receiver.take(whole("a").build());
    assertRefused(Reason.MALFORMED, () -> receiver.take(whole("a").build()));
  }

  @Test
  void refusesAFileWithinAnother() throws Exception {
    receiver.take(whole("a").setLastOfFile(false).build());
    assertRefused(Reason.MALFORMED, () -> receiver.take(whole("b").build()));
    receiver.close();
  }

  @Test
  void refusesMoreBytesThanAllowed() {
    SnapshotChunk chunk = whole("a").setData(ByteString.copyFrom(new byte[101])).build();
    assertRefused(Reason.TOO_LARGE, () -> receiver.take(chunk));
  }

  @Test
  void refusesAnEndBeforeAllHasCome() throws Exception {
    receiver.take(whole("a").build());
    assertRefused(Reason.MALFORMED, receiver::requireComplete);
  }

  @Test
  void refusesWhatComesAfterTheEnd() throws Exception {
    receiver.take(whole("a").setComplete(true).build());
    assertRefused(Reason.MALFORMED, () -> receiver.take(whole("b").build()));
  }
}
