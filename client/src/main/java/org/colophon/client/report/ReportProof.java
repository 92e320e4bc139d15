package org.colophon.client.report;

import static org.colophon.client.report.SealedTrees.failure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.colophon.client.Failure;
import org.colophon.client.net.Network;
import org.colophon.core.Height;
import org.colophon.core.RecordId;
import org.colophon.core.RefusedException;
import org.colophon.core.chain.BlockHeader;
import org.colophon.core.membership.Genesis;
import org.colophon.core.record.RecordVerifier;
import org.colophon.core.record.Statement;
import org.colophon.core.report.About;
import org.colophon.core.report.AssessmentFacts;
import org.colophon.core.report.RecordFacts;
import org.colophon.core.report.Report;
import org.colophon.core.report.Retelling;
import org.colophon.crypto.Hash;
import org.colophon.crypto.merkle.MerkleHash;

/**
 * Checks what a report says of its records against the records themselves: each is fetched, its
 * signatures are verified, it is proven to stand where the report says in a tree that a quorum of
 * validators signed, and so is the header of its block, which holds its time. What the report tells
 * of a record is held against that record; what follows from many of them is the node's word, and
 * any other node makes the same of them, byte by byte.
 */
public final class ReportProof {
  private final Network network;
  private final Genesis genesis;
  private final SealedTrees trees;
  private final RecordVerifier verifier;

  private ReportProof(Network network, Genesis genesis) {
    this.network = network;
    this.genesis = genesis;
    this.trees = new SealedTrees(network, genesis);
    this.verifier = new RecordVerifier(genesis.chain(), genesis.limits().recordBytesMax());
  }

  /** A block that was fetched, with the first signed tree that covers it. */
  private record Block(BlockHeader header, SealedTrees.Signed sealed) {}

  /**
   * Checks a report.
   *
   * @throws Failure exit 1, named by what does not hold: CHAIN, BLOCK, SEAL, PROOF, SIGNATURE,
   *     RECORD or TIMES
   */
  public static void verify(Report report, Network network, Genesis genesis) throws Exception {
    new ReportProof(network, genesis).verify(report);
  }

  private void verify(Report report) throws Exception {
    if (!report.chain().equals(genesis.chain())) {
      throw failure("CHAIN", "a report of " + report.chain() + ", not of " + genesis.chain());
    }
    Map<Height, Block> blocks = blocks(report);
    requireBlock(report, blocks);
    requireSeal(report, blocks);
    requireAssessment(report);
    Retelling told = new Retelling(report);
    requireNamed(told.records(), report);
    InParallel.ask(
        report.records(),
        facts -> {
          verify(facts, block(blocks, facts), report, told);
          return facts.id();
        });
  }

  private Map<Height, Block> blocks(Report report) throws Exception {
    TreeSet<Height> heights = new TreeSet<>();
    heights.add(report.block().height());
    report.records().forEach(facts -> heights.add(facts.height()));
    List<BlockHeader> headers = InParallel.ask(List.copyOf(heights), this::header);
    List<Long> sizes = new ArrayList<>();
    headers.forEach(header -> sizes.add(header.checkpointSize().value()));
    for (int i = 1; i < sizes.size(); i++) {
      if (sizes.get(i) <= sizes.get(i - 1)) {
        throw failure("BLOCK", "headers that do not follow each other");
      }
    }
    Map<Long, SealedTrees.Signed> signed = trees.covering(sizes);
    List<Block> blocks =
        InParallel.ask(
            headers,
            header -> {
              SealedTrees.Signed tree = signed.get(header.checkpointSize().value());
              if (tree == null) {
                throw failure("SEAL", "block " + header.height() + " is not sealed");
              }
              trees.require(MerkleHash.leaf(header.bytes()), header.leafIndex().value(), tree);
              return new Block(header, tree);
            });
    Map<Height, Block> found = new HashMap<>();
    blocks.forEach(block -> found.put(block.header().height(), block));
    return found;
  }

