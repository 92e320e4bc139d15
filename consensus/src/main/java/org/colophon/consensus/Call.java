package org.colophon.consensus;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * One submission. However often it is sent, the group orders it once as long as its leaders
 * remember the caller and number (for twice the submission's time-out).
 */
final class Call {
  private static final int HEADER_BYTES = 24;

  private final UUID caller;
  private final long number;
  private final byte[] entry;

  Call(UUID caller, long number, byte[] entry) {
    this.caller = caller;
    this.number = number;
    this.entry = entry;
  }

  UUID caller() {
    return caller;
  }

  long number() {
    return number;
  }

  /** The entry; not to be changed. */
  byte[] entry() {
    return entry;
  }

  /** Caller (16), number (8), entry. */
  byte[] encode() {
    return ByteBuffer.allocate(HEADER_BYTES + entry.length)
        .putLong(caller.getMostSignificantBits())
        .putLong(caller.getLeastSignificantBits())
        .putLong(number)
        .put(entry)
        .array();
  }

  static Call decode(byte[] frame) throws IOException {
    if (frame.length < HEADER_BYTES) {
      throw new IOException("call: " + frame.length + " bytes (expected: at least 24)");
    }
    ByteBuffer in = ByteBuffer.wrap(frame);
    UUID caller = new UUID(in.getLong(), in.getLong());
    long number = in.getLong();
    byte[] entry = new byte[in.remaining()];
    in.get(entry);
    return new Call(caller, number, entry);
  }
}
