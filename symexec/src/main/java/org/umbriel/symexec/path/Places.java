package org.umbriel.symexec.path;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.FieldReference;
import org.umbriel.metadata.classfile.FieldUnit;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.Program;
import org.umbriel.symexec.path.state.Place;
import org.umbriel.symexec.path.state.Place.Stability;

/** Resolves field references to the places of an execution. */
final class Places {
  private final Program program;
  private final MethodCode root;
  private final Map<FieldReference, Optional<Place>> known = new LinkedHashMap<>();

  /**
   * Places of an execution.
   *
   * @param root the method that is executed
   */
  Places(Program program, MethodCode root) {
    this.program = program;
    this.root = root;
  }

  /** The place of a field; empty if a class that may declare it is missing. */
  Optional<Place> of(FieldReference reference) {
    return known.computeIfAbsent(reference, this::resolve);
  }

  /**
   * The instance fields that were asked for and are no volatile ones, as their classes name them.
   */
  Map<FieldReference, Place> instanceFields() {
    Map<FieldReference, Place> fields = new LinkedHashMap<>();
    known.forEach(
        (reference, place) -> {
          Optional<FieldUnit> field = program.resolve(reference);
          if (place.isPresent()
              && field.isPresent()
              && !field.get().isStatic()
              && place.get().stability() != Stability.VOLATILE) {
            fields.put(field.get().reference(), place.get());
          }
        });
    return fields;
  }

  private Optional<Place> resolve(FieldReference reference) {
    return program.resolve(reference).map(field -> place(field));
  }

  private Place place(FieldUnit field) {
    String name = Place.nameOf(field.reference());
    return field.isStatic()
        ? Place.staticField(name, field.descriptor(), stability(field))
        : Place.instanceField(name, field.descriptor(), stability(field));
  }

  private Stability stability(FieldUnit field) {
    if (field.isVolatile()) {
      return Stability.VOLATILE;
    }
    boolean isBeingInitialised =
        field.isStatic() && root.isClassInitializer() && root.owner().equals(field.owner());
    return field.isFinal() && !isBeingInitialised && isWrittenByInitialisersOnly(field)
        ? Stability.STABLE
        : Stability.MUTABLE;
  }

  /**
   * Class files before version 53 may write their final fields in any method (JVMS 6.5.putfield).
   */
  private boolean isWrittenByInitialisersOnly(FieldUnit field) {
    Optional<ClassUnit> owner = program.find(field.owner());
    return owner.isPresent()
        && (owner.get().majorVersion() >= 53
            || owner.get().methods().stream().noneMatch(method -> writes(method, field)));
  }

  private static boolean writes(MethodCode method, FieldUnit field) {
    if (method.isConstructor() || method.isClassInitializer() || !method.hasCode()) {
      return false;
    }
    for (Instruction instruction : method.instructions()) {
      if (instruction instanceof Instruction.FieldAccess access
          && access.isWrite()
          && access.field().name().equals(field.name())) {
        return true;
      }
    }
    return false;
  }
}
