package org.colophon.node.stamping;

import java.io.IOException;
import java.nio.file.Files;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.colophon.config.NodeConfig;
import org.colophon.crypto.tsp.TimeStampAuthority;
import org.colophon.crypto.x509.KeyKind;
import org.colophon.crypto.x509.RevocationList;
import org.colophon.crypto.x509.TlsIdentity;
import org.colophon.rpc.server.StampSource;

/**
 * This node as a time-stamping authority, with a key of its own. The revocation list is read from
 * its file for each caller: an operator replaces it without a restart.
 */
public final class OwnAuthority implements StampSource {
  private final TimeStampAuthority authority;
  private final NodeConfig.Tsa files;
  private final LongSupplier clockMs;

  private OwnAuthority(TimeStampAuthority authority, NodeConfig.Tsa files, LongSupplier clockMs) {
    this.authority = authority;
    this.files = files;
    this.clockMs = clockMs;
  }

  /** Reads key, certificate and list; refuses those that are not for time-stamping. */
  public static OwnAuthority load(NodeConfig.Tsa files, LongSupplier clockMs) throws IOException {
    TlsIdentity identity =
        TlsIdentity.loadSigner(
            files.certificate(), files.key(), EnumSet.of(KeyKind.P256, KeyKind.P384));
    try {
      OwnAuthority own = new OwnAuthority(TimeStampAuthority.of(identity), files, clockMs);
      var _ = own.revocations();
      return own;
    } catch (IllegalArgumentException e) {
      throw new IOException("tsa: " + e.getMessage(), e);
    }
  }

  @Override
  public byte[] answer(byte[] query) {
    return authority.answer(query, clockMs.getAsLong());
  }

  /** With which it signs. */
  public X509Certificate certificate() {
    return authority.certificate();
  }

  /** When its list of revocations should be followed by the next one, when it says so. */
  public Optional<Instant> nextRevocations() throws IOException {
    return list().nextUpdate();
  }

  @Override
  public byte[] revocations() throws IOException {
    return list().der();
  }

  private RevocationList list() throws IOException {
    try {
      return RevocationList.read(Files.readAllBytes(files.crl()));
    } catch (IllegalArgumentException e) {
      throw new IOException(files.crl() + ": " + e.getMessage(), e);
    }
  }
}
