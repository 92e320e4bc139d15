package org.colophon.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.util.JsonFormat;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.colophon.core.Height;
import org.colophon.core.LeafIndex;
import org.colophon.core.Reason;
import org.colophon.core.port.WorkSearch;
import org.colophon.rpc.client.LedgerClient;
import org.colophon.rpc.client.RpcException;
import org.colophon.rpc.proto.FoundWork;
import org.colophon.rpc.proto.Outcome;
import org.colophon.rpc.proto.SearchWorksRequest;
import org.colophon.rpc.proto.SearchWorksResponse;
import org.colophon.testkit.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches over gRPC and over HTTP; what an index finds is shown as the ledger has it. */
class SearchMethodsTest {
  @TempDir Path directory;
  private TestPort port;
  private LedgerClient client;
  private final List<LeafIndex> leaves = new ArrayList<>();
  private TestRecord first;

  @BeforeEach
  void start() throws Exception {
    port = TestPort.start(directory);
    client = port.client(TestPort.member());
    first = port.records().declare(port.creator, port.consortium.hash("one"));
    submit(first);
    submit(port.records().correct(port.creator, first.id()));
    submit(port.records().declare(port.other, port.consortium.hash("two")));
    leaves.remove(1);
    port.node.search =
        (text, from, size) -> {
          List<LeafIndex> found =
              leaves.stream().filter(leaf -> leaf.compareTo(from) >= 0).toList();
          return new WorkSearch.Found(
              found.subList(0, Math.min(size, found.size())),
              found.size() > size ? Optional.of(found.get(size)) : Optional.empty(),
              new Height(2));
        };
  }

  @AfterEach
  void stop() {
    client.close();
    port.close();
  }

  private void submit(TestRecord record) throws Exception {
    Outcome outcome = client.submit(List.of(record.bytes())).getFirst();
    assertThat(outcome.hasReceipt()).as("%s", outcome).isTrue();
    leaves.add(new LeafIndex(outcome.getReceipt().getIndex()));
  }

  private static SearchWorksRequest.Builder asking(String text) {
    return SearchWorksRequest.newBuilder().setText(text).setPageSize(1);
  }

  private Reason refusal(SearchWorksRequest.Builder request) {
    return catchThrowableOfType(RpcException.class, () -> client.search(request.build()))
        .refusal()
        .reason();
  }

  @Test
  void showsDeclarationsAsTheLedgerHasThem() throws Exception {
    SearchWorksResponse page = client.search(asking("reading").build());

    FoundWork found = page.getWorks(0);
    assertThat(page.getWorksCount()).isEqualTo(1);
    assertThat(found.getWork()).isEqualTo(first.work().hex());
    assertThat(found.getTitle()).isEqualTo("春江花月夜 (a reading)");
    assertThat(found.getDeclaredByList()).containsExactly(port.creator.subject().text());
    assertThat(found.getCorrectionsCount()).isEqualTo(1);
    assertThat(found.getReceipt().getId()).isEqualTo(first.id().hex());
    assertThat(found.getTimes().getOrdered()).isPositive();
    assertThat(page.getIndexedHeight()).isEqualTo(2);
    assertThat(page.getAsOfHeight()).isGreaterThan(2);
  }

  @Test
  void pagesBelongToTheirText() throws Exception {
    String cursor = client.search(asking("reading").build()).getNextCursor();
    SearchWorksResponse second = client.search(asking("reading").setCursor(cursor).build());

    assertThat(second.getWorks(0).getDeclaredBy(0)).isEqualTo(port.other.subject().text());
    assertThat(second.getNextCursor()).isEmpty();
    assertThat(refusal(asking("other").setCursor(cursor))).isEqualTo(Reason.MALFORMED);
    assertThat(refusal(asking("reading").setCursor("1"))).isEqualTo(Reason.MALFORMED);
  }

  @Test
  void answersOverHttpWithoutACertificate() throws Exception {
    HttpResponse<byte[]> answer = port.get("/v1/search?text=reading&page_size=5");
    SearchWorksResponse.Builder page = SearchWorksResponse.newBuilder();
    JsonFormat.parser().merge(new String(answer.body(), StandardCharsets.UTF_8), page);

    assertThat(page.getWorksCount()).isEqualTo(2);
  }

  @Test
  void aNodeWithoutAnIndexSaysSo() throws Exception {
    port.node.search = new org.colophon.core.port.NoSearch();

    assertThat(refusal(asking("reading"))).isEqualTo(Reason.NOT_FOUND);
    assertThat(port.get("/v1/search?text=reading").statusCode()).isEqualTo(404);
  }
}
