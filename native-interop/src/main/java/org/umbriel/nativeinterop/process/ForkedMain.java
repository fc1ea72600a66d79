package org.umbriel.nativeinterop.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.umbriel.nativeinterop.NativeException;
import org.umbriel.nativeinterop.call.NativeFunction;
import org.umbriel.nativeinterop.call.NativeLibrary;
import org.umbriel.nativeinterop.type.Parameter;
import org.umbriel.nativeinterop.type.VoidType;
import org.umbriel.nativeinterop.value.Literals;
import org.umbriel.nativeinterop.value.NativePointer;
import org.umbriel.nativeinterop.value.Value;

/** The helper process: calls one function and writes what came of it to a file. */
public final class ForkedMain {
  static final String RETURNED = "returned\n";
  static final String REFUSED = "refused\n";

  private ForkedMain() {}

  /**
   * @param arguments the file for the answer, the library, the function, its arguments
   */
  public static void main(String[] arguments) throws IOException {
    Path answer = Path.of(arguments[0]);
    List<String> literals = Arrays.asList(arguments).subList(3, arguments.length);
    Files.writeString(answer, answer(arguments[1], arguments[2], literals));
  }

  private static String answer(String library, String function, List<String> literals) {
    try {
      return RETURNED + call(library, function, literals);
    } catch (NativeException e) {
      String message = String.valueOf(e.getMessage());
      String place = message.startsWith(library + ": ") ? "" : library + ": ";
      return REFUSED + place + message;
    }
  }

  private static String call(String name, String function, List<String> literals) {
    NativeLibrary library = NativeLibrary.open(name);
    NativeFunction called =
        function.indexOf('(') < 0 ? library.function(function) : library.declare(function);
    Literals reader = new Literals(word -> function(library, word));
    List<Parameter> parameters = called.type().parameters();
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 0; i < literals.size(); i++) {
      values.add(
          i < parameters.size()
              ? reader.parse(literals.get(i), parameters.get(i).type(), called.place(i))
              : reader.parse(literals.get(i)));
    }
    Value result = called.call(values.toArray());
    flush();
    return called.type().result() instanceof VoidType ? "" : result + "\n";
  }

  private static Optional<NativePointer> function(NativeLibrary library, String name) {
    try {
      return Optional.of(library.function(name).pointer());
    } catch (NativeException e) {
      return Optional.empty();
    }
  }

  /** What the function printed comes before what it returned. */
  private static void flush() {
    NativeLibrary.open("libc.so.6").declare("int fflush(void *)").call(NativePointer.NULL);
  }
}
