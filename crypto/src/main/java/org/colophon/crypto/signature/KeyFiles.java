package org.colophon.crypto.signature;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.InputDecryptorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.operator.bc.BcDefaultDigestProvider;
import org.bouncycastle.pkcs.PKCS12PfxPdu;
import org.bouncycastle.pkcs.PKCS12PfxPduBuilder;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.PKCS12SafeBagBuilder;
import org.bouncycastle.pkcs.PKCS12SafeBagFactory;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.bc.BcPKCS12MacCalculatorBuilder;
import org.bouncycastle.pkcs.bc.BcPKCS12MacCalculatorBuilderProvider;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEInputDecryptorProviderBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEOutputEncryptorBuilder;
import org.colophon.crypto.PemBlock;
import org.colophon.crypto.PrivateFiles;
import org.colophon.crypto.token.TokenException;
import org.colophon.crypto.token.TokenKey;
import org.colophon.crypto.token.TokenUri;

/**
 * Files that hold one signing key: PKCS#8 in PEM (RFC 5958, RFC 7468), as {@code openssl genpkey}
 * writes it, or PKCS#12 under a passphrase (RFC 7292), which stands in the environment and in no
 * file. In the place of a key of records, checkpoints, documents or time-stamps the file may hold
 * one line: the URI (RFC 7512) of a key in a token. They are created with mode 0600, never
 * overwritten, and refused when group or others may read them.
 */
public final class KeyFiles {
  /** The variable of the environment that holds the passphrase of all PKCS#12 files. */
  public static final String PASSPHRASE = "COLOPHON_KEY_PASSPHRASE";

  private static final String LABEL = "PRIVATE KEY";

  /** A PKCS#12 file is a DER sequence; no PEM begins like one. */
  private static final byte SEQUENCE = 0x30;

  /** OWASP's floor for PBKDF2 with HMAC-SHA-256. */
  private static final int ITERATIONS = 600_000;

  private KeyFiles() {}

  /**
   * Writes the key as PKCS#8 PEM; returns when it is on the disk.
   *
   * @throws KeyFileException when there is such a file already, or it cannot be written
   */
  public static void write(Path path, SigningKey key) throws KeyFileException {
    writePkcs8(path, key.pkcs8());
  }

