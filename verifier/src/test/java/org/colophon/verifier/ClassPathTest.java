package org.colophon.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The jar is archived beside the evidence and must run in decades: it rests on no part of a node,
 * and on no library that only nodes need. What the tests see is what goes into the jar and more.
 */
class ClassPathTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.rocksdb.RocksDB",
        "org.apache.ratis.server.RaftServer",
        "org.apache.ratis.thirdparty.io.netty.channel.Channel",
        "io.netty.channel.Channel",
        "io.netty.buffer.ByteBuf",
        "io.grpc.Channel",
        "com.google.protobuf.Message",
        "com.linecorp.armeria.server.Server",
        "com.fasterxml.jackson.databind.ObjectMapper",
        "org.apache.pdfbox.pdmodel.PDDocument",
        "org.slf4j.Logger",
        "ch.qos.logback.classic.Logger",
        "org.colophon.storage.RocksStore",
        "org.colophon.consensus.RaftNode",
        "org.colophon.rpc.client.LedgerClient",
        "org.colophon.report.certificate.CertificateReport",
        "org.colophon.config.NodeConfig",
        "org.colophon.node.NodeDaemon"
      })
  void holdsNothingOfANode(String name) {
    assertThatThrownBy(() -> load(name)).isInstanceOf(ClassNotFoundException.class);
  }

  @Test
  void holdsWhatVerifyingNeeds() throws ClassNotFoundException {
    for (String name :
        List.of(
            "org.colophon.verifier.Main",
            "org.colophon.core.evidence.EvidenceVerifier",
            "org.colophon.crypto.tsp.TimeStamp",
            "org.bouncycastle.asn1.ASN1Primitive",
            "picocli.CommandLine")) {
      assertThat(load(name)).isNotNull();
    }
  }

  private static Class<?> load(String name) throws ClassNotFoundException {
    return Class.forName(name, false, ClassPathTest.class.getClassLoader());
  }
}
