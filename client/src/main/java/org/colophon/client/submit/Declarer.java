package org.colophon.client.submit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.colophon.client.file.FileFacts;
import org.colophon.client.file.Hasher;
import org.colophon.client.net.Network;
import org.colophon.client.net.NetworkException;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.content.ContentCommitment;
import org.colophon.core.content.RecordType;
import org.colophon.crypto.Hash;
import org.colophon.rpc.proto.LookupMatch;
import org.colophon.rpc.proto.Receipt;
import org.colophon.verifier.Opening;

/**
 * Declares files as works. The whole story in order: deliver what an earlier run left → hash → look
 * up what stands already → compose and check → keep the openings → sign in groups → hold in the
 * outbox → send → gather the receipts. Run again it finds everything standing and sends nothing.
 */
public final class Declarer {
  /** Groups on their way at one time: enough that signing and ordering overlap. */
  private static final int GROUPS_IN_FLIGHT_MAX = 4;

  private static final String DECLARE = RecordType.WORK_DECLARE.label();

  private final Network network;
  private final Submitter submitter;
  private final Openings openings;
  private final LastHeight lastHeight;
  private final Signatory signatory;

  /** Declares in the name of {@code signatory}. */
  public Declarer(
      Network network,
      Submitter submitter,
      Openings openings,
      LastHeight lastHeight,
      Signatory signatory) {
    this.network = network;
    this.submitter = submitter;
    this.openings = openings;
    this.lastHeight = lastHeight;
    this.signatory = signatory;
  }

  /** A statement, as text, that waits for its signature. */
  private record Composed(FileFacts facts, String statement, RecordId id, Optional<Hash> salt) {
    byte[] statementBytes() {
      return statement.getBytes(StandardCharsets.UTF_8);
    }
  }

  /** The outcome of each file, in the order of {@code files}. */
  public List<FileOutcome> declare(List<Path> files, Declaration declaration, Progress progress)
      throws IOException, InterruptedException {
    submitter.deliverHeld();
    Map<Path, FileOutcome> outcomes = new LinkedHashMap<>();
    List<FileFacts> read = hash(files, outcomes, progress);
    List<FileFacts> distinct = dropRepeated(read, outcomes);
    progress.begin("Looking up", distinct.size());
    Found found =
        Found.of(
            distinct.stream().map(FileFacts::sha256).toList(),
            network,
            lastHeight.value(),
            progress);
    List<Composed> composed = new ArrayList<>();
    for (FileFacts facts : distinct) {
      Optional<FileOutcome> standing = standing(facts, found);
      if (standing.isPresent()) {
        outcomes.put(facts.path(), standing.get());
      } else {
        compose(facts, declaration, outcomes).ifPresent(composed::add);
      }
    }
    deliver(composed, declaration, outcomes, progress);
    for (FileFacts facts : distinct) {
      List<LookupMatch> others = found.claimsOfOthers(signatory.subject(), facts.sha256());
      outcomes.computeIfPresent(facts.path(), (path, outcome) -> outcome.with(others));
    }
    progress.end();
    return files.stream().map(outcomes::get).filter(java.util.Objects::nonNull).toList();
  }

  private static List<FileFacts> hash(
      List<Path> files, Map<Path, FileOutcome> outcomes, Progress progress)
      throws InterruptedException {
    progress.begin("Hashing", files.size());
    List<FileFacts> read = new ArrayList<>();
    for (Hasher.Result result : Hasher.hashAll(files, () -> progress.step(1))) {
      switch (result) {
        case Hasher.Result.Read(FileFacts facts) -> read.add(facts);
        case Hasher.Result.Unreadable(Path path, String why) ->
            outcomes.put(
                path, FileOutcome.of(path, FileOutcome.Status.UNREADABLE, Optional.empty(), why));
      }
    }
    return read;
  }

  /** One content is one work, whatever it is called and however often it lies there. */
  private static List<FileFacts> dropRepeated(
      List<FileFacts> read, Map<Path, FileOutcome> outcomes) {
    Map<Hash, FileFacts> first = new HashMap<>();
    List<FileFacts> distinct = new ArrayList<>();
    for (FileFacts facts : read) {
      FileFacts before = first.putIfAbsent(facts.sha256(), facts);
      if (before == null) {
        distinct.add(facts);
      } else {
        outcomes.put(
            facts.path(),
            FileOutcome.of(
                facts.path(),
                FileOutcome.Status.SAME_CONTENT,
                Optional.of(facts),
                before.path().toString()));
      }
    }
    return distinct;
  }

  /** The outcome of a file that this subject has declared before, openly or by commitment. */
  private Optional<FileOutcome> standing(FileFacts facts, Found found)
      throws IOException, InterruptedException {
    FileOutcome outcome =
        FileOutcome.of(facts.path(), FileOutcome.Status.ALREADY_REGISTERED, Optional.of(facts), "");
    for (LookupMatch match : found.claimsOf(signatory.subject(), facts.sha256())) {
      // The opening of a draft tells of a work that may not be declared yet.
      if (match.getType().equals(DECLARE) || isDeclared(match.getWork())) {
        return Optional.of(
            outcome.standing(
                FileOutcome.Status.ALREADY_REGISTERED,
                match.getReceipt().getId(),
                match.getWork(),
                match.getReceipt()));
      }
    }
    for (Opening opening : openings.ofDigest(facts.sha256())) {
      if (opening.type().equals(DECLARE) && opening.subject().equals(signatory.subject())) {
        // The chain knows the same bytes again, so sending them tells whether they stand.
        return resend(opening, outcome);
      }
    }
    return Optional.empty();
  }

