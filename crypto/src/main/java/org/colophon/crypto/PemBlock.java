package org.colophon.crypto;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** One block of PEM (RFC 7468): a label and DER bytes. Immutable. */
public final class PemBlock {
  private static final int COLUMNS = 64;
  private static final String DASHES = "-----";

  private final String label;
  private final byte[] der;

  private PemBlock(String label, byte[] der) {
    this.label = label;
    this.der = der;
  }

  /** A block of these bytes, which are copied. */
  public static PemBlock of(String label, byte[] der) {
    return new PemBlock(label, der.clone());
  }

  /** The words between the dashes, as in {@code PRIVATE KEY}. */
  public String label() {
    return label;
  }

  /** A copy of the bytes. */
  public byte[] der() {
    return der.clone();
  }

  /** The block in 64 columns, ending in a newline (RFC 7468, section 3). */
  public String text() {
    Base64.Encoder encoder = Base64.getMimeEncoder(COLUMNS, new byte[] {'\n'});
    return DASHES
        + "BEGIN "
        + label
        + DASHES
        + "\n"
        + encoder.encodeToString(der)
        + "\n"
        + DASHES
        + "END "
        + label
        + DASHES
        + "\n";
  }

  /**
   * Reads text that is nothing but blocks, as {@link #text} writes them; a carriage return before a
   * newline is allowed.
   *
   * @throws IllegalArgumentException for anything else, also for no block at all
   */
  public static List<PemBlock> parseAll(String text) {
    List<PemBlock> blocks = new ArrayList<>();
    StringBuilder base64 = new StringBuilder();
    String label = "";
    boolean inside = false;
    for (String line : text.replace("\r\n", "\n").split("\n", -1)) {
      if (!inside) {
        if (!line.isEmpty()) {
          label = labelOf(line, "BEGIN ");
          base64.setLength(0);
          inside = true;
        }
      } else if (line.startsWith(DASHES)) {
        if (!labelOf(line, "END ").equals(label)) {
          throw new IllegalArgumentException("PEM: END does not match BEGIN " + label);
        }
        blocks.add(new PemBlock(label, StrictBase64.decode(base64.toString())));
        inside = false;
      } else if (line.isEmpty() || line.length() > COLUMNS) {
        throw new IllegalArgumentException("PEM: line length " + line.length());
      } else {
        base64.append(line);
      }
    }
    if (inside || blocks.isEmpty()) {
      throw new IllegalArgumentException(inside ? "PEM: no END line" : "PEM: no block");
    }
    return List.copyOf(blocks);
  }

  private static String labelOf(String line, String word) {
    String head = DASHES + word;
    if (line.length() <= head.length() + DASHES.length()
        || !line.startsWith(head)
        || !line.endsWith(DASHES)) {
      throw new IllegalArgumentException("PEM: expected a line " + head.strip() + " …" + DASHES);
    }
    return line.substring(head.length(), line.length() - DASHES.length());
  }
}
