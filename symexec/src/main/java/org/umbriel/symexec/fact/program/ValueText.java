package org.umbriel.symexec.fact.program;

import org.umbriel.metadata.classfile.Constant;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.JavaNames;
import org.umbriel.metadata.classfile.LocalVariable;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.symexec.fact.value.Definition;
import org.umbriel.symexec.fact.value.ValueGraph;

/** Values of a method {@code ->} what a person would call them: where they come from. */
final class ValueText {
  private final ValueGraph graph;
  private final MethodCode method;

  ValueText(ValueGraph graph) {
    this.graph = graph;
    this.method = graph.method();
  }

  /** {@code parameter name}, {@code the result of a.b.C.m() (line 12)}. */
  String of(int value) {
    Definition definition = graph.definition(value);
    if (definition instanceof Definition.Argument argument) {
      boolean isReceiver = argument.position() == 0 && !method.isStatic();
      return isReceiver ? "this" : "parameter " + parameter(argument.position());
    } else if (definition instanceof Definition.Literal literal) {
      return literal(literal.constant());
    } else if (definition instanceof Definition.Result result) {
      return ofInstruction(result.instruction());
    } else if (definition instanceof Definition.Merge merge) {
      int start = graph.flow().block(merge.block()).start();
      return merge.slot() < 0
          ? "a value with several origins" + line(start)
          : method
              .localVariable(merge.slot(), start)
              .map(LocalVariable::name)
              .orElse("a local variable");
    } else if (definition instanceof Definition.Caught caught) {
      return "the caught exception" + line(graph.flow().block(caught.block()).start());
    } else if (definition instanceof Definition.Length length) {
      return "the length of " + of(length.array());
    } else if (definition instanceof Definition.HeapMerge) {
      return "a field or element with several contents";
    }
    return "a computed value";
  }

  /** The name of a parameter, the receiver being position 0 of an instance method. */
  String parameter(int position) {
    int parameter = position - (method.isStatic() ? 0 : 1);
    int slot = parameter < 0 ? 0 : method.type().slotOf(parameter, method.isStatic());
    return method.localVariable(slot, 0).map(LocalVariable::name).orElse("p" + parameter);
  }

  private static String literal(Constant constant) {
    if (constant instanceof Constant.IntConstant number) {
      return Integer.toString(number.value());
    } else if (constant instanceof Constant.LongConstant number) {
      return number.value() + "L";
    } else if (constant instanceof Constant.StringConstant) {
      return "a string constant";
    }
    return "a constant";
  }

  private String ofInstruction(int index) {
    Instruction made = method.instruction(index);
    if (made instanceof Instruction.Invoke call) {
      return "the result of " + JavaNames.method(call.method()) + line(index);
    } else if (made instanceof Instruction.InvokeDynamic call) {
      return "the result of " + call.name() + " by invokedynamic" + line(index);
    } else if (made instanceof Instruction.FieldAccess access) {
      return "field "
          + JavaNames.type(access.field().owner())
          + "."
          + access.field().name()
          + line(index);
    } else if (made instanceof Instruction.New allocation) {
      return "a new " + JavaNames.type(allocation.type()) + line(index);
    } else if (made instanceof Instruction.ArrayLoad) {
      return "an element of an array" + line(index);
    }
    return "a value made" + line(index);
  }

  private String line(int index) {
    int line = method.line(index);
    return line > 0 ? " (line " + line + ")" : "";
  }
}