  private Optional<FileOutcome> resend(Opening opening, FileOutcome outcome)
      throws IOException, InterruptedException {
    return switch (submitter.deliver(opening.leafBytes())) {
      case Delivery.Accepted(Receipt receipt, boolean before) -> {
        lastHeight.seen(receipt.getHeight());
        yield Optional.of(
            outcome.standing(
                before ? FileOutcome.Status.ALREADY_REGISTERED : FileOutcome.Status.REGISTERED,
                opening.record().hex(),
                opening.target().isEmpty() ? opening.record().hex() : opening.target(),
                receipt));
      }
      // It never stood and never will; what the user says now is composed anew.
      case Delivery.Refused(var refusal) -> Optional.empty();
      case Delivery.Unanswered(String why) ->
          throw new NetworkException("an earlier declaration is unanswered: " + why, null);
    };
  }

  private boolean isDeclared(String work) throws NetworkException {
    return network.work(work, lastHeight.value()).getStatus().equals("DECLARED");
  }

  private Optional<Composed> compose(
      FileFacts facts, Declaration declaration, Map<Path, FileOutcome> outcomes) {
    Optional<Hash> salt =
        declaration.unpublished() ? Optional.of(signatory.salt()) : Optional.empty();
    Optional<Hash> commitment =
        salt.map(s -> ContentCommitment.of(s, signatory.subject(), facts.sha256()));
    try {
      byte[] statement =
          signatory.compose(
              declaration.role(signatory.subject()),
              declaration.content(facts, signatory.subject(), commitment));
      RecordId id = new RecordId(Hash.sha256(statement));
      return Optional.of(
          new Composed(facts, new String(statement, StandardCharsets.UTF_8), id, salt));
    } catch (RefusedException e) {
      outcomes.put(
          facts.path(),
          FileOutcome.of(
              facts.path(),
              FileOutcome.Status.REFUSED,
              Optional.of(facts),
              e.refusal().toString()));
      return Optional.empty();
    }
  }

  private void deliver(
      List<Composed> composed,
      Declaration declaration,
      Map<Path, FileOutcome> outcomes,
      Progress progress)
      throws IOException, InterruptedException {
    progress.begin("Registering", composed.size());
    List<List<Composed>> groups = Groups.of(composed, c -> c.statementBytes().length);
    List<Future<List<Delivery>>> sent = new ArrayList<>();
    Semaphore inFlight = new Semaphore(GROUPS_IN_FLIGHT_MAX);
    try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
      for (List<Composed> group : groups) {
        inFlight.acquire();
        List<byte[]> records = sign(group, declaration);
        sent.add(
            senders.submit(() -> {
              try {
                return submitter.deliver(records);
              } finally {
                progress.step(records.size());
                inFlight.release();
              }
            }));
      }
    }
    for (int i = 0; i < groups.size(); i++) {
      note(groups.get(i), result(sent.get(i)), declaration, outcomes);
    }
  }

  /** Signs a group; openings are on the disk before anything of it is sent. */
  private List<byte[]> sign(List<Composed> group, Declaration declaration) throws IOException {
    List<byte[]> records =
        signatory.signGroup(group.stream().map(Composed::statementBytes).toList());
    for (int i = 0; i < group.size(); i++) {
      Composed composed = group.get(i);
      if (composed.salt().isPresent()) {
        openings.keep(
            new Opening(
                composed.id(),
                DECLARE,
                declaration.work().map(w -> w.hex()).orElse(""),
                declaration.role(signatory.subject()),
                signatory.subject(),
                composed.facts().sha256(),
                composed.salt().get(),
                Texts.ofFileName(composed.facts().name()),
                new String(records.get(i), StandardCharsets.UTF_8)));
      }
    }
    return records;
  }

  private void note(
      List<Composed> group,
      List<Delivery> deliveries,
      Declaration declaration,
      Map<Path, FileOutcome> outcomes) {
    for (int i = 0; i < group.size(); i++) {
      Composed composed = group.get(i);
      Path path = composed.facts().path();
      Optional<FileFacts> facts = Optional.of(composed.facts());
      outcomes.put(
          path,
          switch (deliveries.get(i)) {
            case Delivery.Accepted(Receipt receipt, boolean before) -> {
              lastHeight.seen(receipt.getHeight());
              yield FileOutcome.of(path, FileOutcome.Status.REGISTERED, facts, "")
                  .standing(
                      FileOutcome.Status.REGISTERED,
                      composed.id().hex(),
                      declaration.work().map(w -> w.hex()).orElse(composed.id().hex()),
                      receipt);
            }
            case Delivery.Refused(var refusal) ->
                FileOutcome.of(path, FileOutcome.Status.REFUSED, facts, refusal.toString());
            case Delivery.Unanswered(String why) ->
                FileOutcome.of(path, FileOutcome.Status.UNANSWERED, facts, why);
          });
    }
  }

  private static List<Delivery> result(Future<List<Delivery>> future)
      throws IOException, InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IllegalStateException("delivering", e.getCause());
    }
  }
}
