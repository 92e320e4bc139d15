package org.colophon.core.content;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.colophon.core.RefusedException;
import org.colophon.core.WorkId;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.crypto.Hash;

/**
 * Economic rights in a work pass from its owner to an acquirer; both sign.
 *
 * @param work the work
 * @param rights which rights; all of them when the statement says ALL_ECONOMIC
 * @param allEconomic whether the statement says so
 * @param share basis points of the whole right that pass
 * @param price salted commitment to the price
 */
public record Transfer(
    WorkId work, Set<Right> rights, boolean allEconomic, long share, Optional<Hash> price)
    implements Content {
  private static final String ALL_ECONOMIC = "ALL_ECONOMIC";

  /** Copies the rights. */
  public Transfer {
    rights = Set.copyOf(rights);
  }

  /** A transfer of a share in every economic right. */
  public static Transfer ofAllEconomic(WorkId work, long share, Optional<Hash> price) {
    return new Transfer(work, Right.ECONOMIC, true, share, price);
  }

  static Transfer read(Members members) throws RefusedException {
    WorkId work = members.parsed("work", 64, WorkId::ofHex);
    List<String> names = members.texts("rights", 1, Right.values().length, 32);
    boolean all = names.equals(List.of(ALL_ECONOMIC));
    Set<Right> rights = all ? Right.ECONOMIC : Right.readSet(members, "rights");
    return new Transfer(
        work,
        rights,
        all,
        members.integer("share", 1, WorkDeclare.SHARES_WHOLE),
        members.commitmentIf("price"));
  }

  @Override
  public RecordType type() {
    return RecordType.TRANSFER;
  }

  @Override
  public Optional<WorkId> workNamed(WorkId self) {
    return Optional.of(work);
  }

  @Override
  public Json.Obj members() {
    List<String> names =
        allEconomic ? List.of(ALL_ECONOMIC) : rights.stream().sorted().map(Right::name).toList();
    return Json.object()
        .put("work", work.hex())
        .put("rights", Json.strings(names))
        .put("share", share)
        .putText("price", price.map(Hash::hex))
        .build();
  }
}
