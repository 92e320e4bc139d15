package org.colophon.crypto.x509;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.colophon.crypto.StrictDer;

/**
 * Who a certificate is for, read from its one {@code colophon:} URI {@code
 * colophon:node:<organisation>/<name>}, {@code colophon:subject:<organisation>/<name>} or {@code
 * colophon:tsa:<organisation>/<name>} (subjectAltName, RFC 5280, 4.2.1.6).
 *
 * @param organisation id of the organisation that vouches
 * @param kind node, subject or time-stamping authority
 * @param name the node's, subject's or authority's name within its organisation
 */
public record PeerIdentity(String organisation, Kind kind, String name) {
  /**
   * What an identity may do: a node serves and connects, a subject only connects, a TSA neither.
   */
  public enum Kind {
    /** A node of the organisation. */
    NODE,
    /** A person or program that submits on the organisation's behalf. */
    SUBJECT,
    /** A time-stamping authority of the organisation: it signs time-stamps and nothing else. */
    TSA
  }

  private static final String NAME = "[a-z0-9][a-z0-9._-]{0,62}";
  private static final Pattern NAME_PATTERN = Pattern.compile(NAME);
  private static final Pattern URI_PATTERN =
      Pattern.compile("colophon:(node|subject|tsa):(" + NAME + ")/(" + NAME + ")");
  private static final String SCHEME = "colophon:";
  private static final String ALTERNATIVE_NAMES = "2.5.29.17";

  /**
   * Checks the names: 1 to 63 of {@code a-z 0-9 . _ -}, the first a letter or digit.
   *
   * @throws IllegalArgumentException for other names
   */
  public PeerIdentity {
    checkName(organisation);
    checkName(name);
  }

  /** The identity in the leaf, if it has exactly one URI of ours; others may stand beside it. */
  public static Optional<PeerIdentity> of(X509Certificate leaf) {
    List<String> ours = uris(leaf).stream().filter(uri -> uri.startsWith(SCHEME)).toList();
    if (ours.size() != 1) {
      return Optional.empty();
    }
    Matcher matcher = URI_PATTERN.matcher(ours.getFirst());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Kind kind = Kind.valueOf(matcher.group(1).toUpperCase(Locale.ROOT));
    return Optional.of(new PeerIdentity(matcher.group(2), kind, matcher.group(3)));
  }

  /** The URI that stands in the certificate. */
  public String uri() {
    return "colophon:" + kind.name().toLowerCase(Locale.ROOT) + ":" + organisation + "/" + name;
  }

  static String checkName(String name) {
    if (!NAME_PATTERN.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "name: \"" + name + "\" (expected: 1 to 63 of a-z 0-9 . _ -, first a letter or digit)");
    }
    return name;
  }

  /** Hosts that a certificate is for, by their names. */
  public static List<String> dnsNames(X509Certificate certificate) {
    return names(certificate, GeneralName.dNSName).map(PeerIdentity::text).toList();
  }

  /** Hosts that a certificate is for, by their addresses; what is no address is left out. */
  public static List<String> ipAddresses(X509Certificate certificate) {
    return names(certificate, GeneralName.iPAddress)
        .flatMap(name -> address(name).stream())
        .toList();
  }

  /** All URIs that a certificate is for. */
  static List<String> uris(X509Certificate certificate) {
    return names(certificate, GeneralName.uniformResourceIdentifier)
        .map(PeerIdentity::text)
        .toList();
  }

  /**
   * The alternative names with this tag (RFC 5280, 4.2.1.6) as they stand in the bytes: the JDK
   * gives no name at all when it cannot read one of them, or throws what it does not declare. None
   * if the extension is not DER.
   */
  private static Stream<GeneralName> names(X509Certificate certificate, int tag) {
    byte[] extension = certificate.getExtensionValue(ALTERNATIVE_NAMES);
    if (extension == null) {
      return Stream.empty();
    }
    try {
      byte[] names = ASN1OctetString.getInstance(StrictDer.parse(extension)).getOctets();
      return Arrays.stream(GeneralNames.getInstance(StrictDer.parse(names)).getNames())
          .filter(name -> name.getTagNo() == tag);
    } catch (RuntimeException e) {
      // The library answers malformed structures with many kinds of exceptions.
      return Stream.empty();
    }
  }

  private static String text(GeneralName name) {
    return ASN1IA5String.getInstance(name.getName()).getString();
  }

  /** Four octets or sixteen: with eight or 32 it would be a range of addresses. */
  private static Optional<String> address(GeneralName name) {
    try {
      byte[] octets = ASN1OctetString.getInstance(name.getName()).getOctets();
      return Optional.of(InetAddress.getByAddress(octets).getHostAddress());
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
