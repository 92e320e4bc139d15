package org.colophon.node.observe;

import java.util.Optional;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.LongSupplier;
import org.colophon.core.chain.Ledger;
import org.colophon.core.port.NodePort;
import org.colophon.node.delivery.DeliveryInbox;
import org.colophon.node.ingest.Batcher;
import org.colophon.node.ingest.Ingest;
import org.colophon.node.reading.ReadCounts;
import org.colophon.node.sealing.Alarms;
import org.colophon.rpc.server.RpcServer;

/**
 * The parts of a running node that are looked at. Each keeps its own figures; nothing here costs
 * anything until somebody looks.
 *
 * @param version of the software
 * @param service what clients reach
 * @param ledger this node's copy of the chain
 * @param ingest checks what comes in
 * @param batcher gathers it
 * @param verification checks signatures
 * @param rpc serves clients and other nodes
 * @param deliveries of a court's node
 * @param reads given out under grants
 * @param alarms that stand
 * @param disk under the data folder
 * @param peers the other nodes
 * @param clockMs the node's clock
 */
public record Parts(
    String version,
    NodePort service,
    Ledger ledger,
    Ingest ingest,
    Batcher batcher,
    ThreadPoolExecutor verification,
    RpcServer rpc,
    Optional<DeliveryInbox> deliveries,
    ReadCounts reads,
    Alarms alarms,
    DiskWatch disk,
    PeerWatch peers,
    LongSupplier clockMs) {}
