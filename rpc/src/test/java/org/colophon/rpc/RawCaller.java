package org.colophon.rpc;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.colophon.crypto.x509.ReloadableKeyManager;
import org.colophon.crypto.x509.Tls;
import org.colophon.crypto.x509.TlsIdentity;

/** One TLS connection that speaks HTTP/1.1 as well or as badly as a test wants. */
final class RawCaller implements AutoCloseable {
  private static final int CLOSED = -1;

  private final SSLSocket socket;

  private RawCaller(SSLSocket socket) {
    this.socket = socket;
  }

  /** An answer: its status, and its body as text. */
  record Answer(int status, String body) {}

  static SSLSocketFactory sockets(X509ExtendedTrustManager trust, Optional<TlsIdentity> identity) {
    try {
      SSLContext context = SSLContext.getInstance(Tls.PROTOCOL);
      KeyManager[] keys =
          identity
              .map(own -> new KeyManager[] {new ReloadableKeyManager(own)})
              .orElse(new KeyManager[0]);
      context.init(keys, new TrustManager[] {trust}, null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * Connects to a port of this machine and shakes hands.
   *
   * @param from the address of this machine to come from
   * @param receiveBytes of the kernel's buffer: what a slow reader takes without reading
   */
  static RawCaller connect(SSLSocketFactory sockets, String from, int port, int receiveBytes)
      throws IOException {
    Socket plain = new Socket();
    try {
      plain.setReceiveBufferSize(receiveBytes);
      plain.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
      plain.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      SSLSocket tls = (SSLSocket) sockets.createSocket(plain, "127.0.0.1", port, true);
      tls.startHandshake();
      return new RawCaller(tls);
    } catch (IOException e) {
      plain.close();
      throw e;
    }
  }

  void send(String bytes) throws IOException {
    socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  void get(String path) throws IOException {
    send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
  }

  /** Reads one answer whole. */
  Answer answer() throws IOException {
    String head = head();
    int length =
        head.lines()
            .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
            .mapToInt(line -> Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
            .findFirst()
            .orElse(0);
    byte[] body = socket.getInputStream().readNBytes(length);
    if (body.length < length) {
      throw new IOException("the answer is cut off after " + body.length + " bytes");
    }
    return new Answer(
        Integer.parseInt(head.split(" ", 3)[1]), new String(body, StandardCharsets.UTF_8));
  }

  /** Reads the head of an answer, and nothing of its body. */
  String head() throws IOException {
    InputStream in = socket.getInputStream();
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next == CLOSED) {
        throw new IOException("closed");
      }
      head.write(next);
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  /** Waits until the other side closes; false when it says something instead. */
  boolean isClosedByTheOther() {
    try {
      return socket.getInputStream().read() == CLOSED;
    } catch (IOException e) {
      // A reset closes, too.
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
