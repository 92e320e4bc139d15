package org.colophon.report.certificate;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.colophon.core.NodeId;
import org.colophon.core.OrgId;

/**
 * Who issues a certificate.
 *
 * @param organisation the node's
 * @param node the node
 * @param at when it signs
 * @param verification where readers are sent to verify; without it the code names the record only
 */
public record IssuerFacts(
    OrgId organisation, NodeId node, Instant at, Optional<URI> verification) {}
