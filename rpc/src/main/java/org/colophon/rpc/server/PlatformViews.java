package org.colophon.rpc.server;

import org.colophon.core.content.Access;
import org.colophon.core.content.Right;
import org.colophon.core.content.Showing;
import org.colophon.core.contract.Uses;
import org.colophon.core.query.LedgerQuery;
import org.colophon.core.query.NoticeView;
import org.colophon.core.query.ReleaseView;
import org.colophon.rpc.proto.AccessCount;
import org.colophon.rpc.proto.PublicationView;
import org.colophon.rpc.proto.UsesView;

/** Puts what platforms recorded and were told into messages of the protocol. */
final class PlatformViews {
  private PlatformViews() {}

  static org.colophon.rpc.proto.ReleaseView release(ReleaseView release) {
    return org.colophon.rpc.proto.ReleaseView.newBuilder()
        .setPublications(release.publications())
        .setFirst(publication(release.first()))
        .setEarliest(publication(release.earliest()))
        .build();
  }

  private static PublicationView publication(ReleaseView.Published published) {
    Showing showing = published.publication().showing();
    return PublicationView.newBuilder()
        .setReceipt(Views.receipt(published.record().receipt()))
        .setSubject(published.record().statement().author().text())
        .setChannel(showing.channel().orElse(""))
        .setUrl(showing.url().orElse(""))
        .setSha256(showing.sha256().hex())
        .setAt(showing.at().value())
        .setTimes(Views.times(published.times()))
        .build();
  }

  static UsesView uses(Uses uses) {
    UsesView.Builder view = UsesView.newBuilder().setRecommendations(uses.recommendations());
    for (Access.Mode mode : Access.Mode.values()) {
      Uses.Count count = uses.accesses(mode);
      if (count.total() > 0) {
        view.addAccesses(
            AccessCount.newBuilder()
                .setMode(mode.name())
                .setTotal(count.total())
                .setLicensed(count.licensed()));
      }
    }
    return view.build();
  }

  static org.colophon.rpc.proto.NoticeView notice(NoticeView notice, LedgerQuery ledger) {
    LicenceViews licences = new LicenceViews(ledger);
    org.colophon.rpc.proto.NoticeView.Builder view =
        org.colophon.rpc.proto.NoticeView.newBuilder()
            .setReceipt(Views.receipt(notice.record().receipt()))
            .setTimes(Views.times(notice.record(), ledger))
            .setWork(notice.content().work().hex())
            .setOwner(notice.record().statement().author().text())
            .setRespondent(notice.content().respondent().text())
            .addAllRights(notice.content().rights().stream().map(Right::name).toList())
            .addAllUrls(notice.content().urls())
            .addAllEvidence(Views.hex(notice.content().evidence()))
            .addAllWarnings(
                notice.warnings().stream()
                    .map(answer -> licences.answer(answer, notice.disputedBy()))
                    .toList());
    notice
        .counter()
        .ifPresent(counter ->
            view.setCounter(Views.receipt(counter.receipt()))
                .setCounterTimes(Views.times(counter, ledger)));
    notice
        .takedown()
        .ifPresent(takedown ->
            view.setTakedown(Views.receipt(takedown.receipt()))
                .setTakedownTimes(Views.times(takedown, ledger)));
    return view.build();
  }
}
