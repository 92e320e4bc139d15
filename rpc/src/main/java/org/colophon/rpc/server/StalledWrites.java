package org.colophon.rpc.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes a connection whose other end takes nothing of what waits for it. Nothing can be told to
 * such a caller: whatever were sent would wait behind the rest.
 */
final class StalledWrites extends IdleStateHandler {
  private static final Logger log = LoggerFactory.getLogger(StalledWrites.class);

  /** Stands next to the transport, where writes are what the other end takes. */
  StalledWrites(Duration stallMax) {
    super(true, 0, stallMax.toMillis(), 0, TimeUnit.MILLISECONDS);
  }

  @Override
  protected void channelIdle(ChannelHandlerContext context, IdleStateEvent event) {
    // One that has nothing to take is idle, which the transport's own limit judges. Of an answer
    // only a piece lies here at a time, so what is asked is whether there is any.
    ChannelOutboundBuffer waiting = context.channel().unsafe().outboundBuffer();
    if (waiting != null && !waiting.isEmpty()) {
      log.debug("a connection is closed: nothing taken in its time");
      var _ = context.close();
    }
  }
}
