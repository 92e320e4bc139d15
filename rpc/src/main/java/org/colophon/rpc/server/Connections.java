package org.colophon.rpc.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.colophon.core.ReasonCounts;
import org.colophon.core.RefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches over each connection: no address has more than half of them, and after the handshake no
 * organisation has. There is no answer before TLS stands, so what is too much is closed; the log
 * and the refusals that are counted name it.
 */
final class Connections {
  private static final Logger log = LoggerFactory.getLogger(Connections.class);
  private static final String WHAT = "connections";

  /** A flood of connections must not become one of lines. */
  private static final long TELL_EVERY_NS = Duration.ofSeconds(10).toNanos();

  private final Callers callers;
  private final Places ofAddresses;
  private final Places ofOrganisations;
  private final Duration stallMax;
  private final ReasonCounts refusals;
  private final AtomicLong toldAt = new AtomicLong(System.nanoTime() - TELL_EVERY_NS);

  Connections(Callers callers, RpcLimits limits, ReasonCounts refusals) {
    this.callers = callers;
    this.ofAddresses = new Places(limits.transport().connectionsMax());
    this.ofOrganisations = new Places(limits.transport().connectionsMax());
    this.stallMax = limits.streams().stallMax();
    this.refusals = refusals;
  }

  /** How many could come now. */
  int free() {
    return ofAddresses.free();
  }

  /** Admits a new connection, or closes it. */
  void admit(ChannelPipeline pipeline) {
    Channel channel = pipeline.channel();
    if (take(channel, ofAddresses, addressOf(channel))) {
      pipeline.addFirst(new StalledWrites(stallMax));
      pipeline.addLast(new AfterHandshake());
    }
  }

  private boolean take(Channel channel, Places places, String holder) {
    try {
      places.take(holder, WHAT);
    } catch (RefusedException e) {
      turnAway(channel, e);
      return false;
    }
    var _ = channel.closeFuture().addListener(closed -> places.release(holder));
    return true;
  }

  private void turnAway(Channel channel, RefusedException refused) {
    refusals.add(refused.refusal().reason());
    // A reset leaves no state behind in the kernel.
    channel.config().setOption(ChannelOption.SO_LINGER, 0);
    var _ = channel.close();
    long now = System.nanoTime();
    long last = toldAt.get();
    if (now - last >= TELL_EVERY_NS && toldAt.compareAndSet(last, now)) {
      log.warn("a connection is turned away: {}", refused.refusal());
    }
  }

  private static String addressOf(Channel channel) {
    return channel.remoteAddress() instanceof InetSocketAddress remote
            && remote.getAddress() != null
        ? remote.getAddress().getHostAddress()
        : "unknown addresses";
  }

  /** Once it is known whose connection it is. */
  private final class AfterHandshake extends ChannelInboundHandlerAdapter {
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
      if (event instanceof SslHandshakeCompletionEvent done && done.isSuccess()) {
        SslHandler tls = context.pipeline().get(SslHandler.class);
        String holder = callers.organisationOf(tls == null ? null : tls.engine().getSession());
        if (!take(context.channel(), ofOrganisations, holder)) {
          return;
        }
      }
      super.userEventTriggered(context, event);
    }
  }
}
