package org.colophon.core.contract;

import org.colophon.core.OrgId;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.SubjectId;
import org.colophon.core.content.SubjectRegister;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;

/**
 * A registered pseudonym.
 *
 * @param kind person or organisation
 * @param registrar who knows the real name
 * @param origin the registering record
 */
public record SubjectState(SubjectRegister.Kind kind, OrgId registrar, RecordId origin) {
  /** The state key under which it stands. */
  public static String stateKey(SubjectId subject) {
    return "subject/" + subject.text();
  }

  /** Reads what {@link #json} wrote. */
  public static SubjectState read(Json json) throws RefusedException {
    Members members = Members.of("", (Json.Obj) json);
    SubjectState state =
        new SubjectState(
            members.oneOf("kind", SubjectRegister.Kind.class),
            members.parsed("registrar", 64, OrgId::new),
            members.parsed("origin", 64, RecordId::ofHex));
    members.end();
    return state;
  }

  /** As it stands in the state. */
  public Json json() {
    return Json.object()
        .put("kind", kind.name())
        .put("registrar", registrar.text())
        .put("origin", origin.hex())
        .build();
  }
}
