package org.colophon.core.contract;

import org.colophon.core.OrgId;
import org.colophon.core.Reason;
import org.colophon.core.RefusedException;
import org.colophon.core.chain.Link;
import org.colophon.core.content.KeyErase;
import org.colophon.core.custody.PrivateMatter;
import org.colophon.core.record.Role;
import org.colophon.core.record.Signer;
import org.colophon.core.record.Statement;

/**
 * Who signed a record has its private matter destroyed, or the registrar of one who did: a person
 * may be dead or without a key when somebody asks for it by right.
 */
final class KeyEraseContract implements Contract<KeyErase> {
  @Override
  public void apply(KeyErase content, Statement statement, World world) throws RefusedException {
    Signer signer = SignerRules.single(statement, world, Role.HOLDER, Role.REGISTRAR);
    Statement record = world.requireRecord("record", content.record()).statement();
    requireMayErase(signer, record, world);
    PrivateMatter matter =
        record
            .privateMatter()
            .orElseThrow(
                () -> new RefusedException(Reason.BAD_TRANSITION, "record: has no private matter"));
    CustodyState kept = world.custody(matter.digest()).orElseThrow();
    if (kept.erased().isPresent()) {
      throw new RefusedException(
          Reason.BAD_TRANSITION, "record: erased already, by " + kept.erased().get());
    }
    world.putCustody(matter.digest(), kept.erasedBy(world.id()));
    world.link(Link.erasure());
    record.signers().forEach(one -> world.link(Link.subject(one.subject())));
    WorkOf.record(statement, world).ifPresent(work -> world.link(Link.work(work)));
  }

  private static void requireMayErase(Signer signer, Statement record, World world)
      throws RefusedException {
    boolean may = false;
    for (Signer one : record.signers()) {
      may |=
          signer.role() == Role.HOLDER
              ? one.subject().equals(signer.subject())
              : isRegistrar(signer, one, world);
    }
    if (!may) {
      throw new RefusedException(
          Reason.ROLE_DENIED, "signers: (expected: a signer of the record, or its registrar)");
    }
  }

  private static boolean isRegistrar(Signer signer, Signer of, World world)
      throws RefusedException {
    OrgId registrar = SubjectRegisterContract.requireRegistrar(signer, world);
    return world
        .subject(of.subject())
        .map(subject -> subject.registrar().equals(registrar))
        .orElse(false);
  }
}
