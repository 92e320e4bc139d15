package org.colophon.consensus;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.exceptions.NotLeaderException;
import org.apache.ratis.protocol.exceptions.StateMachineException;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;
import org.colophon.core.NodeId;
import org.colophon.core.Reason;
import org.colophon.core.Refusal;
import org.colophon.core.RefusedException;

/** The leader's end of a submission, for this node's own and for those of other members. */
final class Orders {
  private final RaftServer server;
  private final RaftGroupId group;
  private final Budget budget;
  private final Executor workers;

  Orders(RaftServer server, RaftGroupId group, Budget budget, Executor workers) {
    this.server = server;
    this.group = group;
    this.budget = budget;
    this.workers = workers;
  }

  /** Never fails; returns when the entry stands in this node's log or is refused. */
  CompletableFuture<Answer> order(Call call) {
    int size = call.entry().length;
    if (!budget.tryTake(size)) {
      return CompletableFuture.completedFuture(
          new Answer.Refused(
              new Refusal(Reason.OVERLOADED, "leader: too many entries or bytes in flight")));
    }
    // The answer is made on a worker: the thread that brings it goes on applying.
    return append(call)
        .handleAsync(
            (reply, failure) ->
                failure == null ? answer(reply) : new Answer.Again(failure.toString()),
            workers)
        .whenComplete((answer, failure) -> budget.giveBack(size));
  }

  private CompletableFuture<RaftClientReply> append(Call call) {
    RaftClientRequest request =
        RaftClientRequest.newBuilder()
            .setClientId(ClientId.valueOf(call.caller()))
            .setServerId(server.getId())
            .setGroupId(group)
            .setCallId(call.number())
            .setMessage(Message.valueOf(UnsafeByteOperations.unsafeWrap(call.entry())))
            .setType(RaftClientRequest.writeRequestType())
            .build();
    try {
      return server.submitClientRequestAsync(request);
    } catch (IOException | RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static Answer answer(RaftClientReply reply) {
    if (reply.isSuccess()) {
      return new Answer.Applied(reply.getMessage().getContent().toByteArray());
    }
    NotLeaderException notLeader = reply.getNotLeaderException();
    if (notLeader != null) {
      RaftPeer leader = notLeader.getSuggestedLeader();
      return new Answer.NotLeader(
          leader == null ? Optional.empty() : Optional.of(new NodeId(leader.getId().toString())));
    }
    StateMachineException own = reply.getStateMachineException();
    if (own != null && own.getCause() instanceof RefusedException refused) {
      return new Answer.Refused(refused.refusal());
    }
    return new Answer.Again(String.valueOf(reply.getException()));
  }
}