  /**
   * Opens the key in a token whose URI the file holds; empty when it holds a key itself.
   *
   * @throws KeyFileException when the file is missing or open to others, the URI is none, or the
   *     token does not give the key
   */
  public static Optional<TokenKey> token(Path path) throws KeyFileException {
    String text = new String(readPrivate(path), StandardCharsets.US_ASCII);
    if (!text.startsWith(TokenUri.SCHEME)) {
      return Optional.empty();
    }
    try {
      return Optional.of(TokenKey.open(TokenUri.parse(text.stripTrailing())));
    } catch (IllegalArgumentException | TokenException e) {
      throw new KeyFileException(path + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads a key as {@link #readPkcs8} does, or opens it in its token.
   *
   * @throws KeyFileException when the file is missing, open to others, or not exactly one such key
   */
  public static SigningKey read(Path path) throws KeyFileException {
    Optional<TokenKey> token = token(path);
    if (token.isPresent()) {
      return SigningKey.of(token.get());
    }
    try {
      return SigningKey.ofPkcs8(readPkcs8(path));
    } catch (IllegalArgumentException e) {
      throw new KeyFileException(path + ": " + e.getMessage(), e);
    }
  }

  /**
   * Writes any PKCS#8 structure, given as DER, as PEM.
   *
   * @throws KeyFileException when there is such a file already, or it cannot be written
   */
  public static void writePkcs8(Path path, byte[] pkcs8) throws KeyFileException {
    create(path, PemBlock.of(LABEL, pkcs8).text().getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * Reads the one PKCS#8 structure of a file, as DER: from PEM, or from PKCS#12 under the
   * passphrase of the environment.
   *
   * @throws KeyFileException when the file is missing, open to others, or holds anything else, or
   *     the passphrase is missing or wrong
   */
  public static byte[] readPkcs8(Path path) throws KeyFileException {
    byte[] bytes = readPrivate(path);
    if (bytes.length > 0 && bytes[0] == SEQUENCE) {
      return ofPkcs12(path, bytes, passphrase(path));
    }
    String text = new String(bytes, StandardCharsets.US_ASCII);
    if (text.startsWith(TokenUri.SCHEME)) {
      throw new KeyFileException(
          path
              + ": names a key in a token (expected: the key itself; tokens keep Ed25519 and P-256"
              + " keys of records and checkpoints, and P-256 keys of documents and time-stamps)",
          null);
    }
    return ofPem(path, text);
  }

  /**
   * The passphrase of the environment, for {@code path}.
   *
   * @throws KeyFileException when there is none
   */
  public static char[] passphrase(Path path) throws KeyFileException {
    String passphrase = System.getenv(PASSPHRASE);
    if (passphrase == null || passphrase.isEmpty()) {
      throw new KeyFileException(
          path + ": is under a passphrase (expected: " + PASSPHRASE + " in the environment)", null);
    }
    return passphrase.toCharArray();
  }

  private static byte[] ofPem(Path path, String text) throws KeyFileException {
    try {
      List<PemBlock> blocks = PemBlock.parseAll(text);
      if (blocks.size() != 1 || !blocks.getFirst().label().equals(LABEL)) {
        throw new KeyFileException(
            path + ": not one PEM block \"" + LABEL + "\" (PKCS#8, not encrypted)", null);
      }
      byte[] der = blocks.getFirst().der();
      PrivateKeyInfo info = PrivateKeyInfo.getInstance(der);
      if (!Arrays.equals(info.getEncoded("DER"), der)) {
        throw new KeyFileException(path + ": PKCS#8 is not DER", null);
      }
      return der;
    } catch (KeyFileException e) {
      throw e;
    } catch (IOException | IllegalArgumentException e) {
      throw new KeyFileException(path + ": not a PKCS#8 private key in PEM", e);
    }
  }

  /**
   * Writes the key as PKCS#12: AES-256-CBC under PBKDF2 with HMAC-SHA-256, and a SHA-256 MAC.
   *
   * @param passphrase not kept and not cleared; the caller wipes it
   * @throws KeyFileException when there is such a file already, or it cannot be written
   */
  public static void writePkcs12(Path path, SigningKey key, char[] passphrase)
      throws KeyFileException {
    writePkcs12(path, key.pkcs8(), passphrase);
  }

  /**
   * Writes any PKCS#8 structure, given as DER, as PKCS#12 in the same way.
   *
   * @param passphrase not kept and not cleared; the caller wipes it
   * @throws KeyFileException when there is such a file already, or it cannot be written
   */
  public static void writePkcs12(Path path, byte[] pkcs8, char[] passphrase)
      throws KeyFileException {
    try {
      OutputEncryptor encryptor =
          new JcePKCSPBEOutputEncryptorBuilder(NISTObjectIdentifiers.id_aes256_CBC)
              .setProvider(new BouncyCastleProvider())
              .setPRF(
                  new AlgorithmIdentifier(
                      PKCSObjectIdentifiers.id_hmacWithSHA256, DERNull.INSTANCE))
              .setIterationCount(ITERATIONS)
              .setRandom(new SecureRandom())
              .build(passphrase);
      PKCS12SafeBag bag =
          new PKCS12SafeBagBuilder(PrivateKeyInfo.getInstance(pkcs8), encryptor).build();
      PKCS12PfxPduBuilder pfx = new PKCS12PfxPduBuilder();
      pfx.addData(bag);
      byte[] der =
          pfx.build(
                  new BcPKCS12MacCalculatorBuilder(
                          new SHA256Digest(),
                          new AlgorithmIdentifier(
                              NISTObjectIdentifiers.id_sha256, DERNull.INSTANCE))
                      .setIterationCount(ITERATIONS),
                  passphrase)
              .getEncoded("DER");
      create(path, der);
    } catch (KeyFileException e) {
      throw e;
    } catch (IOException | OperatorCreationException | PKCSException e) {
      throw new KeyFileException(path + ": PKCS#12 cannot be written", e);
    }
  }

  /**
   * Reads the one key of a PKCS#12 file.
   *
   * @throws KeyFileException when the file is missing or open to others, the passphrase is wrong,
   *     or there is not exactly one key
   */
  public static SigningKey readPkcs12(Path path, char[] passphrase) throws KeyFileException {
    try {
      return SigningKey.ofPkcs8(ofPkcs12(path, readPrivate(path), passphrase));
    } catch (IllegalArgumentException e) {
      throw new KeyFileException(path + ": " + e.getMessage(), e);
    }
  }

  private static byte[] ofPkcs12(Path path, byte[] bytes, char[] passphrase)
      throws KeyFileException {
    try {
      PKCS12PfxPdu pfx = new PKCS12PfxPdu(bytes);
      BcPKCS12MacCalculatorBuilderProvider macs =
          new BcPKCS12MacCalculatorBuilderProvider(BcDefaultDigestProvider.INSTANCE);
      if (!pfx.hasMac() || !pfx.isMacValid(macs, passphrase)) {
        throw new KeyFileException(path + ": wrong passphrase, or the file is damaged", null);
      }
      InputDecryptorProvider decryptor =
          new JcePKCSPBEInputDecryptorProviderBuilder()
              .setProvider(new BouncyCastleProvider())
              .build(passphrase);
      PrivateKeyInfo found = null;
      for (ContentInfo content : pfx.getContentInfos()) {
        if (!content.getContentType().equals(PKCSObjectIdentifiers.data)) {
          continue;
        }
        for (PKCS12SafeBag bag : new PKCS12SafeBagFactory(content).getSafeBags()) {
          if (bag.getBagValue() instanceof PKCS8EncryptedPrivateKeyInfo encrypted) {
            if (found != null) {
              throw new KeyFileException(path + ": more than one private key", null);
            }
            found = encrypted.decryptPrivateKeyInfo(decryptor);
          }
        }
      }
      if (found == null) {
        throw new KeyFileException(path + ": no private key", null);
      }
      return found.getEncoded("DER");
    } catch (KeyFileException e) {
      throw e;
    } catch (IOException | PKCSException | IllegalArgumentException e) {
      throw new KeyFileException(path + ": not a PKCS#12 file with one key", e);
    }
  }

  private static void create(Path path, byte[] bytes) throws KeyFileException {
    try {
      PrivateFiles.create(path, bytes);
    } catch (FileAlreadyExistsException e) {
      throw new KeyFileException(
          path + ": there is such a file already; a key file is never overwritten", e);
    } catch (IOException e) {
      throw new KeyFileException(path + ": cannot be written: " + e.getMessage(), e);
    }
  }

  private static byte[] readPrivate(Path path) throws KeyFileException {
    try {
      return PrivateFiles.read(path);
    } catch (IOException e) {
      throw new KeyFileException(String.valueOf(e.getMessage()), e);
    }
  }
}
