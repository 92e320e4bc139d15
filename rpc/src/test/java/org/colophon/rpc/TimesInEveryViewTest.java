package org.colophon.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.colophon.rpc.proto.Receipt;
import org.colophon.rpc.proto.Times;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Wherever an answer says where a record stands, it says its three times beside it. */
class TimesInEveryViewTest {
  /** The answer to a submission: nothing is sealed yet, and the author knows what he claimed. */
  private static final Set<String> WITHOUT = Set.of("Outcome");

  static Stream<Descriptor> views() {
    return Receipt.getDescriptor().getFile().getMessageTypes().stream()
        .filter(message -> !WITHOUT.contains(message.getName()))
        .filter(message -> !of(message, Receipt.getDescriptor()).isEmpty());
  }

  @ParameterizedTest
  @MethodSource("views")
  void hasAsManyTimesAsReceipts(Descriptor view) {
    assertThat(of(view, Times.getDescriptor())).hasSameSizeAs(of(view, Receipt.getDescriptor()));
  }

  private static List<FieldDescriptor> of(Descriptor view, Descriptor type) {
    return view.getFields().stream()
        .filter(field -> field.getJavaType() == FieldDescriptor.JavaType.MESSAGE)
        .filter(field -> field.getMessageType().equals(type))
        .toList();
  }
}
