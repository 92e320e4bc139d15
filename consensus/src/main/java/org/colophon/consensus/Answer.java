package org.colophon.consensus;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.colophon.core.NodeId;
import org.colophon.core.Reason;
import org.colophon.core.Refusal;

/**
 * What a node answers to a submission. On the wire: a kind byte and its payload, never a serialized
 * object.
 */
sealed interface Answer {
  /** Ordered and applied. */
  final class Applied implements Answer {
    private final byte[] reply;

    Applied(byte[] reply) {
      this.reply = reply;
    }

    byte[] reply() {
      return reply;
    }
  }

  /** Not ordered, and not because of this submission ever will be. */
  record Refused(Refusal refusal) implements Answer {}

  /** Someone else leads; whether the entry was ordered before that is open. */
  record NotLeader(Optional<NodeId> leader) implements Answer {}

  /** Whether the entry was or will be ordered is open; asking again is safe. */
  record Again(String why) implements Answer {}

  /** Longest text that is read or written, in bytes. */
  int TEXT_BYTES_MAX = 4 << 10;

  /** Kind (1), then: reply; reason name, line feed, detail; leader's name; text. */
  default byte[] encode() {
    return switch (this) {
      case Applied a -> frame(0, a.reply());
      case Refused r -> frame(1, bytes(r.refusal().reason().name() + "\n" + r.refusal().detail()));
      case NotLeader n -> frame(2, bytes(n.leader().map(NodeId::text).orElse("")));
      case Again a -> frame(3, bytes(a.why()));
    };
  }

  static Answer decode(byte[] frame) throws IOException {
    if (frame.length == 0) {
      throw new IOException("answer: empty");
    }
    byte[] payload = new byte[frame.length - 1];
    System.arraycopy(frame, 1, payload, 0, payload.length);
    if (frame[0] == 0) {
      return new Applied(payload);
    }
    if (payload.length > TEXT_BYTES_MAX) {
      throw new IOException("answer: " + payload.length + " bytes of text");
    }
    String text = new String(payload, StandardCharsets.UTF_8);
    try {
      return switch (frame[0]) {
        case 1 -> refused(text);
        case 2 -> new NotLeader(text.isEmpty() ? Optional.empty() : Optional.of(new NodeId(text)));
        case 3 -> new Again(text);
        default -> throw new IOException("answer: kind " + frame[0] + " (expected: 0 to 3)");
      };
    } catch (IllegalArgumentException e) {
      throw new IOException("answer: malformed", e);
    }
  }

  private static Answer refused(String text) {
    int end = text.indexOf('\n');
    if (end < 0) {
      throw new IllegalArgumentException("no reason");
    }
    return new Refused(
        new Refusal(Reason.valueOf(text.substring(0, end)), text.substring(end + 1)));
  }

  private static byte[] bytes(String text) {
    byte[] all = text.getBytes(StandardCharsets.UTF_8);
    if (all.length <= TEXT_BYTES_MAX) {
      return all;
    }
    byte[] cut = new byte[TEXT_BYTES_MAX];
    System.arraycopy(all, 0, cut, 0, cut.length);
    return cut;
  }

  private static byte[] frame(int kind, byte[] payload) {
    return ByteBuffer.allocate(1 + payload.length).put((byte) kind).put(payload).array();
  }
}
