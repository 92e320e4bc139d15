package org.colophon.client;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.colophon.client.net.NetworkException;
import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.Refusal;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.custody.CustodyReceipt;
import org.colophon.core.custody.FetchRequest;
import org.colophon.crypto.Hash;
import org.colophon.crypto.StrictBase64;
import org.colophon.crypto.signature.SignatureAlgorithm;
import org.colophon.crypto.signature.Signatures;
import org.colophon.crypto.signature.SigningKey;
import org.colophon.rpc.proto.CustodyReceiptView;
import org.colophon.rpc.proto.SignedFetch;

/** Validators of a {@link FakeChain} that keep ciphertexts, each for itself. */
final class FakeCustody {
  /** By node and digest. */
  final Map<String, byte[]> ciphertexts = new TreeMap<>();

  /** Nodes that are down. */
  final Set<URI> down = new HashSet<>();

  private final FakeChain chain;

  FakeCustody(FakeChain chain) {
    this.chain = chain;
  }

  /** A node is a validator of its host's name, with a key that follows from it. */
  CustodyReceiptView storePrivate(URI node, byte[] envelope) throws NetworkException {
    requireUp(node);
    Hash digest = Hash.sha256(envelope);
    ciphertexts.put(node + " " + digest.hex(), envelope);
    SigningKey key =
        SigningKey.ofSeed(
            SignatureAlgorithm.ED25519,
            Hash.sha256(node.toString().getBytes(StandardCharsets.US_ASCII)).bytes());
    OrgId custodian = new OrgId("validator-" + node.getPort());
    byte[] text =
        CustodyReceipt.signedText(
            chain.genesis().chain(),
            custodian,
            digest,
            envelope.length,
            new Timestamp(FakeChain.TIME));
    return CustodyReceiptView.newBuilder()
        .setCustodian(custodian.text())
        .setKey(key.name().text())
        .setTime(FakeChain.TIME)
        .setSignature(StrictBase64.encode(key.sign(text)))
        .build();
  }

  byte[] fetchPrivate(URI node, SignedFetch request) throws NetworkException {
    requireUp(node);
    try {
      FetchRequest asked = FetchRequest.read(request.getRequest().toByteArray());
      boolean isSigned =
          Signatures.verify(
              asked.key(),
              request.getRequest().toByteArray(),
              request.getSignature().toByteArray());
      byte[] found = ciphertexts.get(node + " " + asked.digest().hex());
      if (!isSigned || found == null) {
        throw new NetworkException(
            new Refusal(Reason.NOT_FOUND, "ciphertext: not kept at " + node), null);
      }
      return found;
    } catch (RefusedException e) {
      throw new NetworkException(e.refusal(), null);
    }
  }

  private void requireUp(URI node) throws NetworkException {
    if (down.contains(node)) {
      throw new NetworkException("connection refused", null);
    }
  }
}
