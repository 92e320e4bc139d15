package org.colophon.rpc.server;

import com.linecorp.armeria.common.Flags;
import com.linecorp.armeria.common.util.EventLoopGroups;
import com.linecorp.armeria.common.util.ThreadFactories;
import com.linecorp.armeria.common.util.TransportType;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The thread that accepts a server's connections. When a server stops, its port has been closed by
 * the time this is told to end, and nothing can come any more; the two seconds in which Netty waits
 * for that by default would only hold up a node that stops.
 */
final class ListeningLoop extends MultiThreadIoEventLoopGroup {
  private static final long SECONDS_MAX = 2;

  private ListeningLoop(String name) {
    super(1, ThreadFactories.newEventLoopThreadFactory(name, false), EpollIoHandler.newFactory());
  }

  /** One of the transport that this machine's servers have. */
  static EventLoopGroup named(String name) {
    return Flags.transportType() == TransportType.EPOLL
        ? new ListeningLoop(name)
        : EventLoopGroups.newEventLoopGroup(1, name);
  }

  @Override
  public Future<?> shutdownGracefully() {
    return shutdownGracefully(0, SECONDS_MAX, TimeUnit.SECONDS);
  }
}
