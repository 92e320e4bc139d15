package org.colophon.capture.traffic;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.colophon.crypto.Digests;
import org.colophon.crypto.Hash;
import org.netpreserve.jwarc.MediaType;
import org.netpreserve.jwarc.MessageVersion;
import org.netpreserve.jwarc.WarcCompression;
import org.netpreserve.jwarc.WarcRequest;
import org.netpreserve.jwarc.WarcResponse;
import org.netpreserve.jwarc.WarcTruncationReason;
import org.netpreserve.jwarc.WarcWriter;
import org.netpreserve.jwarc.Warcinfo;

/**
 * Traffic as WARC 1.1 (ISO 28500:2017), each record compressed on its own. A body stands as it was
 * encoded but without the framing of its transport; a header that tells of framing or of a length
 * that is no longer so goes on under another name.
 */
final class WarcFile implements AutoCloseable {
  private static final String CHANGED = "X-Archive-Orig-";
  private static final String BLOCK_DIGEST = "WARC-Block-Digest";
  private static final String PAYLOAD_DIGEST = "WARC-Payload-Digest";
  private static final String STANDARD =
      "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/";
  private static final MediaType REQUEST = MediaType.parse("application/http;msgtype=request");
  private static final MediaType RESPONSE = MediaType.parse("application/http;msgtype=response");

  private final WarcWriter writer;

  WarcFile(Path file, Instant at, String software) throws IOException {
    writer =
        new WarcWriter(
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            WarcCompression.GZIP);
    writer.write(
        new Warcinfo.Builder()
            .version(MessageVersion.WARC_1_1)
            .recordId(UUID.randomUUID())
            .date(at)
            .filename(String.valueOf(file.getFileName()))
            .fields(
                Map.of(
                    "software", List.of(software),
                    "format", List.of("WARC File Format 1.1"),
                    "conformsTo", List.of(STANDARD)))
            .build());
  }

  /** Writes a request, and its answer when there is one. */
  void write(Exchange exchange) throws IOException {
    WarcRequest.Builder request = new WarcRequest.Builder(exchange.url());
    List<String> lines = stored(exchange.request(), 0);
    byte[] asked = block(lines);
    request
        .version(MessageVersion.WARC_1_1)
        .recordId(UUID.randomUUID())
        .date(exchange.sentAt())
        .setHeader(BLOCK_DIGEST, sha256(new ByteArrayInputStream(asked)))
        .body(REQUEST, asked);
    exchange.server().ifPresent(request::ipAddress);
    exchange.protocol().ifPresent(protocol -> request.addHeader("WARC-Protocol", protocol));
    if (!lines.equals(exchange.request())) {
      request.truncated(WarcTruncationReason.UNSPECIFIED);
    }
    WarcRequest sent = request.build();
    writer.write(sent);
    if (!exchange.answer().isEmpty()) {
      writeAnswer(exchange, sent);
    }
  }

  private void writeAnswer(Exchange exchange, WarcRequest sent) throws IOException {
    byte[] head = block(stored(exchange.answer(), exchange.body().size()));
    long size = head.length + exchange.body().size();
    WarcResponse.Builder response = new WarcResponse.Builder(exchange.url());
    response
        .version(MessageVersion.WARC_1_1)
        .recordId(UUID.randomUUID())
        .date(exchange.sentAt())
        .concurrentTo(sent.id())
        .setHeader(PAYLOAD_DIGEST, sha256(exchange.body().open()))
        .setHeader(BLOCK_DIGEST, sha256(whole(head, exchange)));
    if (!exchange.isWhole()) {
      response.truncated(
          exchange.body().isCut()
              ? WarcTruncationReason.LENGTH
              : exchange.leadsOn()
                  ? WarcTruncationReason.UNSPECIFIED
                  : WarcTruncationReason.DISCONNECT);
    }
    exchange.server().ifPresent(response::ipAddress);
    exchange.protocol().ifPresent(protocol -> response.addHeader("WARC-Protocol", protocol));
    try (InputStream block = whole(head, exchange)) {
      writer.write(response.body(RESPONSE, Channels.newChannel(block), size).build());
    }
  }

  private static InputStream whole(byte[] head, Exchange exchange) {
    return new SequenceInputStream(new ByteArrayInputStream(head), exchange.body().open());
  }

  /** A message's lines, those renamed that are not so of the body that is kept. */
  private static List<String> stored(List<String> message, long bodySize) {
    List<String> lines = new ArrayList<>();
    for (String line : message) {
      String lower = line.toLowerCase(Locale.ROOT);
      boolean isChanged =
          lower.startsWith("transfer-encoding:")
              || (lower.startsWith("content-length:")
                  && !lower.substring("content-length:".length()).strip().equals("" + bodySize));
      lines.add(isChanged ? CHANGED + line : line);
    }
    return lines;
  }

  private static byte[] block(List<String> lines) {
    return (String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.UTF_8);
  }

  private static String sha256(InputStream in) throws IOException {
    MessageDigest digest = Digests.sha256();
    byte[] buffer = new byte[1 << 16];
    try (in) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return "sha256:" + Hash.finish(digest).hex();
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
