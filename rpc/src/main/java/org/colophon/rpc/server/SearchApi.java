package org.colophon.rpc.server;

import org.colophon.core.LeafIndex;
import org.colophon.core.RefusedException;
import org.colophon.core.WorkId;
import org.colophon.core.content.WorkDeclare;
import org.colophon.core.port.NodePort;
import org.colophon.core.port.WorkSearch;
import org.colophon.core.query.CorrectionList;
import org.colophon.core.query.Cursor;
import org.colophon.core.query.LedgerQuery;
import org.colophon.core.query.RecordAt;
import org.colophon.rpc.proto.FoundWork;
import org.colophon.rpc.proto.SearchWorksRequest;
import org.colophon.rpc.proto.SearchWorksResponse;
import org.colophon.rpc.proto.WorkIdentifier;

/**
 * Searches, the same for every transport. An index only tells where to look: what is shown is read
 * from the ledger.
 */
final class SearchApi {
  private static final String LIST = "search/";

  private final LedgerApi ledger;
  private final NodePort node;

  SearchApi(LedgerApi ledger, NodePort node) {
    this.ledger = ledger;
    this.node = node;
  }

  SearchWorksResponse works(SearchWorksRequest request) throws RefusedException {
    String list = LIST + request.getText();
    LeafIndex from = Cursor.parse(list, request.getCursor()).orElse(new LeafIndex(0));
    int size = ledger.pageSize(request.getPageSize(), WorkSearch.SIZE_MAX);
    WorkSearch.Found found = node.search().find(request.getText(), from, size);
    SearchWorksResponse.Builder response =
        SearchWorksResponse.newBuilder().setIndexedHeight(found.indexed().value());
    found.next().ifPresent(next -> response.setNextCursor(Cursor.of(list, next)));
    // Read after the index was asked, so the ledger has all that was found.
    return ledger.query(query -> {
      for (LeafIndex leaf : found.declarations()) {
        response.addWorks(view(query, query.recordAt(leaf)));
      }
      return response.setAsOfHeight(query.asOf().value()).build();
    });
  }

  private static FoundWork view(LedgerQuery query, RecordAt record) {
    if (!(record.statement().content() instanceof WorkDeclare declared)) {
      throw new IllegalStateException("leaf " + record.index() + ": indexed, no declaration");
    }
    FoundWork.Builder view =
        FoundWork.newBuilder()
            .setWork(declared.work().orElse(new WorkId(record.id().hash())).hex())
            .setTitle(declared.title())
            .setIpKind(declared.ipKind().name())
            .setCategory(declared.category())
            .setReceipt(Views.receipt(record.receipt()))
            .setTimes(Views.times(record, query));
    declared
        .identifiers()
        .forEach(identifier ->
            view.addIdentifiers(
                WorkIdentifier.newBuilder()
                    .setScheme(identifier.scheme().name())
                    .setValue(identifier.value())));
    record.statement().signers().forEach(signer -> view.addDeclaredBy(signer.subject().text()));
    CorrectionList.of(query, record.id())
        .forEach(correction -> view.addCorrections(correction.hex()));
    return view.build();
  }
}
