package org.umbriel.symexec.fact.program;

import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.site.CheckKind;
import org.umbriel.metadata.site.CheckSite;
import org.umbriel.metadata.site.Reason;
import org.umbriel.metadata.site.Verdict;
import org.umbriel.symexec.fact.state.State;
import org.umbriel.symexec.fact.value.Definition;
import org.umbriel.symexec.fact.value.ValueGraph;

/** Why too little is known of a value: where it comes from. */
final class Shortcoming {
  private Shortcoming() {}

  /** The verdict on a site that the facts do not decide. */
  static Verdict.Unproven of(CheckSite site, int value, ValueGraph graph, State state) {
    if (site.kind() == CheckKind.ILLEGAL_MONITOR) {
      return new Verdict.Unproven(Reason.MONITOR, "");
    }
    return ofOrigin(origin(state.canonical(value), graph, state), graph);
  }

  /** The value as it was read; a merge's origin is the merge. */
  private static Definition origin(int value, ValueGraph graph, State state) {
    Definition definition = graph.definition(value);
    if (definition instanceof Definition.Operation operation
        && graph.definition(state.canonical(operation.left())) instanceof Definition.Result made) {
      return made;
    }
    return definition;
  }

  private static Verdict.Unproven ofOrigin(Definition origin, ValueGraph graph) {
    if (origin instanceof Definition.Argument argument) {
      return new Verdict.Unproven(
          Reason.UNKNOWN_PARAMETER,
          "parameter " + new ValueText(graph).parameter(argument.position()));
    } else if (origin instanceof Definition.Result result) {
      return ofInstruction(graph.method().instruction(result.instruction()));
    } else if (origin instanceof Definition.HeapMerge) {
      return new Verdict.Unproven(Reason.UNKNOWN_FIELD, "a field with several contents");
    }
    return new Verdict.Unproven(Reason.UNKNOWN_VALUE, "");
  }

  private static Verdict.Unproven ofInstruction(Instruction made) {
    if (made instanceof Instruction.Invoke call) {
      return new Verdict.Unproven(Reason.UNKNOWN_CALLEE, "result of " + call.method());
    } else if (made instanceof Instruction.FieldAccess access) {
      return new Verdict.Unproven(Reason.UNKNOWN_FIELD, "field " + access.field());
    } else if (made instanceof Instruction.ArrayLoad) {
      return new Verdict.Unproven(Reason.UNKNOWN_ELEMENT, "element of an array");
    } else if (made instanceof Instruction.InvokeDynamic call) {
      return new Verdict.Unproven(Reason.DYNAMIC_CALL, "result of " + call.name());
    }
    return new Verdict.Unproven(Reason.UNKNOWN_VALUE, "");
  }
}
