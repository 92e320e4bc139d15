package org.colophon.benchmarks;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.colophon.client.submit.Signatory;
import org.colophon.config.Profile;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.content.ContentDigest;
import org.colophon.core.content.WorkDeclare;
import org.colophon.core.membership.Genesis;
import org.colophon.core.record.Role;
import org.colophon.crypto.Hash;
import org.colophon.crypto.signature.KeyFiles;

/** Declarations of works that nobody else has: each with a random digest of its content. */
public final class Works {
  private final Signatory signatory;
  private final SecureRandom random = new SecureRandom();
  private final AtomicLong made = new AtomicLong();

  /** In the name of a profile's subject. */
  public Works(Profile profile, Genesis genesis) throws IOException {
    this.signatory =
        new Signatory(
            genesis,
            new SubjectId(profile.subject()),
            KeyFiles.read(profile.key()),
            InstantSource.system(),
            random);
  }

  /** A declaration. */
  public static final class Made {
    private final byte[] record;
    private final String id;
    private final String digest;

    Made(byte[] record, String id, String digest) {
      this.record = record;
      this.id = id;
      this.digest = digest;
    }

    /** Leaf bytes. */
    public byte[] record() {
      return record;
    }

    /** Of the record, and so of the work. */
    String id() {
      return id;
    }

    /** Of the work's content. */
    String digest() {
      return digest;
    }
  }

  private static final class Statement {
    private final byte[] bytes;
    private final Hash digest;

    Statement(byte[] bytes, Hash digest) {
      this.bytes = bytes;
      this.digest = digest;
    }

    Made as(byte[] record) {
      return new Made(record, Hash.sha256(bytes).hex(), digest.hex());
    }
  }

  /** Records, each with a signature of its own. */
  List<Made> singles(int count) {
    return java.util.stream.IntStream.range(0, count).parallel().mapToObj(i -> single()).toList();
  }

  /** A record with a signature of its own. */
  public Made single() {
    Statement statement = statement();
    return statement.as(signatory.sign(statement.bytes));
  }

  /** Records under one signature. */
  public List<Made> batch(int count) {
    List<Statement> statements = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      statements.add(statement());
    }
    List<byte[]> records = signatory.signGroup(statements.stream().map(s -> s.bytes).toList());
    List<Made> made = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      made.add(statements.get(i).as(records.get(i)));
    }
    return made;
  }

  private Statement statement() {
    byte[] digest = new byte[Hash.LENGTH];
    random.nextBytes(digest);
    WorkDeclare work =
        new WorkDeclare(
            Optional.empty(),
            "Photo " + made.incrementAndGet(),
            WorkDeclare.IpKind.COPYRIGHT,
            "art3.5",
            List.of(new WorkDeclare.Author(signatory.subject(), WorkDeclare.SHARES_WHOLE)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(new ContentDigest(Hash.of(digest), Optional.empty(), 48_211, "image/jpeg")),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            WorkDeclare.AiUse.NONE);
    try {
      return new Statement(signatory.compose(Role.CREATOR, work), Hash.of(digest));
    } catch (RefusedException e) {
      throw new IllegalStateException("a declaration of our own is refused", e);
    }
  }
}
