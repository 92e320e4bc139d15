package org.colophon.core.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.Timestamp;
import org.colophon.core.membership.Genesis;
import org.colophon.core.port.LedgerReader;
import org.colophon.crypto.Hash;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestLedger;

/** Bundles for the tests of evidence, and how an attacker would rebuild them. */
final class EvidenceFixture {
  /** A year after the chain began. */
  static final Timestamp VERIFIED_AT = TestConsortium.START.plus(365L * 86_400_000);

  private EvidenceFixture() {}

  static byte[] assemble(TestConsortium consortium, TestLedger ledger, RecordId id)
      throws RefusedException {
    try (LedgerReader reader = ledger.read()) {
      return new EvidenceAssembler(consortium.genesis()).assemble(reader, id);
    }
  }

  static EvidenceReport verify(byte[] bundle, Genesis trusted) {
    return EvidenceVerifier.verify(
        bundle, EvidenceVerifier.Options.of(Optional.of(trusted), Optional.empty(), VERIFIED_AT));
  }

  static EvidenceReport verify(byte[] bundle) {
    return EvidenceVerifier.verify(
        bundle, EvidenceVerifier.Options.of(Optional.empty(), Optional.empty(), VERIFIED_AT));
  }

  static EvidenceReport verifyFile(byte[] bundle, Hash digest) {
    return EvidenceVerifier.verify(
        bundle, EvidenceVerifier.Options.of(Optional.empty(), Optional.of(digest), VERIFIED_AT));
  }

  /** The parts of a bundle, to be changed. */
  static SortedMap<String, byte[]> parts(byte[] bundle) {
    try {
      return new TreeMap<>(PlainZip.read(bundle));
    } catch (RefusedException e) {
      throw new AssertionError(e);
    }
  }

  /** The bundle of these parts, with the manifest that belongs to them. */
  static byte[] rebuild(SortedMap<String, byte[]> parts) {
    try {
      Manifest old = Manifest.parse(part(parts, Parts.MANIFEST));
      TreeMap<String, byte[]> others = new TreeMap<>(parts);
      others.remove(Parts.MANIFEST);
      others.put(Parts.MANIFEST, Manifest.of(old.chain(), old.record(), others).bytes());
      return PlainZip.write(others);
    } catch (RefusedException e) {
      throw new AssertionError(e);
    }
  }

  /** A part that is there. */
  static byte[] part(Map<String, byte[]> parts, String name) {
    return Optional.ofNullable(parts.get(name)).orElseThrow(() -> new AssertionError(name));
  }

  static String text(SortedMap<String, byte[]> parts, String name) {
    return new String(part(parts, name), UTF_8);
  }

  static void put(SortedMap<String, byte[]> parts, String name, String text) {
    parts.put(name, text.getBytes(UTF_8));
  }
}
