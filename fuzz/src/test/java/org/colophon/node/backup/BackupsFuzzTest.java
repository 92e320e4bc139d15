package org.colophon.node.backup;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.colophon.core.RefusedException;
import org.colophon.fuzz.Decoder;

/** What a backup says that it holds. */
class BackupsFuzzTest {
  static final Decoder MANIFEST =
      Decoder.exact(RefusedException.class, Manifest::parse, Manifest::bytes);

  @FuzzTest
  void manifest(byte[] bytes) throws Exception {
    MANIFEST.feed(bytes);
  }
}
