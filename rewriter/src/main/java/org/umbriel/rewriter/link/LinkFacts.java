package org.umbriel.rewriter.link;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.Constant;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.metadata.classfile.Opcode;
import org.umbriel.metadata.classfile.Program;
import org.umbriel.shadow.link.Fact.Kind;

/**
 * Collects what a class's code assumes of other classes: of each reference that it resolves, and of
 * the types that it takes for subtypes of others. Each fact stands once, with all its places. What
 * the JVM looks at elsewhere is left to it: the class's own supertypes when it loads the class,
 * before any of its code runs; catch types, method handles and call sites when it first needs them.
 */
final class LinkFacts {
  private record Key(Kind kind, String owner, String name, String descriptor) {}

  private final Map<Key, List<LinkFact.Place>> places = new LinkedHashMap<>();

  private LinkFacts() {}

  /** The facts of a class, in code order. */
  static List<LinkFact> of(ClassUnit unit) {
    LinkFacts facts = new LinkFacts();
    for (MethodCode method : unit.methods()) {
      for (int i = 0; i < method.instructions().size(); i++) {
        facts.collect(method.reference(), i, method.instruction(i));
      }
    }
    SubtypeFacts.of(unit)
        .forEach(
            (method, pairs) ->
                pairs.forEach(
                    p ->
                        facts.add(
                            new Key(Kind.SUBTYPE, p.type(), p.supertype(), ""),
                            new LinkFact.Place(method, 0, false))));
    List<LinkFact> found = new ArrayList<>();
    facts.places.forEach(
        (key, places) ->
            found.add(new LinkFact(key.kind(), key.owner(), key.name(), key.descriptor(), places)));
    return found;
  }

  private void collect(MethodReference method, int index, Instruction instruction) {
    LinkFact.Place place = new LinkFact.Place(method, index, false);
    switch (instruction.opcode().family()) {
      case FIELD -> {
        Instruction.FieldAccess access = (Instruction.FieldAccess) instruction;
        add(
            new Key(
                kind(access.opcode()),
                access.field().owner(),
                access.field().name(),
                access.field().descriptor()),
            place);
      }
      case INVOKE -> {
        Instruction.Invoke call = (Instruction.Invoke) instruction;
        add(
            new Key(
                kind(call.opcode()),
                call.method().owner(),
                call.method().name(),
                call.method().descriptor()),
            place);
      }
      case NEW -> add(new Key(Kind.NEW, ((Instruction.New) instruction).type(), "", ""), place);
      case NEW_ARRAY -> {
        String element = ((Instruction.NewArray) instruction).elementDescriptor();
        if (instruction.opcode() == Opcode.ANEWARRAY) {
          needs(Program.internalName(element), place);
        }
      }
      case MULTI_NEW_ARRAY -> needs(((Instruction.MultiNewArray) instruction).descriptor(), place);
      case CHECK_CAST ->
          needs(
              ((Instruction.CheckCast) instruction).type(),
              new LinkFact.Place(method, index, true));
      case INSTANCE_OF ->
          needs(
              ((Instruction.InstanceOf) instruction).type(),
              new LinkFact.Place(method, index, true));
      case CONSTANT -> {
        Constant constant = ((Instruction.PushConstant) instruction).constant();
        if (constant instanceof Constant.ClassConstant type) {
          needs(Program.internalName(type.descriptor()), place);
        }
      }
      default -> {}
    }
  }

  private static Kind kind(Opcode opcode) {
    return switch (opcode) {
      case GETFIELD -> Kind.GETFIELD;
      case PUTFIELD -> Kind.PUTFIELD;
      case GETSTATIC -> Kind.GETSTATIC;
      case PUTSTATIC -> Kind.PUTSTATIC;
      case INVOKEVIRTUAL -> Kind.INVOKEVIRTUAL;
      case INVOKESPECIAL -> Kind.INVOKESPECIAL;
      case INVOKESTATIC -> Kind.INVOKESTATIC;
      default -> Kind.INVOKEINTERFACE;
    };
  }

  private void needs(String type, LinkFact.Place place) {
    boolean primitives = type.startsWith("[") && !type.endsWith(";");
    if (!primitives) {
      add(new Key(Kind.CLASS, type, "", ""), place);
    }
  }

  private void add(Key key, LinkFact.Place place) {
    places.computeIfAbsent(key, k -> new ArrayList<>()).add(place);
  }
}
