package org.colophon.client.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.colophon.client.ExitCodes;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.submit.Offer;
import org.colophon.client.submit.Signatory;
import org.colophon.core.SubjectId;
import org.colophon.core.Timestamp;
import org.colophon.core.WorkId;
import org.colophon.core.content.Content;
import org.colophon.core.json.Json;
import org.colophon.core.record.Role;
import org.colophon.core.record.Signer;
import org.colophon.crypto.Hash;
import org.colophon.rpc.proto.Receipt;
import picocli.CommandLine.Mixin;

/** A command whose statement others sign too: it is sent when all have, else it is an offer. */
@SuppressWarnings("NullAway.Init")
abstract class OfferingCommand extends JsonCommand {
  @Mixin OfferOptions offers;

  /**
   * Somebody who signs.
   *
   * @param role as what
   * @param subject who
   */
  record Party(Role role, SubjectId subject) {}

  /**
   * What a statement commits to.
   *
   * @param files what opens its commitments; of nothing when there are none
   * @param target the work or record that it is about
   */
  record Commitments(CommittedFiles files, String target) {}

  /**
   * Signs as all that are at hand; then sends the record, or writes the offer.
   *
   * @param parties who signs, the profile's own subject first
   */
  final int offer(Session session, List<Party> parties, Content content, Commitments committed)
      throws Exception {
    offers.check();
    List<Signatory> atHand = new ArrayList<>(List.of(session.signatory()));
    if (offers.toProfile.isPresent()) {
      try (Session other = Session.open(context(), offers.toProfile.get(), options.timeout())) {
        atHand.add(other.signatory());
      }
    }
    Offer offer =
        Offer.of(
            session.genesis(),
            compose(session, atHand, parties, content, committed),
            Optional.empty());
    committed
        .files()
        .keep(
            offer.statement().id(),
            parties.getFirst().role(),
            committed.target(),
            content,
            new byte[0]);
    for (Signatory signatory : atHand) {
      if (!offer.awaits(signatory.key())) {
        throw Failure.usage(signatory.subject() + " is not one of those who sign this");
      }
      offer = offer.sign(signatory.key());
    }
    if (offer.missing().isEmpty()) {
      report(content, session.deliver(offer.record()));
    } else {
      if (offers.out.isEmpty()) {
        throw Failure.usage("--out is needed, for others must sign: " + names(offer));
      }
      OfferFiles.write(offers.out.get(), offer);
      report(offer);
    }
    return ExitCodes.OK;
  }

  /** The same, of a statement that commits to nothing. */
  final int offer(Session session, List<Party> parties, Content content) throws Exception {
    return offer(
        session,
        parties,
        content,
        new Commitments(new CommittedFiles(session, new KeepOptions()), ""));
  }

  /** The command with which the others sign. */
  String acceptedBy() {
    return "colophon licence accept";
  }

  private byte[] compose(
      Session session,
      List<Signatory> atHand,
      List<Party> parties,
      Content content,
      Commitments committed)
      throws Exception {
    List<Signer> signers = new ArrayList<>();
    for (Party party : parties) {
      Optional<Signatory> here =
          atHand.stream().filter(one -> one.subject().equals(party.subject())).findFirst();
      signers.add(
          here.isPresent()
              ? here.get().as(party.role())
              : new Signer(
                  offers.keyOf(party.subject(), session.genesis()), party.role(), party.subject()));
    }
    // Who signs alone and sends at once needs no bound; an offer must not lie about for ever.
    Optional<Timestamp> notAfter =
        parties.size() == 1
            ? Optional.empty()
            : Optional.of(
                new Timestamp(context().clock().millis())
                    .plus(Duration.ofDays(offers.validDays).toMillis()));
    return atHand.getFirst().compose(signers, notAfter, committed.files().kept(content), content);
  }

  private void report(Content content, Receipt receipt) {
    if (json) {
      Optional<WorkId> work = content.workNamed(new WorkId(Hash.ofHex(receipt.getId())));
      printJson(content.type(), receipt, more -> more.putText("work", work.map(WorkId::hex)));
    } else {
      printReceipt(content.type().label(), receipt);
    }
  }

  private void report(Offer offer) {
    if (json) {
      print(
          Json.object()
              .put("offer", offers.out.orElseThrow().toString())
              .put("record", offer.statement().id().hex())
              .build());
    } else {
      print(style().good("✓") + " offer written to " + offers.out.orElseThrow());
      print("  Nothing stands yet: " + names(offer) + " signs it with");
      print("  " + acceptedBy() + " " + offers.out.orElseThrow().getFileName());
    }
  }

  private static String names(Offer offer) {
    return offer.missing().stream()
        .map(signer -> signer.subject().text())
        .collect(Collectors.joining(", then "));
  }
}
