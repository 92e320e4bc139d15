package org.colophon.core.contract;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.colophon.core.OrgId;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.WorkId;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;

/**
 * The newest application for a work at each office, sorted by office.
 *
 * @param newest one for an office
 */
public record WorkApplications(List<Newest> newest) {
  static final WorkApplications NONE = new WorkApplications(List.of());

  /** More organisations than a chain can ever have. */
  private static final int OFFICES_MAX = 1 << 16;

  /**
   * The newest application at an office.
   *
   * @param office which office
   * @param application the record that opened it
   */
  public record Newest(OrgId office, RecordId application) {
    private static Newest read(Members members) throws RefusedException {
      return new Newest(
          members.parsed("office", 64, OrgId::new),
          members.parsed("application", 64, RecordId::ofHex));
    }

    private Json json() {
      return Json.object()
          .put("office", office.text())
          .put("application", application.hex())
          .build();
    }
  }

  /** Copies the list. */
  public WorkApplications {
    newest = List.copyOf(newest);
  }

  /** The state key under which they stand. */
  public static String stateKey(WorkId work) {
    return "applications/" + work.hex();
  }

  Optional<RecordId> at(OrgId office) {
    return newest.stream()
        .filter(one -> one.office.equals(office))
        .map(Newest::application)
        .findFirst();
  }

  WorkApplications with(OrgId office, RecordId application) {
    return new WorkApplications(
        Stream.concat(
                newest.stream().filter(one -> !one.office.equals(office)),
                Stream.of(new Newest(office, application)))
            .sorted(Comparator.comparing(one -> one.office.text()))
            .toList());
  }

  /** Reads what {@link #json} wrote. */
  public static WorkApplications read(Json json) throws RefusedException {
    Members members = Members.of("", (Json.Obj) json);
    WorkApplications applications =
        new WorkApplications(members.objects("newest", 1, OFFICES_MAX, Newest::read));
    members.end();
    return applications;
  }

  /** As it stands in the state. */
  public Json json() {
    return Json.object()
        .put("newest", Json.array(newest.stream().map(Newest::json).toList()))
        .build();
  }
}
