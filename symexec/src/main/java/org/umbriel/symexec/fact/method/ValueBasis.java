package org.umbriel.symexec.fact.method;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.umbriel.metadata.classfile.Constant;
import org.umbriel.metadata.classfile.ExceptionHandler;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.MethodDescriptor;
import org.umbriel.metadata.classfile.Opcode;
import org.umbriel.metadata.classfile.Program;
import org.umbriel.metadata.graph.Edge;
import org.umbriel.symexec.fact.domain.Interval;
import org.umbriel.symexec.fact.domain.Support;
import org.umbriel.symexec.fact.state.Basis;
import org.umbriel.symexec.fact.state.Fact;
import org.umbriel.symexec.fact.state.NoFact;
import org.umbriel.symexec.fact.state.NumberFact;
import org.umbriel.symexec.fact.state.Place;
import org.umbriel.symexec.fact.state.ReferenceFact;
import org.umbriel.symexec.fact.state.Types;
import org.umbriel.symexec.fact.value.Definition;
import org.umbriel.symexec.fact.value.ValueGraph;

/** What follows from a value's definition, with the answers kept. */
final class ValueBasis implements Basis {
  private final ValueGraph graph;
  private final World world;
  private final List<@Nullable Fact> known = new ArrayList<>();

  ValueBasis(ValueGraph graph, World world) {
    this.graph = graph;
    this.world = world;
  }

  @Override
  public ValueGraph graph() {
    return graph;
  }

  @Override
  public Types types() {
    return world.types();
  }

  @Override
  public int lengthOf(int array) {
    return graph.lengthOf(array);
  }

  @Override
  public Fact of(int value) {
    while (known.size() <= value) {
      known.add(null);
    }
    Fact fact = known.get(value);
    if (fact == null) {
      fact = find(graph.definition(value));
      known.set(value, fact);
    }
    return fact;
  }

  private Fact find(Definition definition) {
    if (definition instanceof Definition.Argument argument) {
      return world.argument(argument.position());
    } else if (definition instanceof Definition.Literal literal) {
      return ofConstant(literal.constant());
    } else if (definition instanceof Definition.Operation operation) {
      return ofOperation(operation.opcode());
    } else if (definition instanceof Definition.Length) {
      return NumberFact.of(Interval.LENGTH);
    } else if (definition instanceof Definition.TypeTest) {
      return NumberFact.of(Interval.BOOLEAN);
    } else if (definition instanceof Definition.Caught caught) {
      return ofCaught(caught.block());
    } else if (definition instanceof Definition.HeapMerge merge) {
      return ofPlace(merge.place());
    } else if (definition instanceof Definition.Result result) {
      return ofResult(graph.method().instruction(result.instruction()));
    }
    return NoFact.NOTHING;
  }

  private Fact ofPlace(Object place) {
    if (place instanceof Place.OfObject object) {
      return world.declared(object.field().descriptor());
    } else if (place instanceof Place.OfClass field) {
      return world.declared(field.field().descriptor());
    }
    return NoFact.NOTHING;
  }

  static Fact ofConstant(Constant constant) {
    if (constant instanceof Constant.NullConstant) {
      return ReferenceFact.NULL;
    } else if (constant instanceof Constant.IntConstant number) {
      return NumberFact.of(Interval.of(number.value()));
    } else if (constant instanceof Constant.LongConstant number) {
      return NumberFact.of(Interval.of(number.value()));
    } else if (constant instanceof Constant.StringConstant) {
      return exactly("java/lang/String");
    } else if (constant instanceof Constant.ClassConstant) {
      return exactly("java/lang/Class");
    } else if (constant instanceof Constant.MethodTypeConstant) {
      return exactly("java/lang/invoke/MethodType");
    } else if (constant instanceof Constant.MethodHandleConstant) {
      return ReferenceFact.of("java/lang/invoke/MethodHandle", false, Support.NONE).nonNull();
    }
    return NoFact.NOTHING;
  }

  private static Fact exactly(String type) {
    return ReferenceFact.of(type, true, Support.NONE).nonNull();
  }

  private static Fact ofOperation(Opcode opcode) {
    return switch (opcode) {
      case IADD, ISUB, IMUL, IDIV, IREM, INEG, ISHL, ISHR, IUSHR, IAND, IOR, IXOR, L2I, F2I, D2I ->
          NumberFact.INT;
      case LADD, LSUB, LMUL, LDIV, LREM, LNEG, LSHL, LSHR, LUSHR, LAND, LOR, LXOR, F2L, D2L ->
          NumberFact.LONG;
      case I2L -> NumberFact.of(Interval.INT);
      case I2B -> NumberFact.of(Interval.BYTE);
      case I2C -> NumberFact.of(Interval.CHAR);
      case I2S -> NumberFact.of(Interval.SHORT);
      case LCMP, FCMPL, FCMPG, DCMPL, DCMPG -> NumberFact.of(new Interval(-1, 1));
      default -> NoFact.NOTHING;
    };
  }

  /** An exception of a type that some row of the table names for this handler. */
  private Fact ofCaught(int block) {
    String type = "";
    for (Edge edge : graph.flow().predecessors(graph.flow().block(block))) {
      String caught = edge.handler().flatMap(ExceptionHandler::type).orElse("java/lang/Throwable");
      type = type.isEmpty() ? caught : types().commonSupertype(type, caught);
    }
    return ReferenceFact.of(type.isEmpty() ? Types.OBJECT : type, false, Support.NONE).nonNull();
  }

  private Fact ofResult(Instruction instruction) {
    if (instruction instanceof Instruction.FieldAccess access) {
      return world.declared(access.field().descriptor());
    } else if (instruction instanceof Instruction.Invoke call) {
      return world.declared(returnType(call.method().descriptor()));
    } else if (instruction instanceof Instruction.InvokeDynamic call) {
      return world.declared(returnType(call.descriptor()));
    } else if (instruction instanceof Instruction.New allocation) {
      return exactly(allocation.type());
    } else if (instruction instanceof Instruction.NewArray allocation) {
      return exactly("[" + allocation.elementDescriptor());
    } else if (instruction instanceof Instruction.MultiNewArray allocation) {
      return exactly(allocation.descriptor());
    } else if (instruction instanceof Instruction.ArrayLoad load) {
      return ofElement(load.opcode());
    } else if (instruction instanceof Instruction.PushConstant push
        && push.constant() instanceof Constant.DynamicConstant dynamic) {
      return world.declared(dynamic.descriptor());
    }
    return NoFact.NOTHING;
  }

  private static String returnType(String descriptor) {
    return MethodDescriptor.parse(descriptor).returnType();
  }

  private static Fact ofElement(Opcode opcode) {
    return switch (opcode) {
      case IALOAD -> NumberFact.INT;
      case LALOAD -> NumberFact.LONG;
      case BALOAD -> NumberFact.of(Interval.BYTE);
      case CALOAD -> NumberFact.of(Interval.CHAR);
      case SALOAD -> NumberFact.of(Interval.SHORT);
      case AALOAD -> ReferenceFact.ANY;
      default -> NoFact.NOTHING;
    };
  }

  /** The type of an array's elements, for a type that is one. */
  static String elementType(String arrayType) {
    return Program.internalName(arrayType.substring(1));
  }
}
