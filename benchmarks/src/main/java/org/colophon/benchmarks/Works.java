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
final class Works {
  private final Signatory signatory;
  private final SecureRandom random = new SecureRandom();
  private final AtomicLong made = new AtomicLong();

  /** In the name of a profile's subject. */
  Works(Profile profile, Genesis genesis) throws IOException {
    this.signatory =
        new Signatory(
            genesis,
            new SubjectId(profile.subject()),
            KeyFiles.read(profile.key()),
            InstantSource.system(),
            random);
  }

  /** Records, each with a signature of its own. */
  List<byte[]> singles(int count) {
    return java.util.stream.IntStream.range(0, count)
        .parallel()
        .mapToObj(i -> signatory.sign(statement()))
        .toList();
  }

  /** Records under one signature. */
  List<byte[]> batch(int count) {
    List<byte[]> statements = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      statements.add(statement());
    }
    return signatory.signGroup(statements);
  }

  private byte[] statement() {
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
      return signatory.compose(Role.CREATOR, work);
    } catch (RefusedException e) {
      throw new IllegalStateException("a declaration of our own is refused", e);
    }
  }
}
