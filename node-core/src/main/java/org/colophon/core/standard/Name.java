package org.colophon.core.standard;

import java.util.Set;
import java.util.regex.Pattern;

/** Names that formulas may use: of inputs, parameters and steps. */
public final class Name {
  static final int CHARS_MAX = 48;

  /** Behind the name of an input or step: whether it has a value. */
  static final String KNOWN = "_known";

  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_]*");

  /** The words that CEL keeps to itself (its language definition, "Syntax"), and its types. */
  private static final Set<String> WORDS =
      Set.of(
          "as",
          "break",
          "const",
          "continue",
          "else",
          "false",
          "for",
          "function",
          "if",
          "import",
          "in",
          "let",
          "loop",
          "package",
          "namespace",
          "null",
          "return",
          "true",
          "var",
          "void",
          "while",
          "int",
          "uint",
          "double",
          "bool",
          "string",
          "bytes",
          "list",
          "map",
          "type",
          "null_type",
          "dyn");

  private Name() {}

  /** Of which input or step a name of a formula speaks: it, or whether it has a value. */
  static String plain(String name) {
    return name.endsWith(KNOWN) ? name.substring(0, name.length() - KNOWN.length()) : name;
  }

  /** Whether it is a name of the form that inputs, parameters and steps have. */
  public static boolean isWellFormed(String text) {
    return text.length() <= CHARS_MAX
        && FORM.matcher(text).matches()
        && !text.endsWith(KNOWN)
        && !WORDS.contains(text);
  }

  static String check(String text) {
    if (!isWellFormed(text)) {
      throw new IllegalArgumentException("(expected: a name of a-z, 0-9 and _)");
    }
    return text;
  }
}
