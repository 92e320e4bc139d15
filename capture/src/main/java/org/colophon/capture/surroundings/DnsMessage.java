package org.colophon.capture.surroundings;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;

/** Questions for a name's addresses, and their answers (RFC 1035, RFC 3596). */
final class DnsMessage {
  /** Largest answer without fragments (DNS flag day 2020). */
  static final int BYTES_MAX = 1232;

  static final int TYPE_A = 1;
  static final int TYPE_AAAA = 28;

  private static final int TYPE_OPT = 41;
  private static final int CLASS_IN = 1;
  private static final int RECURSION_DESIRED = 0x0100;
  private static final int ANSWER = 0x8000;
  private static final int TRUNCATED = 0x0200;
  private static final int CODE = 0x000f;
  private static final int NO_SUCH_NAME = 3;
  private static final int POINTER = 0xc0;
  private static final int LABEL_MAX = 63;

  private DnsMessage() {}

  /** A question of one type. */
  static byte[] question(int id, String name, int type) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeShort(id);
    out.writeShort(RECURSION_DESIRED);
    out.writeShort(1);
    out.writeShort(0);
    out.writeShort(0);
    out.writeShort(1);
    for (String label : name.split("\\.", -1)) {
      byte[] ascii = label.getBytes(StandardCharsets.US_ASCII);
      if (ascii.length == 0 || ascii.length > LABEL_MAX) {
        throw new IOException("name: " + name + " (expected: labels of 1 to 63 characters)");
      }
      out.writeByte(ascii.length);
      out.write(ascii);
    }
    out.writeByte(0);
    out.writeShort(type);
    out.writeShort(CLASS_IN);
    // EDNS (RFC 6891): how large an answer may be.
    out.writeByte(0);
    out.writeShort(TYPE_OPT);
    out.writeShort(BYTES_MAX);
    out.writeInt(0);
    out.writeShort(0);
    return bytes.toByteArray();
  }

  /**
   * The addresses in an answer, of the name and of those that it stands for.
   *
   * @throws IOException when it is no whole answer to that question
   */
  static Set<String> addresses(byte[] answer, int length, byte[] question) throws IOException {
    try {
      ByteBuffer in = ByteBuffer.wrap(answer, 0, length);
      int id = in.getShort() & 0xffff;
      int flags = in.getShort() & 0xffff;
      int questions = in.getShort() & 0xffff;
      int answers = in.getShort() & 0xffff;
      in.getInt();
      if (id != (ByteBuffer.wrap(question).getShort() & 0xffff)
          || (flags & ANSWER) == 0
          || questions != 1) {
        throw new IOException("not an answer to the question");
      }
      if ((flags & TRUNCATED) != 0) {
        throw new IOException("the answer is truncated");
      }
      int code = flags & CODE;
      if (code != 0 && code != NO_SUCH_NAME) {
        throw new IOException("code " + code);
      }
      passName(in);
      in.getInt();
      Set<String> addresses = new TreeSet<>();
      for (int i = 0; i < answers; i++) {
        takeRecord(in, addresses);
      }
      return addresses;
    } catch (BufferUnderflowException e) {
      throw new IOException("the answer ends early", e);
    }
  }

  private static void takeRecord(ByteBuffer in, Set<String> addresses) throws IOException {
    passName(in);
    int type = in.getShort() & 0xffff;
    int inClass = in.getShort() & 0xffff;
    in.getInt();
    byte[] data = new byte[in.getShort() & 0xffff];
    in.get(data);
    boolean isAddress =
        (type == TYPE_A && data.length == 4) || (type == TYPE_AAAA && data.length == 16);
    if (inClass == CLASS_IN && isAddress) {
      addresses.add(InetAddress.getByAddress(data).getHostAddress());
    }
  }

  private static void passName(ByteBuffer in) throws IOException {
    while (true) {
      int size = in.get() & 0xff;
      if (size == 0) {
        return;
      }
      if ((size & POINTER) == POINTER) {
        in.get();
        return;
      }
      if (size > LABEL_MAX) {
        throw new IOException("a label of " + size + " bytes");
      }
      in.get(new byte[size]);
    }
  }
}
