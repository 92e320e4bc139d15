package org.colophon.core.content;

import java.util.Optional;
import org.colophon.core.RefusedException;
import org.colophon.core.WorkId;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;

/**
 * The holders of rights in a work license them; licensors and licensee sign.
 *
 * @param work the work
 * @param terms what the licensee may do
 */
public record LicenceGrant(WorkId work, LicenceTerms terms) implements Licence {
  static LicenceGrant read(Members members) throws RefusedException {
    return new LicenceGrant(members.parsed("work", 64, WorkId::ofHex), LicenceTerms.read(members));
  }

  @Override
  public RecordType type() {
    return RecordType.LICENCE_GRANT;
  }

  @Override
  public Optional<WorkId> workNamed(WorkId self) {
    return Optional.of(work);
  }

  @Override
  public Json.Obj members() {
    return terms.put(Json.object().put("work", work.hex())).build();
  }
}
