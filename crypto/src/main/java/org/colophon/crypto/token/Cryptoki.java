package org.colophon.crypto.token;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The dozen functions of PKCS#11 (version 2.40, OASIS) that signing takes, of one module. CK_ULONG
 * is eight bytes, as on every 64-bit Unix. A module is loaded once and never unloaded.
 */
@SuppressWarnings("restricted")
final class Cryptoki {
  static final long CKR_OK = 0;
  static final long CKA_CLASS = 0x0;
  static final long CKA_LABEL = 0x3;
  static final long CKA_KEY_TYPE = 0x100;
  static final long CKA_ID = 0x102;
  static final long CKA_SENSITIVE = 0x103;
  static final long CKA_EXTRACTABLE = 0x162;
  static final long CKA_EC_PARAMS = 0x180;
  static final long CKA_EC_POINT = 0x181;
  static final long CKO_PUBLIC_KEY = 2;
  static final long CKO_PRIVATE_KEY = 3;
  static final long CKM_ECDSA = 0x1041;
  static final long CKM_EDDSA = 0x1057;

  private static final long CKR_CRYPTOKI_ALREADY_INITIALIZED = 0x191;
  private static final long CKR_USER_ALREADY_LOGGED_IN = 0x100;
  private static final long CKF_OS_LOCKING_OK = 2;
  private static final long CKF_SERIAL_SESSION = 4;
  private static final long CKU_USER = 1;

  /** What modules answer most when something is wrong. */
  private static final Map<Long, String> NAMES =
      Map.ofEntries(
          Map.entry(0x30L, "CKR_DEVICE_ERROR"),
          Map.entry(0x32L, "CKR_DEVICE_REMOVED"),
          Map.entry(0x60L, "CKR_KEY_HANDLE_INVALID"),
          Map.entry(0x68L, "CKR_KEY_FUNCTION_NOT_PERMITTED"),
          Map.entry(0x70L, "CKR_MECHANISM_INVALID"),
          Map.entry(0xa0L, "CKR_PIN_INCORRECT"),
          Map.entry(0xa2L, "CKR_PIN_LEN_RANGE"),
          Map.entry(0xa4L, "CKR_PIN_LOCKED"),
          Map.entry(0xb0L, "CKR_SESSION_CLOSED"),
          Map.entry(0xb3L, "CKR_SESSION_HANDLE_INVALID"),
          Map.entry(0xe0L, "CKR_TOKEN_NOT_PRESENT"),
          Map.entry(0x101L, "CKR_USER_NOT_LOGGED_IN"),
          Map.entry(0x190L, "CKR_CRYPTOKI_NOT_INITIALIZED"));

  /**
   * A function of the module.
   *
   * @param place in CK_FUNCTION_LIST, behind its version
   * @param form what it takes, and CK_RV
   */
  private record Function(int place, FunctionDescriptor form) {
    static Function of(int place, MemoryLayout... arguments) {
      return new Function(place, FunctionDescriptor.of(JAVA_LONG, arguments));
    }
  }

  private static final Function INITIALIZE = Function.of(0, ADDRESS);
  private static final Function GET_SLOT_LIST = Function.of(4, JAVA_BYTE, ADDRESS, ADDRESS);
  private static final Function GET_TOKEN_INFO = Function.of(6, JAVA_LONG, ADDRESS);
  private static final Function OPEN_SESSION =
      Function.of(12, JAVA_LONG, JAVA_LONG, ADDRESS, ADDRESS, ADDRESS);
  private static final Function CLOSE_SESSION = Function.of(13, JAVA_LONG);
  private static final Function LOGIN = Function.of(18, JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG);
  private static final Function GET_ATTRIBUTE_VALUE =
      Function.of(24, JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG);
  private static final Function FIND_OBJECTS_INIT = Function.of(26, JAVA_LONG, ADDRESS, JAVA_LONG);
  private static final Function FIND_OBJECTS =
      Function.of(27, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS);
  private static final Function FIND_OBJECTS_FINAL = Function.of(28, JAVA_LONG);
  private static final Function SIGN_INIT = Function.of(42, JAVA_LONG, ADDRESS, JAVA_LONG);
  private static final Function SIGN =
      Function.of(43, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS);

  private static final long WORD = 8;
  private static final int FUNCTIONS = 44;
  private static final int INITIALIZE_ARGS_WORDS = 6;
  private static final int FLAGS_WORD = 4;
  private static final int ATTRIBUTE_WORDS = 3;
  private static final int MECHANISM_WORDS = 3;
  private static final int TOKEN_INFO_BYTES = 256;
  private static final int LABEL_BYTES = 32;
  private static final int SERIAL_OFFSET = 32 + 32 + 16;
  private static final int SERIAL_BYTES = 16;
  private static final int SLOTS_MAX = 1_024;
  private static final int FOUND_MAX = 16;
  private static final int SIGNATURE_BYTES_MAX = 1_024;
  private static final int ATTRIBUTE_BYTES_MAX = 4_096;

