package org.colophon.core.content;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A currency in use by ISO 4217 (list one, of 1 January 2026). The list is our own and not the
 * platform's, which changes from one Java to the next: all nodes must agree.
 *
 * @param code three letters
 * @param exponent how many decimal digits its minor unit is below its major one
 */
public record Currency(String code, int exponent) {
  private static final String OF_WHOLES =
      "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";
  private static final String OF_HUNDREDTHS =
      "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD"
          + " CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP"
          + " GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT"
          + " LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD"
          + " NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD"
          + " SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU"
          + " UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG";
  private static final String OF_THOUSANDTHS = "BHD IQD JOD KWD LYD OMR TND";
  private static final String OF_TEN_THOUSANDTHS = "CLF UYW";

  private static final SortedMap<String, Currency> BY_CODE = byCode();

  private static SortedMap<String, Currency> byCode() {
    SortedMap<String, Currency> byCode = new TreeMap<>();
    put(byCode, OF_WHOLES, 0);
    put(byCode, OF_HUNDREDTHS, 2);
    put(byCode, OF_THOUSANDTHS, 3);
    put(byCode, OF_TEN_THOUSANDTHS, 4);
    return byCode;
  }

  private static void put(SortedMap<String, Currency> byCode, String codes, int exponent) {
    for (String code : codes.split(" ", -1)) {
      byCode.put(code, new Currency(code, exponent));
    }
  }

  /** An amount as people write it, such as {@code CNY 120.00}. */
  public String amount(long minorUnits) {
    return code + " " + BigDecimal.valueOf(minorUnits, exponent).toPlainString();
  }

  /** The currency of that code, when it is on the list. */
  public static Optional<Currency> ofCode(String code) {
    return Optional.ofNullable(BY_CODE.get(code));
  }
}
