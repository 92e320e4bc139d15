package org.colophon.client.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.colophon.client.ExitCodes;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.custody.PrivateRecord;
import org.colophon.client.submit.Offer;
import org.colophon.client.submit.Signatory;
import org.colophon.client.view.OpenedText;
import org.colophon.core.RefusedException;
import org.colophon.core.content.Content;
import org.colophon.core.custody.OpenedMember;
import org.colophon.rpc.proto.Receipt;
import org.colophon.verifier.Style;

/** Signs an offer as the last one whose signature it waits for, and sends it. */
abstract class OfferCommand<C extends Content> extends JsonCommand {
  private final Class<C> type;

  /** Takes offers of that type. */
  OfferCommand(Class<C> type) {
    this.type = type;
  }

  /** Where the offer is. */
  abstract Path file();

  /** What the offer should be, in words. */
  abstract String expected();

  /** Where an offer goes that still others must sign; nowhere when it is the last signature. */
  Optional<Path> next() {
    return Optional.empty();
  }

  /** Whether the offer is one of those that are expected. */
  boolean takes(Content content) {
    return type.isInstance(content);
  }

  /** What is about to be signed, for the eyes of whoever signs. */
  abstract String describe(Offer offer, C content);

  /** Says that the record stands. */
  abstract void report(C content, Receipt receipt);

  @Override
  public final Integer call() throws Exception {
    try (Session session = open()) {
      Signatory signatory = session.signatory();
      Offer offer = OfferFiles.read(file(), session.genesis());
      if (!takes(offer.statement().content())) {
        throw Failure.local(file() + ": not " + expected());
      }
      boolean last = offer.missing().size() == 1;
      if (!offer.awaits(signatory.key()) || (!last && next().isEmpty())) {
        throw Failure.local(
            file() + ": waits for the signature of " + offer.missing() + ", not for yours alone");
      }
      C content = type.cast(offer.statement().content());
      remark(describe(offer, content));
      if (offer.statement().privateMatter().isPresent()) {
        showPrivateMatter(session, offer);
      }
      if (!last) {
        OfferFiles.write(next().orElseThrow(), offer.sign(signatory.key()));
        remark("Signed; it now waits for " + offer.missing().size() + " more: " + next().get());
        return ExitCodes.OK;
      }
      report(content, session.deliver(offer.sign(signatory.key()).record()));
      return ExitCodes.OK;
    }
  }

  /** Whoever signs should see what the commitments are to, if it was encrypted for that one. */
  private void showPrivateMatter(Session session, Offer offer) {
    try {
      PrivateRecord matter = PrivateRecord.of(session, offer);
      List<OpenedMember> opened = matter.open(matter.fetch(session.signatory().now()));
      remark("It commits to:");
      remark(new OpenedText(style()).members(opened).stripTrailing());
    } catch (RefusedException | IOException | Failure e) {
      remark("It commits to what you cannot see: " + Style.plain(String.valueOf(e.getMessage())));
    }
  }
}
