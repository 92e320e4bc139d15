package org.colophon.client.assess;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.colophon.client.Failure;
import org.colophon.client.Session;
import org.colophon.client.custody.PrivateRecord;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.content.Amount;
import org.colophon.core.content.GivenInput;
import org.colophon.core.custody.CommittedMembers;
import org.colophon.core.custody.OpenedMember;
import org.colophon.core.json.Json;
import org.colophon.core.json.JsonLimits;
import org.colophon.core.json.JsonParser;
import org.colophon.core.json.Members;
import org.colophon.core.standard.Figure;
import org.colophon.core.standard.Input;
import org.colophon.core.standard.Kind;
import org.colophon.core.standard.SpacedJson;
import org.colophon.core.standard.Standard;
import org.colophon.crypto.Hash;
import org.colophon.formula.Value;

/**
 * Amounts that somebody may know, opened from the commitments of records.
 *
 * @param input for which input of a standard
 * @param parts the commitments, in their order
 * @param figure the amounts, with the salts that opened them
 */
public record OpenedAmounts(String input, List<GivenInput.Part> parts, Figure figure) {
  private static final int BYTES_MAX = 64 << 10;
  private static final JsonLimits LIMITS = new JsonLimits(BYTES_MAX, 4, 256);

  /** Copies the parts. */
  public OpenedAmounts {
    parts = List.copyOf(parts);
  }

  /**
   * {@code NAME=FILE[,FILE…]}: what {@code private open --json} printed, in the order in which the
   * amounts count. Each must open a commitment that its record makes, to an amount in the
   * standard's currency.
   */
  public static OpenedAmounts of(Standard standard, String word, Session session)
      throws IOException, RefusedException, Failure {
    int equals = word.indexOf('=');
    String name = word.substring(0, Math.max(0, equals));
    Input input =
        standard
            .input(name)
            .orElseThrow(() -> Failure.usage("--opened: " + word + " (expected: NAME=FILE)"));
    List<GivenInput.Part> parts = new ArrayList<>();
    List<Long> amounts = new ArrayList<>();
    List<Hash> salts = new ArrayList<>();
    for (String file : word.substring(equals + 1).split(",", -1)) {
      Members members = Members.of("", JsonParser.parseObject(bounded(Path.of(file)), LIMITS));
      RecordId record = members.parsed("record", 64, RecordId::ofHex);
      OpenedMember opened = amount(members.objects("opened", 1, 64, OpenedMember::read), file);
      requireMade(opened, record, file, session);
      parts.add(new GivenInput.Part(opened.commitment(), record));
      amounts.add(minorUnits(standard, opened, file));
      salts.add(opened.salt());
    }
    List<RecordId> records = parts.stream().map(GivenInput.Part::record).toList();
    return new OpenedAmounts(name, parts, Figure.opened(value(input, amounts), records, salts));
  }

  /** As a statement gives it: nothing but the commitments. */
  public GivenInput given() {
    return new GivenInput(input, new GivenInput.Secret(parts));
  }

  private static byte[] bounded(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return SpacedJson.canonical(in.readNBytes(BYTES_MAX + 1));
    }
  }

  private static OpenedMember amount(List<OpenedMember> opened, String file) throws Failure {
    List<OpenedMember> amounts =
        opened.stream().filter(one -> one.text().flatMap(Amount::parse).isPresent()).toList();
    if (amounts.size() != 1) {
      throw Failure.local(file + ": opens " + amounts.size() + " amounts (expected: one)");
    }
    return amounts.getFirst();
  }

  private static void requireMade(
      OpenedMember opened, RecordId record, String file, Session session)
      throws IOException, RefusedException, Failure {
    Json.Obj members = PrivateRecord.of(session, record).statement().content().members();
    if (!CommittedMembers.of(members).containsValue(opened.commitment())) {
      throw Failure.local(file + ": opens nothing that record " + record + " commits to");
    }
  }

  private static long minorUnits(Standard standard, OpenedMember opened, String file)
      throws Failure {
    Amount amount = opened.text().flatMap(Amount::parse).orElseThrow();
    if (!amount.currency().equals(standard.currency())) {
      throw Failure.local(
          file
              + ": opens an amount in "
              + amount.currency().code()
              + " (expected: "
              + standard.currency().code()
              + ")");
    }
    return amount.minorUnits();
  }

  private static Value value(Input input, List<Long> amounts) throws Failure {
    if (input.kind() == Kind.MONEY_LIST) {
      return new Value.Ints(amounts);
    }
    if (input.kind() == Kind.MONEY && amounts.size() == 1) {
      return new Value.Int(amounts.getFirst());
    }
    throw Failure.usage("--opened: " + input.name() + " takes no such amounts");
  }
}
