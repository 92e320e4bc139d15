package org.colophon.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.colophon.core.evidence.EvidenceFixture.part;
import static org.colophon.core.evidence.EvidenceFixture.parts;
import static org.colophon.core.evidence.EvidenceFixture.put;
import static org.colophon.core.evidence.Tampering.SAME_KEYS;
import static org.colophon.core.evidence.Tampering.WORLD;
import static org.colophon.core.evidence.Tampering.edit;
import static org.colophon.core.evidence.Tampering.json;
import static org.colophon.core.evidence.Tampering.note;
import static org.colophon.core.evidence.Tampering.rebuilt;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.colophon.core.evidence.Tampering.Case;
import org.colophon.core.json.Json;
import org.colophon.crypto.Hash;
import org.colophon.crypto.merkle.InclusionProof;
import org.colophon.crypto.note.TlogProof;
import org.colophon.testkit.Actor;

/** Proofs of other leaves, and supporting records that do not support. */
final class ProofTamperings {
  private ProofTamperings() {}

  /** Changes one proof of proofs.json. */
  private static void putProof(
      SortedMap<String, byte[]> parts, String which, long index, List<String> path)
      throws Exception {
    TreeMap<String, Json> members = new TreeMap<>(json(parts, Parts.PROOFS).members());
    members.put(which, Json.object().put("index", index).put("path", Json.strings(path)).build());
    parts.put(Parts.PROOFS, new Json.Obj(members).bytes());
  }

  private static List<String> path(InclusionProof proof) {
    return new ArrayList<>(proof.path().stream().map(Hash::hex).toList());
  }

  static List<Case> proofs() {
    return List.of(
        rebuilt(
            "the record's index changed",
            Check.Name.INCLUSION,
            p -> {
              InclusionProof proof = LeafProofs.parse(part(p, Parts.PROOFS)).record();
              putProof(p, "record", proof.leafIndex() - 1, path(proof));
            }),
        rebuilt(
            "the record's path shortened",
            Check.Name.INCLUSION,
            p -> {
              InclusionProof proof = LeafProofs.parse(part(p, Parts.PROOFS)).record();
              putProof(p, "record", proof.leafIndex(), path(proof).subList(1, proof.path().size()));
            }),
        rebuilt(
            "the record's path lengthened",
            Check.Name.INCLUSION,
            p -> {
              InclusionProof proof = LeafProofs.parse(part(p, Parts.PROOFS)).record();
              List<String> path = path(proof);
              path.add(Hash.sha256().hex());
              putProof(p, "record", proof.leafIndex(), path);
            }),
        rebuilt(
            "a hash of the record's path changed",
            Check.Name.INCLUSION,
            p -> {
              InclusionProof proof = LeafProofs.parse(part(p, Parts.PROOFS)).record();
              List<String> path = path(proof);
              path.set(1, Hash.sha256().hex());
              putProof(p, "record", proof.leafIndex(), path);
            }),
        rebuilt(
            "the header's index changed",
            Check.Name.HEADER,
            p -> {
              InclusionProof proof = LeafProofs.parse(part(p, Parts.PROOFS)).header();
              putProof(p, "header", proof.leafIndex() - 1, path(proof));
            }),
        rebuilt(
            "the header's path shortened",
            Check.Name.HEADER,
            p -> {
              InclusionProof proof = LeafProofs.parse(part(p, Parts.PROOFS)).header();
              putProof(p, "header", proof.leafIndex(), path(proof).subList(0, 1));
            }),
        rebuilt(
            "an index beyond the tree",
            Check.Name.HEADER,
            p -> putProof(p, "record", 1L << 40, List.of())),
        rebuilt(
            "a tree of another size",
            Check.Name.HEADER,
            p -> {
              long size = LeafProofs.parse(part(p, Parts.PROOFS)).record().treeSize();
              edit(p, Parts.PROOFS, "\"size\":" + size, "\"size\":" + (size + 1));
            }),
        rebuilt(
            "the C2SP proof of another leaf",
            Check.Name.TLOG_PROOF,
            p -> {
              InclusionProof header = LeafProofs.parse(part(p, Parts.PROOFS)).header();
              put(p, Parts.TLOG_PROOF, TlogProof.of(header, note(p)).text());
            }),
        rebuilt(
            "extra data in the C2SP proof",
            Check.Name.TLOG_PROOF,
            p -> {
              InclusionProof record = LeafProofs.parse(part(p, Parts.PROOFS)).record();
              put(p, Parts.TLOG_PROOF, TlogProof.withExtra(new byte[] {1}, record, note(p)).text());
            }));
  }

