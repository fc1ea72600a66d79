package org.umbriel.symexec.fact.program;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.Constant;
import org.umbriel.metadata.classfile.FieldUnit;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.Program;

/**
 * Of which fields every write is known: private ones are written by their nest (JVMS 5.4.4), final
 * ones by their class's initialisers (JVMS 6.5.putfield), and those that are not public, as is
 * assumed, by the program. Not of those whose class names them in a text and looks fields up by
 * text.
 */
final class FieldPolicy {
  private static final Set<String> FIELD_LOOKUPS =
      Set.of(
          "newUpdater",
          "findVarHandle",
          "findStaticVarHandle",
          "findSetter",
          "findStaticSetter",
          "unreflectSetter",
          "objectFieldOffset",
          "getDeclaredField",
          "getDeclaredFields",
          "getField");

  private final Program program;
  private final Map<String, Set<String>> lookedUp = new HashMap<>();
  private final Map<String, Boolean> wholeNests = new HashMap<>();

  FieldPolicy(Program program) {
    this.program = program;
  }

  boolean isClosed(FieldUnit field) {
    if (!program.contains(field.owner())) {
      return false;
    }
    boolean isNumberOrReference =
        switch (field.descriptor().charAt(0)) {
          case 'F', 'D' -> false;
          default -> true;
        };
    return isNumberOrReference
        && (field.isFinal() || (field.isPrivate() ? isNestWhole(field.owner()) : !field.isPublic()))
        && !namesLookedUpIn(field.owner()).contains(field.name());
  }

  /** Whether code outside the program could write it, too: that it does not is an assumption. */
  static boolean isOpen(FieldUnit field) {
    return !field.isFinal() && !field.isPrivate();
  }

  private boolean isNestWhole(String owner) {
    return wholeNests.computeIfAbsent(
        owner,
        name -> {
          String host = program.find(name).flatMap(ClassUnit::nestHost).orElse(name);
          List<String> members = program.find(host).map(ClassUnit::nestMembers).orElse(List.of());
          return program.contains(host) && members.stream().allMatch(program::contains);
        });
  }

  private Set<String> namesLookedUpIn(String owner) {
    return lookedUp.computeIfAbsent(
        owner,
        name -> {
          String host = program.find(name).flatMap(ClassUnit::nestHost).orElse(name);
          Set<String> names = new HashSet<>();
          program.find(host).ifPresent(h -> collect(h, names));
          program
              .find(host)
              .map(ClassUnit::nestMembers)
              .orElse(List.of())
              .forEach(m -> program.find(m).ifPresent(u -> collect(u, names)));
          return names;
        });
  }

  private static void collect(ClassUnit unit, Set<String> names) {
    boolean looksUp = false;
    Set<String> texts = new HashSet<>();
    for (MethodCode method : unit.methods()) {
      for (Instruction instruction : method.instructions()) {
        if (instruction instanceof Instruction.Invoke call) {
          looksUp |= FIELD_LOOKUPS.contains(call.method().name());
        } else if (instruction instanceof Instruction.PushConstant push
            && push.constant() instanceof Constant.StringConstant text) {
          texts.add(text.value());
        }
      }
    }
    if (looksUp) {
      names.addAll(texts);
    }
  }
}
