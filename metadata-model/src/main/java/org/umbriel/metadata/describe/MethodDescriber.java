package org.umbriel.metadata.describe;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.umbriel.metadata.classfile.LocalVariable;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodDescriptor;
import org.umbriel.metadata.describe.RecordsByMethod.MethodRecords;
import org.umbriel.metadata.describe.Scopes.Local;
import org.umbriel.metadata.dwarf.Expressions;
import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.Entry;
import org.umbriel.metadata.entry.Reference;
import org.umbriel.metadata.entry.Tag;
import org.umbriel.metadata.entry.Virtuality;

/** One method to its entry: code range, parameters, locals in their scopes, contracts, sites. */
final class MethodDescriber {
  private final MethodCode method;
  private final BytecodeAddress start;
  private final TypeTable types;
  private final Reference self;

  /** Rows of the LocalVariableTable that parameters have used up. */
  private final Set<LocalVariable> parameters = new HashSet<>();

  /**
   * @param start of the method's code
   * @param self where the method's entry will stand
   */
  MethodDescriber(MethodCode method, BytecodeAddress start, TypeTable types, Reference self) {
    this.method = method;
    this.start = start;
    this.types = types;
    this.self = self;
  }

  Entry describe(MethodRecords records) {
    Entry.Builder entry =
        Entry.builder(Tag.SUBPROGRAM)
            .text(AttributeName.NAME, method.name())
            .text(AttributeName.LINKAGE_NAME, method.name() + method.descriptor());
    MethodDescriptor type = method.type();
    types.ofValue(type.returnType()).ifPresent(t -> entry.reference(AttributeName.TYPE, t));
    addRange(entry);
    addAccess(entry);
    entry.text(AttributeName.UMBRIEL_SIGNATURE, method.signature());
    if (!method.isStatic()) {
      // The receiver is the first child, so it stands right behind the method's own entry.
      Reference receiver = new Reference(self.unit(), self.entry() + 1);
      entry.reference(AttributeName.OBJECT_POINTER, receiver);
      entry.child(receiver());
    }
    for (int i = 0; i < type.parameters().size(); i++) {
      entry.child(parameter(i, type.slotOf(i, method.isStatic())));
    }
    entry.children(new Declarations(types).of(method, start));
    records.contracts().forEach(contract -> entry.child(SiteEncoder.contract(contract)));
    entry.children(locals());
    entry.children(sites(records));
    return entry.build();
  }

  private void addRange(Entry.Builder entry) {
    if (method.hasCode()) {
      entry.address(AttributeName.LOW_PC, start.value());
      entry.constant(AttributeName.HIGH_PC, method.codeLength());
    } else {
      entry.flag(AttributeName.DECLARATION, true);
    }
  }

  private void addAccess(Entry.Builder entry) {
    entry.flag(AttributeName.EXTERNAL, !method.isPrivate());
    entry.flag(AttributeName.ARTIFICIAL, method.isSynthetic());
    ClassDescriber.accessibility(method.access())
        .ifPresent(code -> entry.code(AttributeName.ACCESSIBILITY, code));
    if (method.isAbstract()) {
      entry.code(AttributeName.VIRTUALITY, Virtuality.PURE_VIRTUAL);
    } else if (!method.isStatic()
        && !method.isPrivate()
        && !method.isFinal()
        && !method.isConstructor()) {
      entry.code(AttributeName.VIRTUALITY, Virtuality.VIRTUAL);
    }
    entry.constant(AttributeName.UMBRIEL_ACCESS, method.access());
  }

  private Entry receiver() {
    Entry.Builder entry =
        Entry.builder(Tag.FORMAL_PARAMETER)
            .text(AttributeName.NAME, "this")
            .reference(AttributeName.TYPE, new Reference(self.unit(), TypeTable.POINTER_ENTRY));
    locate(entry, atEntry(0), 0);
    return entry.flag(AttributeName.ARTIFICIAL, true).build();
  }

  private Entry parameter(int index, int slot) {
    String descriptor = method.type().parameters().get(index);
    Entry.Builder entry = Entry.builder(Tag.FORMAL_PARAMETER);
    Optional<LocalVariable> named = atEntry(slot);
    entry.text(AttributeName.NAME, named.map(LocalVariable::name));
    types.ofValue(descriptor).ifPresent(type -> entry.reference(AttributeName.TYPE, type));
    locate(entry, named, slot);
    return entry
        .text(AttributeName.UMBRIEL_SIGNATURE, named.flatMap(LocalVariable::signature))
        .children(Declarations.annotations(method.parameterAnnotations().get(index)))
        .build();
  }

  private Optional<LocalVariable> atEntry(int slot) {
    return method.hasCode() ? method.localVariable(slot, 0) : Optional.empty();
  }

  /**
   * Says where a parameter is, if it is there all the time. Where its slot is used for something
   * else later, the row of the LocalVariableTable becomes a variable with its own scope.
   */
  private void locate(Entry.Builder entry, Optional<LocalVariable> row, int slot) {
    boolean narrow = row.isPresent() && row.get().end() < method.instructions().size();
    if (method.hasCode() && !narrow) {
      entry.expression(AttributeName.LOCATION, Expressions.register(slot));
      row.ifPresent(parameters::add);
    }
  }

  private List<Entry> locals() {
    Scopes scopes = new Scopes(start.value(), method.codeLength());
    for (LocalVariable row : method.localVariables()) {
      if (row.start() < row.end() && !parameters.contains(row)) {
        int from = method.bytecodeIndex(row.start());
        scopes.add(new Local(variable(row), from, method.bytecodeIndex(row.end())));
      }
    }
    return scopes.entries();
  }

  private Entry variable(LocalVariable row) {
    Entry.Builder entry = Entry.builder(Tag.VARIABLE).text(AttributeName.NAME, row.name());
    types.ofValue(row.descriptor()).ifPresent(type -> entry.reference(AttributeName.TYPE, type));
    return entry
        .text(AttributeName.UMBRIEL_SIGNATURE, row.signature())
        .expression(AttributeName.LOCATION, Expressions.register(row.slot()))
        .build();
  }

  private List<Entry> sites(MethodRecords records) {
    SiteEncoder encoder = new SiteEncoder(method, start);
    records.undecided().forEach(encoder::add);
    records.verdicts().forEach(encoder::add);
    return encoder.entries();
  }
}
