package org.colophon.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.colophon.config.ConfigException;

/**
 * A decoder, and what it must keep to whatever bytes it is given: it refuses with the one exception
 * that it is documented to throw, in a message that fits a line of a log; and what it takes has the
 * decoder's property.
 */
public final class Decoder {
  private static final int MESSAGE_CHARS_MAX = 2_000;

  /** What reads the bytes. */
  @FunctionalInterface
  public interface Reading<T> {
    /** What the bytes say. */
    T read(byte[] bytes) throws Exception;
  }

  /** What holds for everything that was taken. */
  @FunctionalInterface
  public interface Property<T> {
    /** Fails when it does not hold. */
    void check(byte[] bytes, T read) throws Exception;
  }

  private final Class<? extends Exception> refusal;
  private final Reading<Boolean> feeding;

  private Decoder(Class<? extends Exception> refusal, Reading<Boolean> feeding) {
    this.refusal = refusal;
    this.feeding = feeding;
  }

  /** A decoder with a property of its own. */
  public static <T> Decoder of(
      Class<? extends Exception> refusal, Reading<T> reading, Property<T> property) {
    return new Decoder(
        refusal,
        bytes -> {
          T read = reading.read(bytes.clone());
          checked(() -> property.check(bytes, read));
          return true;
        });
  }

  /** A decoder of a form that each value has only once: what was read is written as it came. */
  public static <T> Decoder exact(
      Class<? extends Exception> refusal, Reading<T> reading, Function<T, byte[]> writing) {
    return of(refusal, reading, (bytes, read) -> assertThat(writing.apply(read)).isEqualTo(bytes));
  }

  /** The same for a form that is text. */
  public static <T> Decoder exactText(
      Class<? extends Exception> refusal,
      Function<String, T> reading,
      Function<T, String> writing) {
    return of(
        refusal,
        bytes -> reading.apply(text(bytes)),
        (bytes, read) -> assertThat(writing.apply(read)).isEqualTo(text(bytes)));
  }

  /** Bytes as the text that they are in UTF-8. */
  public static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private interface Check {
    void run() throws Exception;
  }

  /** A property that fails with the decoder's own exception has failed all the same. */
  private static void checked(Check property) {
    try {
      property.run();
    } catch (Exception e) {
      throw new AssertionError("what was taken is refused afterwards", e);
    }
  }

  /** Gives it bytes; says whether it took them. */
  public boolean feed(byte[] bytes) throws Exception {
    try {
      return feeding.read(bytes);
    } catch (Exception e) {
      if (!refusal.isInstance(e)) {
        throw e;
      }
      String message = String.valueOf(e.getMessage());
      assertThat(message).isNotBlank().hasSizeLessThan(MESSAGE_CHARS_MAX);
      assertThat(message.codePoints().filter(this::endsALine).count()).isZero();
      return false;
    }
  }

  /** Mistakes in settings are told to whoever wrote them, a line for each. */
  private boolean endsALine(int character) {
    boolean isBetweenMistakes = refusal == ConfigException.class && character == '\n';
    return Character.isISOControl(character) && !isBetweenMistakes;
  }
}