  private static final Map<Path, Cryptoki> LOADED = new ConcurrentHashMap<>();

  private final Path module;
  private final MemorySegment list;
  private final Map<Function, MethodHandle> functions = new ConcurrentHashMap<>();

  /**
   * A token in a slot.
   *
   * @param slot its number
   * @param label of the token
   * @param serial number of the token
   */
  record Found(long slot, String label, String serial) {}

  private Cryptoki(Path module) throws TokenException {
    this.module = module;
    Linker linker = Linker.nativeLinker();
    MemoryLayout unsignedLong = linker.canonicalLayouts().get("long");
    if (unsignedLong == null || unsignedLong.byteSize() != WORD) {
      throw new TokenException("tokens are used on 64-bit Unix only");
    }
    list = functionList(linker);
    initialize();
  }

  /**
   * The module of a library.
   *
   * @throws TokenException when it cannot be loaded, or will not begin
   */
  static Cryptoki load(Path module) throws TokenException {
    synchronized (LOADED) {
      Cryptoki loaded = LOADED.get(module);
      if (loaded == null) {
        loaded = new Cryptoki(module);
        LOADED.put(module, loaded);
      }
      return loaded;
    }
  }

  private MemorySegment functionList(Linker linker) throws TokenException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment entry =
          SymbolLookup.libraryLookup(module, Arena.global())
              .find("C_GetFunctionList")
              .orElseThrow(() -> new TokenException(module + ": not a PKCS#11 module"));
      MethodHandle get = linker.downcallHandle(entry, FunctionDescriptor.of(JAVA_LONG, ADDRESS));
      MemorySegment pointer = arena.allocate(ADDRESS);
      require("C_GetFunctionList", (long) get.invokeWithArguments(pointer));
      return pointer.get(ADDRESS, 0).reinterpret(WORD * (1 + FUNCTIONS));
    } catch (TokenException e) {
      throw e;
    } catch (Throwable e) {
      throw new TokenException(module + ": cannot be loaded: " + e.getMessage());
    }
  }

  private void initialize() throws TokenException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment arguments = words(arena, INITIALIZE_ARGS_WORDS);
      arguments.setAtIndex(JAVA_LONG, FLAGS_WORD, CKF_OS_LOCKING_OK);
      long answer = call(INITIALIZE, arguments);
      if (answer != CKR_CRYPTOKI_ALREADY_INITIALIZED) {
        require("C_Initialize", answer);
      }
    }
  }

  /** All tokens that are there. */
  List<Found> tokens() throws TokenException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment count = arena.allocate(JAVA_LONG);
      count.set(JAVA_LONG, 0, SLOTS_MAX);
      MemorySegment slots = words(arena, SLOTS_MAX);
      require("C_GetSlotList", call(GET_SLOT_LIST, (byte) 1, slots, count));
      List<Found> found = new ArrayList<>();
      for (long i = 0; i < count.get(JAVA_LONG, 0); i++) {
        found.add(token(arena, slots.getAtIndex(JAVA_LONG, i)));
      }
      return found;
    }
  }

  private Found token(Arena arena, long slot) throws TokenException {
    MemorySegment info = arena.allocate(TOKEN_INFO_BYTES, WORD);
    require("C_GetTokenInfo", call(GET_TOKEN_INFO, slot, info));
    return new Found(slot, padded(info, 0, LABEL_BYTES), padded(info, SERIAL_OFFSET, SERIAL_BYTES));
  }

  private static String padded(MemorySegment info, int offset, int length) {
    byte[] bytes = info.asSlice(offset, length).toArray(JAVA_BYTE);
    return new String(bytes, StandardCharsets.UTF_8).stripTrailing();
  }

  /** A session that only reads, to be closed. */
  long openSession(long slot) throws TokenException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment session = arena.allocate(JAVA_LONG);
      require(
          "C_OpenSession",
          call(
              OPEN_SESSION,
              slot,
              CKF_SERIAL_SESSION,
              MemorySegment.NULL,
              MemorySegment.NULL,
              session));
      return session.get(JAVA_LONG, 0);
    }
  }

  /** Closes a session; what the module says to it changes nothing. */
  void closeSession(long session) {
    long _ = call(CLOSE_SESSION, session);
  }

  /** Logs the user in, which holds for all sessions of the token. */
  void login(long session, byte[] pin) throws TokenException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment secret = bytes(arena, pin);
      long answer = call(LOGIN, session, CKU_USER, secret, (long) pin.length);
      secret.fill((byte) 0);
      if (answer != CKR_USER_ALREADY_LOGGED_IN) {
        require("C_Login", answer);
      }
    }
  }

  /** The objects with all of these attributes, at most 16. */
  List<Long> find(long session, Map<Long, byte[]> attributes) throws TokenException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment template = words(arena, ATTRIBUTE_WORDS * attributes.size());
      int at = 0;
      for (Map.Entry<Long, byte[]> attribute : attributes.entrySet()) {
        template.setAtIndex(JAVA_LONG, at, attribute.getKey());
        template.setAtIndex(ADDRESS, at + 1, bytes(arena, attribute.getValue()));
        template.setAtIndex(JAVA_LONG, at + 2, attribute.getValue().length);
        at += ATTRIBUTE_WORDS;
      }
      require(
          "C_FindObjectsInit",
          call(FIND_OBJECTS_INIT, session, template, (long) attributes.size()));
      MemorySegment found = words(arena, FOUND_MAX);
      MemorySegment count = arena.allocate(JAVA_LONG);
      long answer = call(FIND_OBJECTS, session, found, (long) FOUND_MAX, count);
      require("C_FindObjectsFinal", call(FIND_OBJECTS_FINAL, session));
      require("C_FindObjects", answer);
      List<Long> objects = new ArrayList<>();
      for (long i = 0; i < count.get(JAVA_LONG, 0); i++) {
        objects.add(found.getAtIndex(JAVA_LONG, i));
      }
      return objects;
    }
  }

  /** The value of an attribute; empty when the object has none, or does not show it. */
  Optional<byte[]> attribute(long session, long object, long type) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment value = arena.allocate(ATTRIBUTE_BYTES_MAX, WORD);
      MemorySegment template = words(arena, ATTRIBUTE_WORDS);
      template.setAtIndex(JAVA_LONG, 0, type);
      template.setAtIndex(ADDRESS, 1, value);
      template.setAtIndex(JAVA_LONG, 2, ATTRIBUTE_BYTES_MAX);
      long answer = call(GET_ATTRIBUTE_VALUE, session, object, template, 1L);
      long length = template.getAtIndex(JAVA_LONG, 2);
      return answer == CKR_OK && length >= 0 && length <= ATTRIBUTE_BYTES_MAX
          ? Optional.of(value.asSlice(0, length).toArray(JAVA_BYTE))
          : Optional.empty();
    }
  }

  /** The signature by a mechanism without parameters. */
  byte[] sign(long session, long key, long mechanism, byte[] input) throws TokenException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment how = words(arena, MECHANISM_WORDS);
      how.setAtIndex(JAVA_LONG, 0, mechanism);
      require("C_SignInit", call(SIGN_INIT, session, how, key));
      MemorySegment signature = arena.allocate(SIGNATURE_BYTES_MAX);
      MemorySegment length = arena.allocate(JAVA_LONG);
      length.set(JAVA_LONG, 0, SIGNATURE_BYTES_MAX);
      require(
          "C_Sign",
          call(SIGN, session, bytes(arena, input), (long) input.length, signature, length));
      long made = length.get(JAVA_LONG, 0);
      if (made < 0 || made > SIGNATURE_BYTES_MAX) {
        throw new TokenException(module + ": C_Sign: a signature of " + made + " bytes");
      }
      return signature.asSlice(0, made).toArray(JAVA_BYTE);
    }
  }

  /** A CK_ULONG as an attribute's value. */
  static byte[] word(long value) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment word = arena.allocate(JAVA_LONG);
      word.set(JAVA_LONG, 0, value);
      return word.toArray(JAVA_BYTE);
    }
  }

  private static MemorySegment words(Arena arena, int count) {
    return arena.allocate(WORD * count, WORD);
  }

  private static MemorySegment bytes(Arena arena, byte[] bytes) {
    return arena.allocateFrom(JAVA_BYTE, bytes);
  }

  private long call(Function function, Object... arguments) {
    try {
      return (long)
          functions.computeIfAbsent(function, this::handle).invokeWithArguments(arguments);
    } catch (Throwable e) {
      throw new IllegalStateException("a call whose form is fixed", e);
    }
  }

  private MethodHandle handle(Function function) {
    MemorySegment address = list.get(ADDRESS, WORD * (1 + function.place));
    return Linker.nativeLinker().downcallHandle(address, function.form);
  }

  private void require(String function, long answer) throws TokenException {
    if (answer != CKR_OK) {
      String name = NAMES.getOrDefault(answer, "CKR 0x" + Long.toHexString(answer));
      throw new TokenException(module + ": " + function + ": " + name, answer);
    }
  }
}