  /** Takes supporting records with their proofs, by their old numbers, in a new order. */
  private static void pickSupports(SortedMap<String, byte[]> parts, int... numbers)
      throws Exception {
    List<byte[]> leaves = new ArrayList<>();
    List<Json> proofs = new ArrayList<>();
    List<Json> old = supportProofs(parts);
    for (int number : numbers) {
      leaves.add(part(parts, Parts.support(number)));
      proofs.add(old.get(number));
    }
    for (int i = 0; parts.remove(Parts.support(i)) != null; i++) {
      assertThat(i).isLessThan(Parts.SUPPORTS_MAX);
    }
    for (int i = 0; i < leaves.size(); i++) {
      parts.put(Parts.support(i), leaves.get(i));
    }
    putSupportProofs(parts, proofs);
  }

  private static List<Json> supportProofs(SortedMap<String, byte[]> parts) throws Exception {
    if (json(parts, Parts.PROOFS).members().get("supports") instanceof Json.Arr(List<Json> items)) {
      return items;
    }
    throw new AssertionError("no supports");
  }

  private static void putSupportProofs(SortedMap<String, byte[]> parts, List<Json> proofs)
      throws Exception {
    TreeMap<String, Json> members = new TreeMap<>(json(parts, Parts.PROOFS).members());
    members.put("supports", Json.array(proofs));
    parts.put(Parts.PROOFS, new Json.Obj(members).bytes());
  }

  static List<Case> supports() {
    SortedMap<String, byte[]> foreign = parts(SAME_KEYS.bundleOf(SAME_KEYS.work()));
    return List.of(
        rebuilt(
            "all supporting records removed with their proofs",
            Check.Name.SIGNER_KEYS,
            p -> pickSupports(p)),
        rebuilt(
            "the newest supporting record removed with its proof",
            Check.Name.SIGNER_KEYS,
            p -> pickSupports(p, 1)),
        rebuilt(
            "the oldest supporting record removed with its proof",
            Check.Name.SIGNER_KEYS,
            p -> pickSupports(p, 0)),
        rebuilt(
            "a supporting record removed, its proof left",
            Check.Name.SIGNER_KEYS,
            p -> p.remove(Parts.support(1))),
        rebuilt(
            "a supporting record's proof removed, the record left",
            Check.Name.SIGNER_KEYS,
            p -> putSupportProofs(p, List.of())),
        rebuilt("a supporting record twice", Check.Name.SIGNER_KEYS, p -> pickSupports(p, 0, 1, 1)),
        rebuilt(
            "two supporting records swapped, their proofs left",
            Check.Name.SIGNER_KEYS,
            p -> {
              byte[] first = part(p, Parts.support(0));
              p.put(Parts.support(0), part(p, Parts.support(1)));
              p.put(Parts.support(1), first);
            }),
        rebuilt(
            "a supporting record of another chain",
            Check.Name.SIGNER_KEYS,
            p -> p.put(Parts.support(0), part(foreign, Parts.support(0)))),
        rebuilt(
            "a supporting record that never stood on the chain",
            Check.Name.SIGNER_KEYS,
            p -> {
              Actor mallory =
                  WORLD.consortium().actor("alice").with(WORLD.consortium().key("mallory", 1));
              p.put(
                  Parts.support(0),
                  WORLD
                      .consortium()
                      .records()
                      .rotate(WORLD.consortium().actor("alice"), mallory)
                      .bytes());
            }),
        rebuilt(
            "a record of the chain that supports nothing added",
            Check.Name.SIGNER_KEYS,
            p -> {
              p.put(Parts.support(2), part(p, Parts.RECORD));
              List<Json> proofs = new ArrayList<>(supportProofs(p));
              proofs.add(json(p, Parts.PROOFS).members().get("record"));
              putSupportProofs(p, proofs);
            }),
        rebuilt(
            "a supporting record's index changed",
            Check.Name.SIGNER_KEYS,
            p -> {
              List<Json> proofs = new ArrayList<>(supportProofs(p));
              TreeMap<String, Json> first = new TreeMap<>(((Json.Obj) proofs.getFirst()).members());
              first.put("index", Json.of(0));
              proofs.set(0, new Json.Obj(first));
              putSupportProofs(p, proofs);
            }),
        rebuilt(
            "a supporting record under a number too high",
            Check.Name.SIGNER_KEYS,
            p -> p.put(Parts.support(40), p.remove(Parts.support(1)))));
  }
}
