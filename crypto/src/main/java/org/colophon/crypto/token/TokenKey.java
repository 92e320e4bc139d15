package org.colophon.crypto.token;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.colophon.crypto.PrivateFiles;
import org.jspecify.annotations.Nullable;

/**
 * A private key in a token, which signs there and never leaves it. Each has one session, which is
 * opened again when the token was away. Safe for many threads, which sign one after the other and
 * wait for the token no longer than 20 s.
 */
public final class TokenKey {
  /** The variable of the environment that holds the PIN of tokens without a {@code pin-source}. */
  public static final String PIN = "COLOPHON_TOKEN_PIN";

  /** What a key signs with. */
  public enum Kind {
    /** RFC 8032: takes the message. */
    ED25519(Cryptoki.CKM_EDDSA, 32),
    /** ECDSA over P-256: takes a digest. */
    P256(Cryptoki.CKM_ECDSA, 65);

    private final long mechanism;
    private final int pointLength;

    Kind(long mechanism, int pointLength) {
      this.mechanism = mechanism;
      this.pointLength = pointLength;
    }
  }

  private static final int SIGNATURE_BYTES = 64;
  private static final int OCTET_STRING = 0x04;

  /** DER of the curves: id-Ed25519, its name as PKCS#11 3.0 writes it, and prime256v1. */
  private static final byte[] ED25519_OID = {0x06, 0x03, 0x2b, 0x65, 0x70};

