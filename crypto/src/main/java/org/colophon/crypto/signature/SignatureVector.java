package org.colophon.crypto.signature;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * One test of a verifier. In a file: a comment line {@code # what it is}, then {@code valid} or
 * {@code refused}, the key name, and message and signature in hex ({@code -} for none).
 */
final class SignatureVector {
  private final String comment;
  private final boolean isValid;
  private final KeyName key;
  private final byte[] message;
  private final byte[] signature;

  SignatureVector(String comment, boolean isValid, KeyName key, byte[] message, byte[] signature) {
    this.comment = comment;
    this.isValid = isValid;
    this.key = key;
    this.message = message.clone();
    this.signature = signature.clone();
  }

  /** Reads a file; blank lines are skipped, and a comment belongs to the vector after it. */
  static List<SignatureVector> parseAll(String text) {
    List<SignatureVector> vectors = new ArrayList<>();
    String comment = "";
    for (String line : text.split("\n", -1)) {
      if (line.startsWith("#")) {
        comment = line.substring(1).strip();
      } else if (!line.isBlank()) {
        String[] fields = line.split(" ", -1);
        if (fields.length != 4 || !fields[0].matches("valid|refused")) {
          throw new IllegalArgumentException("signature vector: " + line);
        }
        vectors.add(
            new SignatureVector(
                comment,
                fields[0].equals("valid"),
                KeyName.parse(fields[1]),
                unhex(fields[2]),
                unhex(fields[3])));
      }
    }
    return vectors;
  }

  String comment() {
    return comment;
  }

  boolean isValid() {
    return isValid;
  }

  KeyName key() {
    return key;
  }

  byte[] message() {
    return message.clone();
  }

  byte[] signature() {
    return signature.clone();
  }

  /** The lines of a file. */
  String text() {
    return "# "
        + comment
        + "\n"
        + (isValid ? "valid " : "refused ")
        + key
        + " "
        + hex(message)
        + " "
        + hex(signature)
        + "\n";
  }

  @Override
  public String toString() {
    return comment;
  }

  private static String hex(byte[] bytes) {
    return bytes.length == 0 ? "-" : HexFormat.of().formatHex(bytes);
  }

  private static byte[] unhex(String text) {
    return text.equals("-") ? new byte[0] : HexFormat.of().parseHex(text);
  }
}
