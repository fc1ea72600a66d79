package org.umbriel.symexec.explore.library;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.umbriel.symexec.explore.machine.Classes;
import org.umbriel.symexec.explore.machine.Routine;

/**
 * Library classes for which we have a class with static methods of the same names, that take the
 * receiver as their first parameter. The models are executed like the program.
 */
final class JavaModels {
  static final String ROOM = "org/umbriel/symexec/explore/model/";

  /** Stands for both kinds of buffer, by a type that both have. */
  static final String BUFFER = "BufferModel";

  private static final String BUFFER_TYPE = "Ljava/lang/Appendable;";

  private static final Map<String, String> MODELS =
      Map.ofEntries(
          Map.entry("java/lang/String", "StringModel"),
          Map.entry("java/lang/String$CaseInsensitiveComparator", "StringModel"),
          Map.entry("java/lang/StringBuilder", BUFFER),
          Map.entry("java/lang/StringBuffer", BUFFER),
          Map.entry("java/lang/Integer", "IntegerModel"),
          Map.entry("java/lang/Long", "LongModel"),
          Map.entry("java/io/PrintStream", "PrintStreamModel"),
          Map.entry("java/lang/Enum", "EnumModel"));

  private JavaModels() {}

  static boolean covers(String owner) {
    return MODELS.containsKey(owner);
  }

  static @Nullable Routine find(Classes classes, Routine routine) {
    String model = MODELS.get(routine.owner().name());
    if (model == null) {
      return null;
    }
    String self = "L" + routine.owner().name() + ";";
    String descriptor = routine.code().descriptor();
    if (!routine.isStatic()) {
      descriptor = "(" + self + descriptor.substring(1);
    }
    if (model.equals(BUFFER)) {
      descriptor = descriptor.replace(self, BUFFER_TYPE);
    }
    return classes.load(ROOM + model).declared(routine.code().name(), descriptor);
  }
}
