package org.colophon.client.command;

import java.util.function.UnaryOperator;
import org.colophon.client.view.Views;
import org.colophon.core.content.RecordType;
import org.colophon.core.json.Json;
import org.colophon.core.json.ObjBuilder;
import org.colophon.rpc.proto.Receipt;
import picocli.CommandLine.Option;

/** A command whose result a program can read. */
abstract class JsonCommand extends Command {
  @Option(names = "--json", description = "The result as JSON.")
  boolean json;

  /**
   * Prints a record that now stands.
   *
   * @param more adds what its type has besides
   */
  final void printJson(RecordType type, Receipt receipt, UnaryOperator<ObjBuilder> more) {
    print(
        more.apply(
                Json.object()
                    .put("type", type.label())
                    .put("record", receipt.getId())
                    .put("receipt", Views.receipt(receipt)))
            .build());
  }
}
