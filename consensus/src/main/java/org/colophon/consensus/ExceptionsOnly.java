package org.colophon.consensus;

import java.io.ObjectInputFilter;
import java.util.Set;

/**
 * What may be deserialized in this process. Ratis sends an exception as a Java object in the
 * trailers of a failed call, and turns what comes back into one. Members are known, not trusted: so
 * nothing comes out of that but exceptions of the JDK and of Ratis, and what these are made of.
 */
final class ExceptionsOnly {
  /** To be set for the process. */
  static final ObjectInputFilter FILTER = ExceptionsOnly::judge;

  private static final int DEPTH_MAX = 24;
  private static final int REFERENCES_MAX = 20_000;
  private static final int BYTES_MAX = 1 << 20;
  private static final int ARRAY_MAX = 4_000;
  private static final String JDK = "java.";
  private static final String RATIS = "org.apache.ratis.";
  private static final String BUNDLED = RATIS + "thirdparty.";

  /** The message, where it was thrown, and what was suppressed, as the JDK writes them. */
  private static final Set<String> PARTS =
      Set.of(
          "java.lang.Object",
          "java.lang.String",
          "java.lang.StackTraceElement",
          "java.util.ArrayList",
          "java.util.CollSer",
          "java.util.Collections$EmptyList");

  private ExceptionsOnly() {}

  private static ObjectInputFilter.Status judge(ObjectInputFilter.FilterInfo info) {
    boolean isBounded =
        info.depth() <= DEPTH_MAX
            && info.references() <= REFERENCES_MAX
            && info.streamBytes() <= BYTES_MAX
            && info.arrayLength() <= ARRAY_MAX;
    if (!isBounded) {
      return ObjectInputFilter.Status.REJECTED;
    }
    Class<?> type = info.serialClass();
    if (type == null) {
      return ObjectInputFilter.Status.UNDECIDED;
    }
    return isAllowed(type) ? ObjectInputFilter.Status.ALLOWED : ObjectInputFilter.Status.REJECTED;
  }

  private static boolean isAllowed(Class<?> type) {
    if (type.isArray()) {
      return isAllowed(type.getComponentType());
    }
    String name = type.getName();
    boolean isKnown = name.startsWith(JDK) || (name.startsWith(RATIS) && !name.startsWith(BUNDLED));
    boolean isException = isKnown && Throwable.class.isAssignableFrom(type);
    return type.isPrimitive() || isException || PARTS.contains(name);
  }
}
