package org.umbriel.rewriter.link;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.Instruction;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.rewriter.pipeline.Edit;
import org.umbriel.shadow.link.Fact.Kind;

/** What of a class was settled by looking at the artifact's other classes. */
final class Reliance {
  /** Later versions have no subroutines (JVMS 4.9.1). */
  private static final int LAST_WITH_SUBROUTINES = 50;

  private static final int NONE = -1;
  private static final String LINKAGE_ERROR = "java/lang/LinkageError";

  private final ClassUnit unit;
  private final Set<String> classes = new HashSet<>();
  private final boolean[] relies;

  /** By method, as bytecode indices: the last call of a constructor, if it is one itself. */
  private final int[] constructed;

  private final int[] first;
  private final int[] last;

  /**
   * Nothing so far.
   *
   * @param facts all that the class assumes
   */
  Reliance(ClassUnit unit, List<Assumed> facts) {
    int methods = unit.methods().size();
    this.unit = unit;
    this.relies = new boolean[methods];
    this.constructed = new int[methods];
    this.first = new int[methods];
    this.last = new int[methods];
    Arrays.fill(constructed, NONE);
    Arrays.fill(first, NONE);
    facts.forEach(this::noteConstruction);
  }

  /**
   * Before a constructor has called another, no handler may cover its code (JVMS 4.10.1.6: the
   * handler's frame would have to hold an object under construction).
   */
  private void noteConstruction(Assumed fact) {
    if (fact.kind() == Kind.INVOKESPECIAL && fact.name().equals("<init>")) {
      for (int site = 0; site < fact.siteCount(); site++) {
        int method = fact.method(site);
        if (unit.methods().get(method).isConstructor()) {
          constructed[method] = Math.max(constructed[method], fact.bytecodeIndex(site));
        }
      }
    }
  }

  /**
   * A fact was settled.
   *
   * @param met the classes that answered it
   */
  void add(Assumed fact, Set<String> met) {
    classes.addAll(met);
    for (int site = 0; site < fact.siteCount(); site++) {
      int method = fact.method(site);
      int at = fact.bytecodeIndex(site);
      relies[method] = true;
      if (at > constructed[method]) {
        first[method] = first[method] == NONE ? at : Math.min(first[method], at);
        last[method] = Math.max(last[method], at);
      }
    }
  }

  /** The verification of the whole class rests on these. */
  void addProof(Set<String> consulted) {
    classes.addAll(consulted);
    for (int method = 0; method < relies.length && !consulted.isEmpty(); method++) {
      relies[method] |= unit.methods().get(method).hasCode();
    }
  }

  /** Internal names of all classes that answered something. */
  SortedSet<String> classes() {
    return new TreeSet<>(classes);
  }

  /** Runs code before any other that relies on these classes. */
  List<Edit> atFirst(List<Instruction> code) {
    List<Edit> edits = new ArrayList<>();
    for (int method : Scopes.first(unit, i -> relies[i])) {
      edits.add(new Edit.InsertBefore(unit.methods().get(method).reference(), 0, code));
    }
    return edits;
  }

  /** Runs a handler where an instruction that relies on these classes ends with a linkage error. */
  List<Edit> explained(List<Instruction> handler) {
    List<Edit> edits = new ArrayList<>();
    for (int method = 0; method < first.length; method++) {
      MethodCode code = unit.methods().get(method);
      if (first[method] != NONE && !hasSubroutines(code)) {
        int start = Assumed.instructionAt(code, first[method]);
        int end = Assumed.instructionAt(code, last[method]) + 1;
        edits.add(new Edit.Wrap(code.reference(), start, end, LINKAGE_ERROR, handler));
      }
    }
    return edits;
  }

  private boolean hasSubroutines(MethodCode method) {
    return unit.majorVersion() <= LAST_WITH_SUBROUTINES
        && method.instructions().stream().anyMatch(i -> i instanceof Instruction.CallSubroutine);
  }
}