  private static final byte[] ED25519_NAME =
      "\u0013\u000cedwards25519".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] P256_OID = {
    0x06, 0x08, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x03, 0x01, 0x07
  };

  /** Answers after which a new session may help: closed, gone, or logged out. */
  private static final Set<Long> AWAY = Set.of(0x32L, 0x60L, 0xb0L, 0xb3L, 0xe0L, 0x101L);

  private static final Duration LIMIT = Duration.ofSeconds(20);

  private static final Map<String, TokenKey> OPEN = new ConcurrentHashMap<>();

  /** One for each key that was ever asked for: who asks again waits behind a call that hangs. */
  private static final Map<String, Patience> ASKED = new ConcurrentHashMap<>();

  private final TokenUri uri;
  private final Kind kind;
  private final byte[] publicKey;

  /**
   * None after one that ended and could not be opened again: its number may be another's by now.
   */
  private @Nullable Session session;

  /**
   * Where a key is used.
   *
   * @param module that speaks for the token
   * @param number of the session
   * @param key in that session
   */
  private record Session(Cryptoki module, long number, long key) {
    void close() {
      module.closeSession(number);
    }

    byte[] sign(Kind kind, byte[] input) throws TokenException {
      return module.sign(number, key, kind.mechanism, input);
    }
  }

  private TokenKey(TokenUri uri, Session session, Kind kind, byte[] publicKey) {
    this.uri = uri;
    this.session = session;
    this.kind = kind;
    this.publicKey = publicKey;
  }

  /**
   * The key that a URI names; one that is open already is given again.
   *
   * @throws TokenException when there is no such token or key, or more than one, when the PIN is
   *     missing or wrong, when the key could be taken out, or is neither Ed25519 nor P-256, or when
   *     the token does not answer
   */
  public static TokenKey open(TokenUri uri) throws TokenException {
    TokenKey known = OPEN.get(uri.text());
    return known != null ? known : patience(uri).answer(() -> foundOnce(uri));
  }

  /** On the key's own thread, so that an answer that comes too late is there for the next one. */
  private static TokenKey foundOnce(TokenUri uri) throws TokenException {
    TokenKey key = OPEN.get(uri.text());
    if (key == null) {
      key = found(uri);
      OPEN.put(uri.text(), key);
    }
    return key;
  }

  private static Patience patience(TokenUri uri) {
    return ASKED.computeIfAbsent(uri.text(), text -> new Patience(text, LIMIT));
  }

  private static TokenKey found(TokenUri uri) throws TokenException {
    Session session = session(uri);
    try {
      requireKept(uri, session);
      Kind kind = kind(uri, session);
      return new TokenKey(uri, session, kind, publicKey(uri, session, kind));
    } catch (TokenException e) {
      session.close();
      throw e;
    }
  }

  /** A new session; what lies there must be the same key, which another one may have replaced. */
  private Session opened() throws TokenException {
    Session next = session(uri);
    try {
      requireKept(uri, next);
      if (kind(uri, next) != kind || !Arrays.equals(publicKey(uri, next, kind), publicKey)) {
        throw new TokenException(uri + ": another key than before (start anew to take it)");
      }
      return next;
    } catch (TokenException e) {
      next.close();
      throw e;
    }
  }

  private static Session session(TokenUri uri) throws TokenException {
    Cryptoki module = Cryptoki.load(uri.module());
    long number = module.openSession(slot(module, uri));
    try {
      module.login(number, pin(uri));
      List<Long> keys = module.find(number, attributes(uri));
      if (keys.size() != 1) {
        throw new TokenException(uri + ": " + keys.size() + " private keys (expected: one)");
      }
      return new Session(module, number, keys.getFirst());
    } catch (TokenException e) {
      module.closeSession(number);
      throw e;
    }
  }

  private static long slot(Cryptoki module, TokenUri uri) throws TokenException {
    List<Cryptoki.Found> tokens =
        module.tokens().stream()
            .filter(token -> token.label().equals(uri.token()))
            .filter(token -> uri.serial().map(token.serial()::equals).orElse(true))
            .toList();
    if (tokens.size() != 1) {
      throw new TokenException(uri + ": " + tokens.size() + " such tokens (expected: one)");
    }
    return tokens.getFirst().slot();
  }

  private static byte[] pin(TokenUri uri) throws TokenException {
    if (uri.pinFile().isPresent()) {
      try {
        byte[] bytes = PrivateFiles.read(uri.pinFile().get());
        return new String(bytes, StandardCharsets.UTF_8)
            .stripTrailing()
            .getBytes(StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new TokenException("pin-source: " + e.getMessage());
      }
    }
    String pin = System.getenv(PIN);
    if (pin == null || pin.isEmpty()) {
      throw new TokenException(
          uri + ": no PIN (expected: pin-source, or " + PIN + " in the environment)");
    }
    return pin.getBytes(StandardCharsets.UTF_8);
  }

  private static Map<Long, byte[]> attributes(TokenUri uri) {
    Map<Long, byte[]> attributes = new LinkedHashMap<>();
    attributes.put(Cryptoki.CKA_CLASS, Cryptoki.word(Cryptoki.CKO_PRIVATE_KEY));
    uri.object()
        .ifPresent(
            label -> attributes.put(Cryptoki.CKA_LABEL, label.getBytes(StandardCharsets.UTF_8)));
    uri.id().ifPresent(id -> attributes.put(Cryptoki.CKA_ID, HexFormat.of().parseHex(id)));
    return attributes;
  }

  /** A key that others may read out of the token is as safe as a file, and seems to be safer. */
  private static void requireKept(TokenUri uri, Session session) throws TokenException {
    if (!has(session, Cryptoki.CKA_SENSITIVE, 1) || !has(session, Cryptoki.CKA_EXTRACTABLE, 0)) {
      throw new TokenException(
          uri + ": can be taken out (expected: CKA_SENSITIVE and not CKA_EXTRACTABLE)");
    }
  }

  private static boolean has(Session session, long type, int value) {
    return session
        .module()
        .attribute(session.number(), session.key(), type)
        .filter(found -> found.length == 1 && found[0] == value)
        .isPresent();
  }

  private static Kind kind(TokenUri uri, Session session) throws TokenException {
    byte[] curve =
        session
            .module()
            .attribute(session.number(), session.key(), Cryptoki.CKA_EC_PARAMS)
            .orElse(new byte[0]);
    if (Arrays.equals(curve, ED25519_OID) || Arrays.equals(curve, ED25519_NAME)) {
      return Kind.ED25519;
    }
    if (Arrays.equals(curve, P256_OID)) {
      return Kind.P256;
    }
    throw new TokenException(uri + ": neither an Ed25519 nor a P-256 key");
  }

  /** Stands with the public key of the same id, else of the same label. */
  private static byte[] publicKey(TokenUri uri, Session session, Kind kind) throws TokenException {
    for (long type : new long[] {Cryptoki.CKA_ID, Cryptoki.CKA_LABEL}) {
      Optional<byte[]> name = session.module().attribute(session.number(), session.key(), type);
      if (name.isEmpty() || name.get().length == 0) {
        continue;
      }
      Map<Long, byte[]> attributes = new LinkedHashMap<>();
      attributes.put(Cryptoki.CKA_CLASS, Cryptoki.word(Cryptoki.CKO_PUBLIC_KEY));
      attributes.put(type, name.get());
      List<Long> found = session.module().find(session.number(), attributes);
      if (found.size() == 1) {
        return point(uri, session, found.getFirst(), kind);
      }
    }
    throw new TokenException(uri + ": no public key of the same id or label beside it");
  }

  /** An OCTET STRING around the point, or in newer modules for Ed25519 the point itself. */
  private static byte[] point(TokenUri uri, Session session, long object, Kind kind)
      throws TokenException {
    byte[] value =
        session
            .module()
            .attribute(session.number(), object, Cryptoki.CKA_EC_POINT)
            .orElse(new byte[0]);
    if (value.length == kind.pointLength) {
      return value;
    }
    boolean isWrapped =
        value.length == kind.pointLength + 2
            && value[0] == OCTET_STRING
            && value[1] == kind.pointLength;
    if (!isWrapped) {
      throw new TokenException(uri + ": a public key of " + value.length + " bytes");
    }
    return Arrays.copyOfRange(value, 2, value.length);
  }

  /** What it signs with. */
  public Kind kind() {
    return kind;
  }

  /**
   * A copy of the public key: 32 bytes (RFC 8032), or the point, uncompressed (SEC 1, 65 bytes).
   */
  public byte[] publicKey() {
    return publicKey.clone();
  }

  /**
   * Signs in the token.
   *
   * @param input the message for Ed25519, its digest for P-256
   * @return R ‖ S, or r ‖ s as two numbers of 32 bytes, big-endian
   * @throws TokenException when the token does not, also not in a new session, or does not answer
   */
  public byte[] sign(byte[] input) throws TokenException {
    byte[] signature = patience(uri).answer(() -> signed(input));
    if (signature.length != SIGNATURE_BYTES) {
      throw new TokenException(uri + ": a signature of " + signature.length + " bytes");
    }
    return signature;
  }

  private synchronized byte[] signed(byte[] input) throws TokenException {
    if (session != null) {
      try {
        return session.sign(kind, input);
      } catch (TokenException e) {
        if (!AWAY.contains(e.code())) {
          throw e;
        }
        session.close();
        session = null;
      }
    }
    Session next = opened();
    session = next;
    return next.sign(kind, input);
  }

  @Override
  public String toString() {
    return "TokenKey[" + uri + "]";
  }
}
