package org.colophon.client.command;

import java.util.ArrayList;
import java.util.List;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.view.Views;
import org.colophon.rpc.proto.BlockView;
import org.colophon.rpc.proto.RefusedRecord;
import org.colophon.rpc.proto.TimeDisputeView;
import org.colophon.verifier.Style;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows a block. */
@Command(
    name = "block",
    header = "Shows a block: its header, its records, and what was refused.",
    footer = {
      "%nExamples:",
      "  colophon chain block 7",
      "  colophon chain block newest --json | jq .header",
      "%nWith --json: {\"height\",\"time\",\"headerHash\",\"header\",\"records\",\"refused\",\"sealed\","
          + "\"seal\"?}.",
      org.colophon.client.command.Command.EXIT_CODES
    })
@SuppressWarnings("NullAway.Init")
final class ChainBlockCommand extends JsonCommand {
  @Parameters(paramLabel = "HEIGHT", description = "A height, or the word newest.")
  private String height;

  @Override
  public Integer call() throws Exception {
    boolean newest = height.equals("newest");
    if (!newest && !height.matches("[0-9]{1,15}")) {
      throw Failure.usage("HEIGHT: (expected: a height, or newest)");
    }
    try (Session session = open()) {
      BlockView block =
          newest
              ? session.network().newestBlock()
              : session.network().block(Long.parseLong(height), "");
      List<String> records = new ArrayList<>(block.getRecordsList());
      String cursor = block.getNextCursor();
      while (!cursor.isEmpty()) {
        BlockView page = session.network().block(block.getHeight(), cursor);
        records.addAll(page.getRecordsList());
        cursor = page.getNextCursor();
      }
      if (json) {
        print(Views.block(block, records));
      } else {
        show(block, records);
      }
      return 0;
    }
  }

  private void show(BlockView block, List<String> records) {
    print(style().bold("block " + block.getHeight()));
    print("ordered  " + Style.time(block.getTime()));
    for (TimeDisputeView dispute : block.getDisputesList()) {
      print(
          style()
              .warn(
                  "disputed by "
                      + Style.plain(dispute.getOrganisation())
                      + ", whose clock had shown "
                      + Style.time(dispute.getSeen())
                      + " before; go by the time of the seal"));
    }
    print("header   " + Style.plain(block.getHeaderHash()));
    print(
        block.getSealed()
            ? "sealed   " + Style.seconds(block.getSeal().getAttested())
            : style().warn("not sealed yet"));
    print(Style.count(records.size(), "record"));
    records.forEach(record -> print("  " + Style.plain(record)));
    for (RefusedRecord refused : block.getRefusedList()) {
      print(
          "  "
              + style().bad(Style.plain(refused.getReason()))
              + " "
              + Style.plain(refused.getId()));
    }
  }
}
