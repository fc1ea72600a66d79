package org.umbriel.symexec.fact.program;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.umbriel.metadata.classfile.ClassHeader;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.FieldUnit;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.metadata.classfile.Program;
import org.umbriel.symexec.fact.domain.Support;
import org.umbriel.symexec.fact.state.Types;
import org.umbriel.symexec.summary.Defects;

/**
 * What all analyses of one program share.
 *
 * @param exploding methods that cannot be analysed in every detail
 * @param defects methods that cannot be analysed at all
 */
record Context(
    Program program,
    Types types,
    Premises premises,
    Targets targets,
    DeclaredTypes declared,
    Graphs graphs,
    Map<String, Boolean> initialisesLoudly,
    Map<String, Boolean> orderlyEnumerations,
    Set<MethodReference> exploding,
    Defects defects) {

  static Context of(Program program) {
    Types types = new Types(program);
    Premises premises = new Premises();
    Defects defects = new Defects();
    return new Context(
        program,
        types,
        premises,
        new Targets(program, premises),
        new DeclaredTypes(types, premises),
        new Graphs(defects),
        new HashMap<>(),
        new HashMap<>(),
        new HashSet<>(),
        defects);
  }

  /** The fields that a method's class declares. */
  List<FieldUnit> fieldsBeside(MethodCode method) {
    return program.find(method.owner()).map(ClassUnit::fields).orElse(List.of());
  }

  /** What is known of the arrays by which compilers switch over enumerations. */
  SwitchTables switchTables() {
    return new SwitchTables(this);
  }

  /** That one type is a subtype of another: what the classes between them say. */
  Support hierarchy(String type, String supertype) {
    String from = Program.internalName(type.substring(type.lastIndexOf('[') + 1));
    String to = Program.internalName(supertype.substring(supertype.lastIndexOf('[') + 1));
    Support found = Support.NONE;
    Optional<String> at = Optional.of(from);
    while (at.isPresent() && !at.get().equals(to) && at.get().length() > 1) {
      found = found.union(premises.of(new Premise.Code(at.get())));
      Optional<ClassHeader> header = program.header(at.get());
      at =
          header.flatMap(
              h ->
                  h.superName()
                      .filter(s -> types.isSubtype(s, to))
                      .or(
                          () ->
                              h.interfaces().stream()
                                  .filter(i -> types.isSubtype(i, to))
                                  .findFirst()));
    }
    return found;
  }
}
