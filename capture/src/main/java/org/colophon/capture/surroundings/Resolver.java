package org.colophon.capture.surroundings;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.security.SecureRandom;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A DNS server that is asked directly, past this machine's hosts file and caches.
 *
 * @param address its address and port
 */
public record Resolver(InetSocketAddress address) {
  private static final Pattern FORM =
      Pattern.compile("([0-9.]{7,15}|\\[([0-9A-Fa-f:.]{2,45})])(?::([0-9]{1,5}))?");
  private static final int PORT = 53;
  private static final int PORT_MAX = 65_535;
  private static final int ATTEMPTS = 3;
  private static final int TIMEOUT_MS = 1_500;

  /**
   * Reads an address with or without a port, such as {@code 223.5.5.5} or {@code
   * [2400:3200::1]:53}.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static Resolver parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no address of a resolver, such as 223.5.5.5 or [2400:3200::1]:53");
    }
    int port = form.group(3) == null ? PORT : Integer.parseInt(form.group(3));
    if (port == 0 || port > PORT_MAX) {
      throw new IllegalArgumentException("port: " + port + " (expected: 1 to 65535)");
    }
    String number = form.group(2) == null ? form.group(1) : form.group(2);
    return new Resolver(new InetSocketAddress(InetAddress.ofLiteral(number), port));
  }

  /** Its address, with the port when that is a special one. */
  String text() {
    String number = address.getAddress().getHostAddress();
    return address.getPort() == PORT ? number : number + " port " + address.getPort();
  }

  /**
   * Asks for a name's addresses (A and AAAA).
   *
   * @return the addresses, empty when it says that there are none
   * @throws IOException when it does not answer
   */
  Set<String> addresses(String name) throws IOException {
    Set<String> addresses = new TreeSet<>(ask(name, DnsMessage.TYPE_A));
    addresses.addAll(ask(name, DnsMessage.TYPE_AAAA));
    return addresses;
  }

  private Set<String> ask(String name, int type) throws IOException {
    byte[] question = DnsMessage.question(new SecureRandom().nextInt(1 << 16), name, type);
    // Connected: what others send is not received.
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(address);
      socket.setSoTimeout(TIMEOUT_MS);
      for (int i = 0; i < ATTEMPTS; i++) {
        try {
          socket.send(new DatagramPacket(question, question.length));
          byte[] answer = new byte[DnsMessage.BYTES_MAX];
          DatagramPacket packet = new DatagramPacket(answer, answer.length);
          socket.receive(packet);
          return DnsMessage.addresses(answer, packet.getLength(), question);
        } catch (SocketTimeoutException e) {
          // Datagrams get lost; asked again.
        }
      }
      throw new IOException("no answer in " + ATTEMPTS * TIMEOUT_MS / 1000.0 + " s");
    }
  }
}
