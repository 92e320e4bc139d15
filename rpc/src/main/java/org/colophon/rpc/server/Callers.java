package org.colophon.rpc.server;

import com.linecorp.armeria.common.RequestContext;
import io.netty.util.AttributeKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.colophon.core.NodeId;
import org.colophon.core.OrgId;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.membership.Organisation;
import org.colophon.core.port.NodePort;
import org.colophon.crypto.x509.PeerIdentity;
import org.jspecify.annotations.Nullable;

/**
 * Tells who calls from the TLS session. The handshake has checked the certificate against the root
 * of the organisation that it names; here it is only asked whether that organisation is a member.
 */
final class Callers {
  private static final AttributeKey<Optional<PeerIdentity>> IDENTITY =
      AttributeKey.valueOf(Callers.class, "IDENTITY");

  private final NodePort node;
  private final Operators operators;

  Callers(NodePort node, Operators operators) {
    this.node = node;
    this.operators = operators;
  }

  /** Refuses a caller who may not do that. */
  void require(Access access, RequestContext context) throws RefusedException {
    boolean may =
        access.who() == Access.Who.OPERATOR
            ? isOperator(context)
            : who(context).compareTo(access.who()) >= 0;
    if (!may) {
      throw access.refusal();
    }
  }

  /** Whether the caller runs this node; its organisation must be a member still. */
  private boolean isOperator(RequestContext context) {
    return who(context) != Access.Who.ANYONE
        && identity(context).filter(operators::include).isPresent();
  }

  /**
   * The identity in the caller's certificate, read once a request; empty for an anonymous caller.
   */
  static Optional<PeerIdentity> identity(RequestContext context) {
    if (!context.hasAttr(IDENTITY)) {
      context.setAttr(IDENTITY, identity(context.sslSession()));
    }
    return Objects.requireNonNull(context.attr(IDENTITY));
  }

  private static Optional<PeerIdentity> identity(@Nullable SSLSession session) {
    if (session == null) {
      return Optional.empty();
    }
    try {
      Certificate[] chain = session.getPeerCertificates();
      return chain.length > 0 && chain[0] instanceof X509Certificate leaf
          ? PeerIdentity.of(leaf)
          : Optional.empty();
    } catch (SSLPeerUnverifiedException e) {
      return Optional.empty();
    }
  }

  /** For a log line: the identity, never more of the certificate. */
  static String named(RequestContext context) {
    return identity(context).map(PeerIdentity::uri).orElse("anonymous");
  }

  /** The organisation of the chain that the caller is of; one name for all who are of none. */
  String organisationOf(RequestContext context) {
    return organisationOf(identity(context));
  }

  /** As for a request, of the session that a connection has. */
  String organisationOf(@Nullable SSLSession session) {
    return organisationOf(identity(session));
  }

  private String organisationOf(Optional<PeerIdentity> identity) {
    return identity
        .flatMap(this::organisation)
        .map(organisation -> organisation.id().text())
        .orElse("callers of no organisation");
  }

  /**
   * What this node sees of a caller, for the caller itself: its kind, and, of one with a
   * certificate, its name, its organisation, whether that is a member of the chain, and whether the
   * caller runs this node.
   */
  Json.Obj account(RequestContext context) {
    Optional<PeerIdentity> identity = identity(context);
    if (identity.isEmpty()) {
      return Json.object().put("kind", "ANONYMOUS").put("member", Json.of(false)).build();
    }
    return Json.object()
        .put("kind", identity.get().kind().name())
        .put("member", Json.of(who(context) != Access.Who.ANYONE))
        .put("name", identity.get().name())
        .put("operator", Json.of(isOperator(context)))
        .put("organisation", identity.get().organisation())
        .build();
  }

  /** What kind of caller this is; each kind includes the ones before it. */
  Access.Who who(RequestContext context) {
    Optional<PeerIdentity> identity = identity(context);
    if (identity.isEmpty()) {
      return Access.Who.ANYONE;
    }
    Optional<Organisation> organisation = organisation(identity.get());
    if (organisation.isEmpty()) {
      return Access.Who.ANYONE;
    }
    boolean isNode =
        identity.get().kind() == PeerIdentity.Kind.NODE
            && isNodeOf(organisation.get(), identity.get().name());
    return isNode ? Access.Who.NODE : Access.Who.MEMBER;
  }

  private Optional<Organisation> organisation(PeerIdentity identity) {
    try {
      return node.membership().organisation(new OrgId(identity.organisation()));
    } catch (IllegalArgumentException e) {
      // Certificates allow some names that the chain does not; such an organisation is no member.
      return Optional.empty();
    }
  }

  private static boolean isNodeOf(Organisation organisation, String name) {
    try {
      return organisation.nodes().contains(new NodeId(name));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
