package org.colophon.rpc.server;

import java.net.InetSocketAddress;
import java.util.Optional;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * What the port needs beside the node behind it.
 *
 * @param address where to listen; port 0 takes a free one
 * @param keys shows the node's certificate
 * @param trust admits callers' certificates; a caller may also show none
 * @param operators who runs the node
 * @param examiner examines the node
 * @param evidence makes evidence
 * @param stamps the time-stamping authority that this node is, when it is one
 * @param pages the folder on the class path with the pages for people, when it serves any
 * @param version of the software, as the status shows it
 * @param limits all bounds
 */
public record RpcSettings(
    InetSocketAddress address,
    X509ExtendedKeyManager keys,
    X509ExtendedTrustManager trust,
    Operators operators,
    Examiner examiner,
    EvidenceSource evidence,
    Optional<StampSource> stamps,
    Optional<String> pages,
    String version,
    RpcLimits limits) {}
