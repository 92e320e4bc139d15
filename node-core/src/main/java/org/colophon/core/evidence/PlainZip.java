package org.colophon.core.evidence;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.zip.CRC32;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;

/**
 * A zip archive (APPNOTE 6.3.10) of which there is exactly one for the same parts in the same
 * order: stored without compression, without times, comments or extra fields. So no byte of a
 * bundle is without meaning, and nothing in it can unfold to more than its own length.
 */
public final class PlainZip {
  private static final int LOCAL_SIGNATURE = 0x04034b50;
  private static final int CENTRAL_SIGNATURE = 0x02014b50;
  private static final int END_SIGNATURE = 0x06054b50;
  private static final int LOCAL_BYTES = 30;
  private static final int CENTRAL_BYTES = 46;
  private static final int END_BYTES = 22;
  private static final short VERSION = 10;
  // 1980-01-01, the earliest day that the format can say.
  private static final short DAY = 0x21;
  private static final int PARTS_MAX = 256;
  private static final int NAME_BYTES_MAX = 64;

  private PlainZip() {}

  /** The archive of these parts in their order; names are plain ASCII. */
  public static byte[] write(SequencedMap<String, byte[]> parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream central = new ByteArrayOutputStream();
    for (Map.Entry<String, byte[]> part : parts.entrySet()) {
      byte[] name = part.getKey().getBytes(StandardCharsets.US_ASCII);
      int offset = out.size();
      out.writeBytes(local(name, part.getValue()));
      central.writeBytes(central(name, part.getValue(), offset));
    }
    int centralOffset = out.size();
    out.writeBytes(central.toByteArray());
    out.writeBytes(end(parts.size(), central.size(), centralOffset));
    return out.toByteArray();
  }

  /**
   * The parts of an archive that {@link #write} could have written of parts that are sorted by
   * their names, which are plain file names, and of no other.
   */
  public static SortedMap<String, byte[]> read(byte[] archive) throws RefusedException {
    SortedMap<String, byte[]> parts = new TreeMap<>();
    readParts(archive, parts, name -> name.matches("[A-Za-z0-9][A-Za-z0-9.-]*"));
    return parts;
  }

  /**
   * The parts of an archive that {@link #write} could have written of parts with exactly these
   * names in this order, and of no other.
   */
  public static SequencedMap<String, byte[]> read(byte[] archive, List<String> names)
      throws RefusedException {
    SequencedMap<String, byte[]> parts = new LinkedHashMap<>();
    readParts(archive, parts, names::contains);
    if (!List.copyOf(parts.keySet()).equals(names)) {
      throw refused("its parts are " + parts.keySet() + " (expected: " + names + ")");
    }
    return parts;
  }

  private static void readParts(
      byte[] archive, SequencedMap<String, byte[]> parts, Predicate<String> isAllowed)
      throws RefusedException {
    ByteBuffer in = ByteBuffer.wrap(archive).order(ByteOrder.LITTLE_ENDIAN);
    while (in.remaining() >= LOCAL_BYTES && in.getInt(in.position()) == LOCAL_SIGNATURE) {
      readPart(in, parts, isAllowed);
      if (parts.size() > PARTS_MAX) {
        throw refused("over " + PARTS_MAX + " parts");
      }
    }
    if (parts.isEmpty()) {
      throw refused("not a zip archive of this form");
    }
    if (!Arrays.equals(write(parts), archive)) {
      throw refused("not the one archive of its parts (a byte was changed, added or lost)");
    }
  }

  private static void readPart(
      ByteBuffer in, SequencedMap<String, byte[]> parts, Predicate<String> isAllowed)
      throws RefusedException {
    int start = in.position();
    int crc = in.getInt(start + 14);
    int length = in.getInt(start + 22);
    int nameLength = Short.toUnsignedInt(in.getShort(start + 26));
    if (nameLength < 1 || nameLength > NAME_BYTES_MAX) {
      throw refused("a part's name has " + nameLength + " bytes");
    }
    in.position(start + LOCAL_BYTES);
    if (length < 0 || length > in.remaining() - nameLength) {
      throw refused("a part is longer than the archive");
    }
    byte[] name = new byte[nameLength];
    in.get(name);
    String text = new String(name, StandardCharsets.US_ASCII);
    if (!isAllowed.test(text)) {
      throw refused("a part has a name that is not allowed here");
    }
    byte[] data = new byte[length];
    in.get(data);
    if (crc(data) != crc) {
      throw refused(text + ": its checksum is wrong");
    }
    if (parts.put(text, data) != null) {
      throw refused(text + ": occurs twice");
    }
  }

  private static byte[] local(byte[] name, byte[] data) {
    byte[] bytes = new byte[LOCAL_BYTES + name.length + data.length];
    ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(LOCAL_SIGNATURE).putShort(VERSION);
    putCommon(out, name, data);
    out.put(name).put(data);
    return bytes;
  }

  private static byte[] central(byte[] name, byte[] data, int offset) {
    byte[] bytes = new byte[CENTRAL_BYTES + name.length];
    ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(CENTRAL_SIGNATURE).putShort(VERSION).putShort(VERSION);
    putCommon(out, name, data);
    // Comment length, disk number, internal attributes; external attributes; offset.
    out.putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(0).putInt(offset);
    out.put(name);
    return bytes;
  }

  /** Flags, method, time, day, checksum, both lengths, name length, extra length. */
  private static void putCommon(ByteBuffer out, byte[] name, byte[] data) {
    out.putShort((short) 0).putShort((short) 0).putShort((short) 0).putShort(DAY);
    out.putInt(crc(data)).putInt(data.length).putInt(data.length);
    out.putShort((short) name.length).putShort((short) 0);
  }

  private static byte[] end(int count, int centralBytes, int centralOffset) {
    byte[] bytes = new byte[END_BYTES];
    ByteBuffer.wrap(bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(END_SIGNATURE)
        .putShort((short) 0)
        .putShort((short) 0)
        .putShort((short) count)
        .putShort((short) count)
        .putInt(centralBytes)
        .putInt(centralOffset)
        .putShort((short) 0);
    return bytes;
  }

  private static int crc(byte[] data) {
    CRC32 crc = new CRC32();
    crc.update(data);
    return (int) crc.getValue();
  }

  private static RefusedException refused(String detail) {
    return new RefusedException(Reason.MALFORMED, "archive: " + detail);
  }
}
