package org.colophon.core.contract;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.WorkId;
import org.colophon.core.content.Right;
import org.colophon.core.content.WorkDeclare;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;
import org.colophon.core.json.ObjBuilder;

/**
 * Who holds which economic right in a work, in basis points; the shares in each right add up to
 * 10,000. Rights that were never disposed of alone stand together, and at least one right always
 * does: so the common shares are always somebody's shares in something.
 *
 * @param common shares in the rights that do not stand alone
 * @param separate shares in each right that does
 */
public record Title(
    SortedMap<SubjectId, Long> common, Map<Right, SortedMap<SubjectId, Long>> separate) {
  /** Most holders of one right: keeps a title's text bounded. */
  public static final int HOLDERS_MAX = 1024;

  /** The state key under which it stands. */
  public static String stateKey(WorkId work) {
    return "title/" + work.hex();
  }

  /** The authors' title in a work that was just declared. */
  public static Title ofAuthors(List<WorkDeclare.Author> authors) {
    SortedMap<SubjectId, Long> shares = new TreeMap<>();
    authors.forEach(author -> shares.put(author.subject(), author.share()));
    return new Title(shares, Map.of());
  }

  /** Shares in one economic right. */
  public SortedMap<SubjectId, Long> sharesIn(Right right) {
    return separate.getOrDefault(right, common);
  }

  /** What a holder has in one right. */
  public long share(SubjectId holder, Right right) {
    return sharesIn(right).getOrDefault(holder, 0L);
  }

  /** Whether somebody has a share in any right. */
  public boolean isHeldBy(SubjectId holder) {
    return common.containsKey(holder)
        || separate.values().stream().anyMatch(shares -> shares.containsKey(holder));
  }

  /** The title after a share of some rights has passed; the caller has checked that it is held. */
  public Title pass(Iterable<Right> rights, SubjectId from, SubjectId to, long share, boolean all) {
    Map<Right, SortedMap<SubjectId, Long>> changed = new EnumMap<>(Right.class);
    changed.putAll(separate);
    if (all) {
      changed.replaceAll((right, shares) -> pass(shares, from, to, share));
      return new Title(pass(common, from, to, share), changed);
    }
    for (Right right : rights) {
      changed.put(right, pass(sharesIn(right), from, to, share));
    }
    return changed.size() < Right.ECONOMIC.size()
        ? new Title(common, changed)
        : withNewCommon(changed);
  }

  /** Every right stands alone: those that are held like the first one stand together from now. */
  private static Title withNewCommon(Map<Right, SortedMap<SubjectId, Long>> separate) {
    List<SortedMap<SubjectId, Long>> shares = List.copyOf(separate.values());
    separate.values().removeIf(other -> other.equals(shares.getFirst()));
    return new Title(shares.getFirst(), separate);
  }

  private static SortedMap<SubjectId, Long> pass(
      SortedMap<SubjectId, Long> shares, SubjectId from, SubjectId to, long share) {
    SortedMap<SubjectId, Long> passed = new TreeMap<>(shares);
    passed.merge(from, -share, Long::sum);
    passed.merge(to, share, Long::sum);
    passed.values().removeIf(value -> value == 0);
    return passed;
  }

  /** Reads what {@link #json} wrote. */
  public static Title read(Json json) throws RefusedException {
    Members members = Members.of("", (Json.Obj) json);
    SortedMap<SubjectId, Long> common = readShares(members, "common");
    Map<Right, SortedMap<SubjectId, Long>> separate = new EnumMap<>(Right.class);
    for (Right right : Right.values()) {
      if (members.has(right.name())) {
        separate.put(right, readShares(members, right.name()));
      }
    }
    members.end();
    return new Title(common, separate);
  }

  private static SortedMap<SubjectId, Long> readShares(Members members, String name)
      throws RefusedException {
    SortedMap<SubjectId, Long> shares = new TreeMap<>();
    for (WorkDeclare.Author holder : members.objects(name, 1, HOLDERS_MAX, Title::readHolder)) {
      shares.put(holder.subject(), holder.share());
    }
    return shares;
  }

  private static WorkDeclare.Author readHolder(Members members) throws RefusedException {
    return new WorkDeclare.Author(
        members.parsed("subject", 64, SubjectId::new),
        members.integer("share", 1, WorkDeclare.SHARES_WHOLE));
  }

  /** As it stands in the state. */
  public Json json() {
    ObjBuilder members = Json.object().put("common", sharesJson(common));
    separate.forEach((right, shares) -> members.put(right.name(), sharesJson(shares)));
    return members.build();
  }

  private static Json sharesJson(SortedMap<SubjectId, Long> shares) {
    return Json.array(
        shares.entrySet().stream()
            .map(e ->
                Json.object().put("share", e.getValue()).put("subject", e.getKey().text()).build())
            .toList());
  }
}
