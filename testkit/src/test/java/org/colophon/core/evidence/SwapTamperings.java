package org.colophon.core.evidence;

import static org.colophon.core.evidence.EvidenceFixture.part;
import static org.colophon.core.evidence.EvidenceFixture.parts;
import static org.colophon.core.evidence.EvidenceFixture.put;
import static org.colophon.core.evidence.EvidenceFixture.rebuild;
import static org.colophon.core.evidence.EvidenceFixture.text;
import static org.colophon.core.evidence.Tampering.SAME_KEYS;
import static org.colophon.core.evidence.Tampering.WORLD;
import static org.colophon.core.evidence.Tampering.edit;
import static org.colophon.core.evidence.Tampering.rebuilt;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.evidence.Tampering.Case;
import org.colophon.core.json.Json;
import org.colophon.testkit.TestConsortium;

/** Parts of other records, seals and chains in the place of the right ones. */
final class SwapTamperings {
  private SwapTamperings() {}

  static List<Case> swaps() {
    SortedMap<String, byte[]> other = parts(WORLD.bundleOf(WORLD.other()));
    SortedMap<String, byte[]> foreign = parts(SAME_KEYS.bundleOf(SAME_KEYS.work()));
    return List.of(
        rebuilt(
            "another record of the chain",
            Check.Name.RECORD,
            p -> p.put(Parts.RECORD, part(other, Parts.RECORD))),
        new Case(
            "another record of the chain, and a manifest that names it",
            Check.Name.INCLUSION,
            p -> {
              p.put(Parts.RECORD, part(other, Parts.RECORD));
              p.remove(Parts.MANIFEST);
              p.put(
                  Parts.MANIFEST,
                  Manifest.of(WORLD.consortium().chain(), WORLD.other().id(), p).bytes());
              return PlainZip.write(p);
            }),
        rebuilt(
            "another record with its proofs",
            Check.Name.HEADER,
            p -> {
              p.put(Parts.RECORD, part(other, Parts.RECORD));
              p.put(Parts.PROOFS, part(other, Parts.PROOFS));
            }),
        rebuilt(
            "another block's header",
            Check.Name.HEADER,
            p -> p.put(Parts.HEADER, part(other, Parts.HEADER))),
        rebuilt(
            "an earlier seal of the chain",
            Check.Name.HEADER,
            p -> p.put(Parts.NOTE, part(other, Parts.NOTE))),
        rebuilt(
            "a record of another chain",
            Check.Name.RECORD,
            p -> p.put(Parts.RECORD, part(foreign, Parts.RECORD))),
        rebuilt(
            "another chain's genesis",
            Check.Name.GENESIS,
            p -> p.put(Parts.GENESIS, part(foreign, Parts.GENESIS))),
        rebuilt(
            "another chain's policy",
            Check.Name.POLICY,
            p -> p.put(Parts.POLICY, part(foreign, Parts.POLICY))),
        rebuilt(
            "another chain's checkpoint by the same validators",
            Check.Name.CHECKPOINT,
            p -> p.put(Parts.NOTE, part(foreign, Parts.NOTE))),
        rebuilt(
            "another chain's header and proofs",
            Check.Name.HEADER,
            p -> {
              p.put(Parts.HEADER, part(foreign, Parts.HEADER));
              p.put(Parts.PROOFS, part(foreign, Parts.PROOFS));
            }),
        new Case(
            "another chain's bundle under this chain's genesis",
            Check.Name.GENESIS,
            p -> {
              SortedMap<String, byte[]> mixed = new TreeMap<>(foreign);
              mixed.put(Parts.GENESIS, part(p, Parts.GENESIS));
              return rebuild(mixed);
            }),
        rebuilt(
            "a policy with a smaller quorum",
            Check.Name.POLICY,
            p ->
                put(
                    p,
                    Parts.POLICY,
                    text(p, Parts.POLICY).replace("group validators 3", "group validators 1"))),
        rebuilt(
            "a genesis with another quorum",
            Check.Name.GENESIS,
            p ->
                put(
                    p,
                    Parts.GENESIS,
                    text(p, Parts.GENESIS).replace("\"quorum\":3", "\"quorum\":4"))),
        rebuilt(
            "a validator's key replaced in the genesis",
            Check.Name.GENESIS,
            p -> {
              String key =
                  TestConsortium.ofSeed(9)
                      .genesis()
                      .membership()
                      .validators()
                      .getFirst()
                      .checkpointKeys()
                      .orElseThrow()
                      .log();
              String own =
                  WORLD
                      .consortium()
                      .genesis()
                      .membership()
                      .validators()
                      .getFirst()
                      .checkpointKeys()
                      .orElseThrow()
                      .log();
              put(p, Parts.GENESIS, text(p, Parts.GENESIS).replace(own, key));
            }),
        rebuilt(
            "the statement changed",
            Check.Name.SIGNATURE,
            p -> put(p, Parts.RECORD, text(p, Parts.RECORD).replace("text/plain", "text/plaim"))),
        rebuilt(
            "the signature of another record",
            Check.Name.SIGNATURE,
            p -> {
              String wanted = text(other, Parts.RECORD);
              String own = text(p, Parts.RECORD);
              put(
                  p,
                  Parts.RECORD,
                  wanted.substring(0, wanted.indexOf(",\"statement\""))
                      + own.substring(own.indexOf(",\"statement\"")));
            }),
        rebuilt(
            "the same statement in another record",
            Check.Name.INCLUSION,
            p ->
                p.put(
                    Parts.RECORD,
                    WORLD
                        .consortium()
                        .signBatch(
                            WORLD
                                .consortium()
                                .actor("alice")
                                .with(WORLD.consortium().key("alice", 1)),
                            List.of(WORLD.work()))
                        .getFirst())));
  }

  static List<Case> headers() {
    SortedMap<String, byte[]> other = parts(WORLD.bundleOf(WORLD.other()));
    return List.of(
        rebuilt(
            "the block's time changed",
            Check.Name.HEADER,
            p -> {
              BlockHeader header = BlockHeader.parse(part(p, Parts.HEADER));
              long time = header.time().value();
              edit(p, Parts.HEADER, "\"time\":" + time, "\"time\":" + (time - 86_400_000));
            }),
        rebuilt(
            "the block's height changed",
            Check.Name.HEADER,
            p -> edit(p, Parts.HEADER, "\"height\":", "\"height\":1")),
        rebuilt(
            "the header replaced by a record",
            Check.Name.HEADER,
            p -> p.put(Parts.HEADER, part(p, Parts.RECORD))),
        rebuilt(
            "the record replaced by the header",
            Check.Name.RECORD,
            p -> p.put(Parts.RECORD, part(p, Parts.HEADER))),
        rebuilt(
            "the seal before replaced by another",
            Check.Name.NOT_BEFORE,
            p -> p.put(Parts.BEFORE, part(other, Parts.BEFORE))),
        rebuilt(
            "the seal before replaced by the sealing one",
            Check.Name.NOT_BEFORE,
            p ->
                p.put(
                    Parts.BEFORE,
                    Json.object()
                        .put("note", text(p, Parts.NOTE))
                        .put("tokens", Json.strings(List.of()))
                        .build()
                        .bytes())),
        rebuilt("the seal before removed", Check.Name.NOT_BEFORE, p -> p.remove(Parts.BEFORE)),
        rebuilt(
            "a token added to the seal before",
            Check.Name.NOT_BEFORE,
            p -> edit(p, Parts.BEFORE, "\"tokens\":[]", "\"tokens\":[\"MAA=\"]")));
  }
}
