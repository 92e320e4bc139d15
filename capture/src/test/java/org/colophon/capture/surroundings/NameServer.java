package org.colophon.capture.surroundings;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A resolver that gives every name the same IPv4 addresses. */
final class NameServer implements AutoCloseable {
  private static final int HEADER = 12;
  private static final int EDNS = 11;

  private final DatagramSocket socket;
  private final AtomicInteger asked = new AtomicInteger();

  NameServer(Set<String> addresses) throws IOException {
    socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    Thread.ofVirtual().start(() -> serve(addresses));
  }

  Resolver resolver() {
    return new Resolver(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort()));
  }

  int asked() {
    return asked.get();
  }

  private void serve(Set<String> addresses) {
    try {
      while (true) {
        DatagramPacket packet = new DatagramPacket(new byte[512], 512);
        socket.receive(packet);
        asked.incrementAndGet();
        byte[] answer = answer(packet, addresses);
        socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private static byte[] answer(DatagramPacket packet, Set<String> addresses) {
    int question = packet.getLength() - EDNS;
    boolean isA = packet.getData()[question - 3] == DnsMessage.TYPE_A;
    ByteBuffer out = ByteBuffer.allocate(512).put(packet.getData(), 0, question);
    if (isA) {
      for (String address : addresses) {
        out.putShort((short) 0xc00c).putShort((short) 1).putShort((short) 1).putInt(60);
        out.putShort((short) 4).put(InetAddress.ofLiteral(address).getAddress());
      }
    }
    out.putShort(2, (short) 0x8180);
    out.putShort(6, (short) (isA ? addresses.size() : 0));
    out.putShort(HEADER - 2, (short) 0);
    byte[] answer = new byte[out.position()];
    out.get(0, answer);
    return answer;
  }

  @Override
  public void close() {
    socket.close();
  }
}
