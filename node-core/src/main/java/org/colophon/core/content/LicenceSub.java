package org.colophon.core.content;

import java.util.Optional;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.json.Json;
import org.colophon.core.json.Members;

/**
 * A licensee licenses on what it may itself do, or less; both sign.
 *
 * @param parent the licence under which it does
 * @param terms what the sub-licensee may do
 */
public record LicenceSub(RecordId parent, LicenceTerms terms) implements Licence {
  static LicenceSub read(Members members) throws RefusedException {
    return new LicenceSub(
        members.parsed("parent", 64, RecordId::ofHex), LicenceTerms.read(members));
  }

  @Override
  public RecordType type() {
    return RecordType.LICENCE_SUB;
  }

  @Override
  public Optional<RecordId> recordNamed() {
    return Optional.of(parent);
  }

  @Override
  public Json.Obj members() {
    return terms.put(Json.object().put("parent", parent.hex())).build();
  }
}
