package org.colophon.core.content;

/** Check digits of the identifiers that the catalogue knows. */
final class CheckDigits {
  private CheckDigits() {}

  /** ISO 27729: 15 digits and a check character by ISO/IEC 7064 MOD 11-2. */
  static boolean isIsni(String text) {
    if (text.length() != 16 || !isDigits(text.substring(0, 15))) {
      return false;
    }
    int sum = 0;
    for (int i = 0; i < 15; i++) {
      sum = (sum + digit(text, i)) * 2;
    }
    int check = (12 - sum % 11) % 11;
    return text.charAt(15) == (check == 10 ? 'X' : (char) ('0' + check));
  }

  /** IPI name number (CISAC): 9 digits weighted 10 down to 2, and two check digits mod 101. */
  static boolean isIpi(String text) {
    if (text.length() != 11 || !isDigits(text)) {
      return false;
    }
    int sum = 0;
    for (int i = 0; i < 9; i++) {
      sum += digit(text, i) * (10 - i);
    }
    int check = (101 - sum % 101) % 101 % 100;
    return Integer.parseInt(text.substring(9)) == check;
  }

  /** ISO 2108: ISBN-13, digits only. */
  static boolean isIsbn13(String text) {
    if (text.length() != 13 || !isDigits(text)) {
      return false;
    }
    int sum = 0;
    for (int i = 0; i < 13; i++) {
      sum += digit(text, i) * (i % 2 == 0 ? 1 : 3);
    }
    return sum % 10 == 0;
  }

  /** ISO 3297: ISSN, eight characters without the hyphen, MOD 11 weighted 8 down to 2. */
  static boolean isIssn(String text) {
    if (text.length() != 8 || !isDigits(text.substring(0, 7))) {
      return false;
    }
    int sum = 0;
    for (int i = 0; i < 7; i++) {
      sum += digit(text, i) * (8 - i);
    }
    int check = (11 - sum % 11) % 11;
    return text.charAt(7) == (check == 10 ? 'X' : (char) ('0' + check));
  }

  /** ISO 15707: ISWC, "T", nine digits and a check digit, without separators. */
  static boolean isIswc(String text) {
    if (text.length() != 11 || text.charAt(0) != 'T' || !isDigits(text.substring(1))) {
      return false;
    }
    int sum = 1;
    for (int i = 0; i < 9; i++) {
      sum += digit(text, i + 1) * (i + 1);
    }
    return (10 - sum % 10) % 10 == digit(text, 10);
  }

  /** GB 11643: 17 digits and a check character by ISO/IEC 7064 MOD 11-2. */
  static boolean isResidentIdentityNumber(String text) {
    if (text.length() != 18 || !isDigits(text.substring(0, 17))) {
      return false;
    }
    int sum = 0;
    for (int i = 0; i < 17; i++) {
      sum = (sum + digit(text, i)) * 2;
    }
    int check = (12 - sum % 11) % 11;
    return Character.toUpperCase(text.charAt(17)) == (check == 10 ? 'X' : (char) ('0' + check));
  }

  static boolean isDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static int digit(String text, int at) {
    return text.charAt(at) - '0';
  }
}