  private BlockHeader header(Height height) throws Exception {
    byte[] bytes = network.block(height.value(), "").getHeader().toByteArray();
    try {
      BlockHeader header = BlockHeader.parse(bytes);
      if (header.height().equals(height)) {
        return header;
      }
    } catch (RefusedException e) {
      // Told as any other wrong answer.
    }
    throw failure("BLOCK", "the node answers for block " + height + " with something else");
  }

  private static void requireBlock(Report report, Map<Height, Block> blocks) throws Failure {
    Report.Block told = report.block();
    Block block = blocks.get(told.height());
    boolean isSo =
        block != null
            && told.header().equals(Hash.sha256(block.header().bytes()))
            && told.size() == block.header().checkpointSize().value()
            && told.time().equals(block.header().time());
    if (!isSo) {
      throw failure("BLOCK", "the report's block is not block " + told.height() + " of the chain");
    }
  }

  /** Its own seal: signed as it says, by a quorum, over a tree in which its block stands. */
  private void requireSeal(Report report, Map<Height, Block> blocks) throws Exception {
    SealedTrees.Shown shown = trees.shown(report.seal().note(), report.block().size());
    if (!shown.facts().equals(report.seal())) {
      throw failure("SEAL", "the report's seal was signed otherwise than it says");
    }
    BlockHeader header = Objects.requireNonNull(blocks.get(report.block().height())).header();
    trees.require(MerkleHash.leaf(header.bytes()), header.leafIndex().value(), shown.signed());
  }

  /** What is asked for is told. */
  private static void requireAssessment(Report report) throws Failure {
    Optional<RecordId> asked =
        report.about() instanceof About.Assessment(var made, var openings)
            ? Optional.of(made)
            : Optional.empty();
    Optional<RecordId> told = report.assessment().map(AssessmentFacts::record);
    if (!told.equals(asked)) {
      throw failure("RECORD", "the report is not of the assessment that it is about");
    }
  }

  /** What something is told of is proven with the other records. */
  private static void requireNamed(Set<RecordId> told, Report report) throws Failure {
    Set<RecordId> named = new HashSet<>();
    report.records().forEach(facts -> named.add(facts.id()));
    for (RecordId id : told) {
      if (!named.contains(id)) {
        throw failure("RECORD", id + " is not among the records of the report");
      }
    }
  }

  private static Block block(Map<Height, Block> blocks, RecordFacts facts) throws Failure {
    Block block = blocks.get(facts.height());
    if (block == null || !block.header().covers(facts.index())) {
      throw failure("RECORD", facts.id() + " does not stand in block " + facts.height());
    }
    return block;
  }

  private void verify(RecordFacts facts, Block block, Report report, Retelling told)
      throws Exception {
    byte[] leaf = network.receipt(facts.id().hex(), 0).getRecord().toByteArray();
    Statement statement = statement(leaf, facts);
    trees.require(MerkleHash.leaf(leaf), facts.index().value(), block.sealed());
    boolean isSo =
        statement.id().equals(facts.id())
            && statement.content().type() == facts.type()
            && facts.index().value() < report.block().size()
            && facts.signers().equals(RecordFacts.signersOf(statement));
    if (!isSo) {
      throw failure("RECORD", facts.id() + " is not what the report says of it");
    }
    if (!told.isSo(statement, block.header().time())) {
      throw failure("RECORD", facts.id() + " says something else than the report tells of it");
    }
    boolean isThen =
        statement.issuedAt().equals(facts.claimed())
            && block.header().time().equals(facts.ordered())
            && block.sealed().attested().equals(facts.attested());
    if (!isThen) {
      throw failure("TIMES", facts.id() + " has other times than the report says");
    }
  }

  private Statement statement(byte[] leaf, RecordFacts facts) throws Failure {
    try {
      return verifier.verify(leaf).statement();
    } catch (RefusedException e) {
      throw failure("SIGNATURE", facts.id() + " does not verify: " + e.getMessage());
    }
  }
}
