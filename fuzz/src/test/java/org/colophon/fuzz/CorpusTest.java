package org.colophon.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each fuzz test has a corpus, in which its decoder takes something: a fuzzer begins there. */
class CorpusTest {
  private static final Path JAVA = Path.of("src", "test", "java");
  private static final Path CORPUS = Path.of("src", "test", "resources");

  static Stream<Method> fuzzTests() throws IOException {
    try (Stream<Path> files = Files.walk(JAVA)) {
      return files
          .filter(file -> file.toString().endsWith("FuzzTest.java"))
          .sorted()
          .map(CorpusTest::type)
          .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
          .filter(method -> method.isAnnotationPresent(FuzzTest.class))
          .toList()
          .stream();
    }
  }

  private static Class<?> type(Path file) {
    String name = JAVA.relativize(file).toString().replace(".java", "").replace('/', '.');
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  /** Where Jazzer looks for the inputs of a fuzz test. */
  private static Path folder(Method test) {
    Class<?> type = test.getDeclaringClass();
    return CORPUS.resolve(type.getName().replace('.', '/') + "Inputs").resolve(test.getName());
  }

  private static Decoder decoder(Method test) throws Exception {
    String constant = test.getName().replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
    Field field = test.getDeclaringClass().getDeclaredField(constant);
    field.setAccessible(true);
    return (Decoder) field.get(null);
  }

  @ParameterizedTest
  @MethodSource("fuzzTests")
  void somethingInTheCorpusIsTaken(Method test) throws Exception {
    Decoder decoder = decoder(test);
    int taken = 0;
    try (Stream<Path> inputs = Files.list(folder(test))) {
      for (Path input : inputs.toList()) {
        taken += decoder.feed(Files.readAllBytes(input)) ? 1 : 0;
      }
    }
    assertThat(taken).isPositive();
  }

  /** Certificates have no seed, so new seeds differ from those that are checked in. */
  @Test
  void newSeedsAreTaken() throws Exception {
    Map<String, List<byte[]>> seeds = Seeds.all();
    List<String> refused = new ArrayList<>();
    for (Method test : fuzzTests().toList()) {
      String name = name(test);
      List<byte[]> own = seeds.getOrDefault(name, List.of());
      assertThat(own).as(name).isNotEmpty();
      if (Boolean.getBoolean("colophon.regenerate")) {
        write(folder(test), own);
      }
      for (byte[] seed : own) {
        if (!decoder(test).feed(seed)) {
          refused.add(name + ": " + Decoder.text(seed));
        }
      }
    }
    assertThat(refused).isEmpty();
  }

  private static String name(Method test) {
    String type = test.getDeclaringClass().getName().replace("org.colophon.", "");
    return type.replace('.', '/') + "/" + test.getName();
  }

  private static void write(Path folder, List<byte[]> seeds) {
    try {
      Files.createDirectories(folder);
      for (int number = 0; number < seeds.size(); number++) {
        Files.write(folder.resolve("seed-%02d".formatted(number)), seeds.get(number));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
