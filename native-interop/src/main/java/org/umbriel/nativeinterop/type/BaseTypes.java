package org.umbriel.nativeinterop.type;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.umbriel.nativeinterop.type.IntegerType.Kind;

/** The types that C itself has, by their words in any order, and those of {@code stdint.h}. */
final class BaseTypes {
  private static final Set<String> WORDS =
      Set.of(
          "void",
          "_Bool",
          "bool",
          "char",
          "short",
          "int",
          "long",
          "__int128",
          "float",
          "double",
          "_Complex",
          "signed",
          "unsigned");

  private static final Map<String, CType> BY_WORDS =
      Map.ofEntries(
          Map.entry("{void=1}", VoidType.VOID),
          Map.entry("{_Bool=1}", IntegerType.BOOL),
          Map.entry("{bool=1}", IntegerType.BOOL),
          Map.entry("{char=1}", IntegerType.CHAR),
          Map.entry("{char=1, signed=1}", integer("signed char", 1, Kind.CHARACTER)),
          Map.entry("{char=1, unsigned=1}", integer("unsigned char", 1, Kind.UNSIGNED_CHARACTER)),
          Map.entry("{short=1}", integer("short", 2, Kind.SIGNED)),
          Map.entry("{short=1, unsigned=1}", integer("unsigned short", 2, Kind.UNSIGNED)),
          Map.entry("{int=1}", IntegerType.INT),
          Map.entry("{signed=1}", IntegerType.INT),
          Map.entry("{unsigned=1}", IntegerType.UNSIGNED_INT),
          Map.entry("{long=1}", IntegerType.LONG),
          Map.entry("{long=1, unsigned=1}", integer("unsigned long", 8, Kind.UNSIGNED)),
          Map.entry("{long=2}", integer("long long", 8, Kind.SIGNED)),
          Map.entry("{long=2, unsigned=1}", integer("unsigned long long", 8, Kind.UNSIGNED)),
          Map.entry("{__int128=1}", integer("__int128", 16, Kind.SIGNED)),
          Map.entry("{__int128=1, unsigned=1}", integer("unsigned __int128", 16, Kind.UNSIGNED)),
          Map.entry("{float=1}", RealType.FLOAT),
          Map.entry("{double=1}", RealType.DOUBLE),
          Map.entry("{double=1, long=1}", RealType.LONG_DOUBLE),
          Map.entry("{_Complex=1, float=1}", complex(RealType.FLOAT)),
          Map.entry("{_Complex=1, double=1}", complex(RealType.DOUBLE)),
          Map.entry("{_Complex=1, double=1, long=1}", complex(RealType.LONG_DOUBLE)));

  private static final Map<String, CType> BY_NAME =
      Map.ofEntries(
          Map.entry("size_t", integer("size_t", 8, Kind.UNSIGNED)),
          Map.entry("ssize_t", integer("ssize_t", 8, Kind.SIGNED)),
          Map.entry("intptr_t", integer("intptr_t", 8, Kind.SIGNED)),
          Map.entry("uintptr_t", integer("uintptr_t", 8, Kind.UNSIGNED)),
          Map.entry("ptrdiff_t", integer("ptrdiff_t", 8, Kind.SIGNED)),
          Map.entry("int8_t", integer("int8_t", 1, Kind.SIGNED)),
          Map.entry("uint8_t", integer("uint8_t", 1, Kind.UNSIGNED)),
          Map.entry("int16_t", integer("int16_t", 2, Kind.SIGNED)),
          Map.entry("uint16_t", integer("uint16_t", 2, Kind.UNSIGNED)),
          Map.entry("int32_t", integer("int32_t", 4, Kind.SIGNED)),
          Map.entry("uint32_t", integer("uint32_t", 4, Kind.UNSIGNED)),
          Map.entry("int64_t", integer("int64_t", 8, Kind.SIGNED)),
          Map.entry("uint64_t", integer("uint64_t", 8, Kind.UNSIGNED)));

  private BaseTypes() {}

  private static IntegerType integer(String text, long size, Kind kind) {
    return new IntegerType(text, size, kind);
  }

  private static ComplexType complex(RealType part) {
    return new ComplexType("_Complex " + part.text(), part);
  }

  /** Whether a word may be a part of a base type's name. */
  static boolean isWord(String word) {
    return WORDS.contains(word);
  }

  /**
   * @param words with how often each of them stands there
   */
  static Optional<CType> of(Map<String, Integer> words) {
    Map<String, Integer> fewer = new TreeMap<>(words);
    if (fewer.size() > 1) {
      fewer.remove("int");
    }
    if (fewer.size() > 1 && !fewer.containsKey("char")) {
      fewer.remove("signed");
    }
    return Optional.ofNullable(BY_WORDS.get(fewer.toString()));
  }

  static Optional<CType> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }
}
