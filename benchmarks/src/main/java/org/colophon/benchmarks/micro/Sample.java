package org.colophon.benchmarks.micro;

import java.util.ArrayList;
import java.util.List;
import org.colophon.testkit.Actor;
import org.colophon.testkit.TestConsortium;
import org.colophon.testkit.TestRecord;

/** Declarations of works by one creator, each of another content. */
final class Sample {
  private final TestConsortium consortium = TestConsortium.ofSeed(7);
  private final Actor creator = consortium.actor("creator");
  private long made;

  TestConsortium consortium() {
    return consortium;
  }

  /** Registers the creator. */
  byte[] registration() {
    Actor notary = consortium.actor(TestConsortium.NOTARY);
    return consortium.records().register(notary, creator).bytes();
  }

  /** Records, each with a signature of its own. */
  List<byte[]> singles(int count) {
    return declarations(count).stream().map(TestRecord::bytes).toList();
  }

  /** Records under one signature. */
  List<byte[]> batch(int count) {
    return consortium.signBatch(creator, declarations(count));
  }

  private List<TestRecord> declarations(int count) {
    List<TestRecord> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      records.add(consortium.records().declare(creator, consortium.hash("content " + made++)));
    }
    return records;
  }
}
