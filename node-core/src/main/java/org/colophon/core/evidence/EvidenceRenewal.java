package org.colophon.core.evidence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.colophon.core.RefusedException;
import org.colophon.core.evidence.archive.ArchiveDocuments;
import org.colophon.core.evidence.archive.Container;
import org.colophon.core.membership.Genesis;
import org.colophon.crypto.Sha2;
import org.colophon.crypto.ers.ArchivedDocuments;
import org.colophon.crypto.ers.EvidenceRecord;
import org.colophon.crypto.ers.EvidenceRecordException;
import org.colophon.crypto.ers.Renewal;
import org.colophon.crypto.ers.Stamper;
import org.colophon.crypto.ers.Trust;
import org.colophon.crypto.tsp.TimeStampException;

/**
 * Renews the evidence record of a bundle (RFC 4998, section 5.2), so that it outlives the
 * certificate of its newest time-stamp or its hash function. Whoever holds a bundle can do it:
 * neither the chain nor its nodes are needed.
 */
public final class EvidenceRenewal {
  private EvidenceRenewal() {}

  /**
   * The bundle with a renewed evidence record; everything else in it stays as it is.
   *
   * @param options as of now: the bundle must verify by them before anything is stamped, and after
   * @param rehash with another hash function anew over the documents; else a further time-stamp
   *     over the newest one
   * @param crls revocation lists in DER of the authorities, as they are now
   * @throws RefusedException when the bundle does not verify, has no evidence record, or would not
   *     stand with the new time-stamp
   * @throws TimeStampException when there is no time-stamp to be had
   */
  public static byte[] renew(
      byte[] bundle,
      EvidenceVerifier.Options options,
      Optional<Sha2> rehash,
      List<byte[]> crls,
      Stamper stamper)
      throws RefusedException, TimeStampException {
    requireVerified(bundle, options);
    SortedMap<String, byte[]> parts = new TreeMap<>(PlainZip.read(bundle));
    Manifest manifest = Manifest.parse(require(parts, Parts.MANIFEST));
    Container container = Container.read(require(parts, Parts.ARCHIVE));
    parts.put(
        Parts.ARCHIVE,
        new Container(
                container.documents(),
                renewed(container, trust(parts, options, crls), rehash, stamper))
            .write());
    parts.remove(Parts.MANIFEST);
    parts.put(Parts.MANIFEST, Manifest.of(manifest.chain(), manifest.record(), parts).bytes());
    byte[] renewed = PlainZip.write(parts);
    // An authority whose clock is ahead gives a time-stamp that nobody could verify by now.
    requireVerified(renewed, options);
    return renewed;
  }

  private static void requireVerified(byte[] bundle, EvidenceVerifier.Options options)
      throws RefusedException {
    Optional<Check> failure = EvidenceVerifier.verify(bundle, options).failure();
    if (failure.isPresent()) {
      throw EvidenceVerifier.refused(failure.get().name() + ": " + failure.get().detail());
    }
  }

  private static EvidenceRecord renewed(
      Container container, Trust trust, Optional<Sha2> rehash, Stamper stamper)
      throws RefusedException, TimeStampException {
    ArchiveDocuments own = container.documents();
    ArchivedDocuments documents =
        ArchivedDocuments.of(Arrays.asList(own.record(), own.header(), own.note(), own.policy()));
    try {
      return rehash.isPresent()
          ? Renewal.hashTree(container.evidenceRecord(), documents, rehash.get(), trust, stamper)
          : Renewal.timeStamp(container.evidenceRecord(), documents, trust, stamper);
    } catch (EvidenceRecordException e) {
      throw EvidenceVerifier.refused(e.fault() + ": " + e.getMessage());
    }
  }

  private static Trust trust(
      SortedMap<String, byte[]> parts, EvidenceVerifier.Options options, List<byte[]> crls)
      throws RefusedException {
    Genesis genesis = Genesis.parse(require(parts, Parts.GENESIS));
    MembershipTrail trail = MembershipParts.follow(genesis, parts);
    List<byte[]> lists = new ArrayList<>(TimeStamps.revocations(parts));
    lists.addAll(crls);
    return new Trust(
        TrustedRoots.of(trail.upTo(trail.newest()), options.authorities()).all(),
        lists,
        options.algorithms());
  }

  private static byte[] require(SortedMap<String, byte[]> parts, String name)
      throws RefusedException {
    byte[] part = parts.get(name);
    if (part == null) {
      throw EvidenceVerifier.refused(name + " is not in the bundle: there is nothing to renew");
    }
    return part;
  }
}
