package org.colophon.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.apache.ratis.protocol.exceptions.RaftException;
import org.apache.ratis.protocol.exceptions.ServerNotReadyException;
import org.apache.ratis.protocol.exceptions.StateMachineException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What another member may have this process build. */
final class ExceptionsOnlyTest {
  private static byte[] written(Object object) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    return bytes.toByteArray();
  }

  private static Object read(byte[] bytes) throws Exception {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      in.setObjectInputFilter(ExceptionsOnly.FILTER);
      return in.readObject();
    }
  }

  static List<Exception> exceptions() {
    Exception full = new IOException("no room", new ConnectException("refused"));
    full.addSuppressed(new TimeoutException("late"));
    full.addSuppressed(new IllegalStateException("closed"));
    return List.of(
        full,
        new RaftException("lost", new CompletionException(full)),
        new ServerNotReadyException("node-1 is closing"),
        new StateMachineException("halted", new IllegalStateException("no such block")));
  }

  @ParameterizedTest
  @MethodSource("exceptions")
  void exceptionsComeBackAsTheyWere(Exception sent) throws Exception {
    Exception back = (Exception) read(written(sent));
    assertThat(back).hasSameClassAs(sent).hasMessage(sent.getMessage());
    assertThat(back.getSuppressed()).hasSameSizeAs(sent.getSuppressed());
    assertThat(back.getStackTrace()).isEqualTo(sent.getStackTrace());
  }

  static List<Object> foreign() throws Exception {
    Map<Object, Object> lookedUp = new HashMap<>();
    lookedUp.put(URI.create("https://names.example").toURL(), "asks a name server when it is read");
    Exception carrier = new NamedException(lookedUp);
    List<Object> nested = new ArrayList<>(List.of(Instant.EPOCH));
    return List.of(
        lookedUp,
        carrier,
        nested,
        Instant.EPOCH,
        new HashMap<>(),
        Long.valueOf(1),
        List.of(carrier));
  }

  @ParameterizedTest
  @MethodSource("foreign")
  void nothingElseIsBuilt(Object sent) {
    assertThatThrownBy(() -> read(written(sent))).isInstanceOf(InvalidClassException.class);
  }

  @Test
  void exceptionsWithoutEndAreNotRead() throws Exception {
    Exception deep = new IOException("end");
    for (int i = 0; i < 40; i++) {
      deep = new IOException("link", deep);
    }
    byte[] bytes = written(deep);
    assertThatThrownBy(() -> read(bytes)).isInstanceOf(InvalidClassException.class);
    byte[] array = written(new Object[5_000]);
    assertThatThrownBy(() -> read(array)).isInstanceOf(InvalidClassException.class);
  }

  /** An exception of nobody's, with something in it. */
  private static final class NamedException extends Exception {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial")
    private final Map<Object, Object> carried;

    NamedException(Map<Object, Object> carried) {
      this.carried = carried;
    }

    @Override
    public String getMessage() {
      return "carries " + carried.size();
    }
  }
}
