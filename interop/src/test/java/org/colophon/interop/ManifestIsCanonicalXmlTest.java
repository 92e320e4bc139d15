package org.colophon.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.SequencedMap;
import org.apache.xml.security.Init;
import org.apache.xml.security.c14n.Canonicalizer;
import org.junit.jupiter.api.Test;

final class ManifestIsCanonicalXmlTest {
  @Test
  void canonicalizingItChangesNoByte() throws Exception {
    Init.init();
    SequencedMap<String, byte[]> parts =
        ArchiveFixture.parts(new ArchiveFixture().container(0, List.of()).write());
    byte[] manifest = parts.getOrDefault(ArchiveFixture.MANIFEST, new byte[0]);
    ByteArrayOutputStream canonical = new ByteArrayOutputStream();
    Canonicalizer.getInstance(Canonicalizer.ALGO_ID_C14N_WITH_COMMENTS)
        .canonicalize(manifest, canonical, true);
    assertThat(canonical.toByteArray()).isEqualTo(manifest);
  }
}
