package org.umbriel.nativeinterop.hotspot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.umbriel.metadata.dwarf.DebugInformation;
import org.umbriel.metadata.dwarf.Unit;
import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.Entry;
import org.umbriel.metadata.entry.Language;
import org.umbriel.metadata.entry.Reference;
import org.umbriel.metadata.entry.Tag;
import org.umbriel.nativeinterop.hotspot.CompiledMethod.InlinedCall;

/**
 * A running HotSpot to entries: a unit of its code, with compiled methods, what is inlined into
 * them and stubs; and a unit of its classes, with where the fields of objects lie (DWARF 5, 3.3,
 * 5.7).
 */
public final class HotSpotDescriber {
  private final HotSpot vm;

  public HotSpotDescriber(HotSpot vm) {
    this.vm = vm;
  }

  /** Both units. */
  public DebugInformation describe() {
    return new DebugInformation(
        List.of(new Unit(code(0), Optional.empty()), new Unit(classes(1), Optional.empty())));
  }

  private Entry classes(int unit) {
    List<JavaType> types = new ArrayList<>(vm.types());
    types.sort(Comparator.comparing(JavaType::name).thenComparingLong(JavaType::klass));
    int referenceSize = vm.hasCompressedReferences() ? Integer.BYTES : Long.BYTES;
    List<Entry> entries = new ClassEntries(unit, types, referenceSize).entries();
    return unit("classes of HotSpot " + vm.release()).children(entries).build();
  }

  private static Entry.Builder unit(String name) {
    return Entry.builder(Tag.COMPILE_UNIT)
        .text(AttributeName.PRODUCER, "HotSpot")
        .code(AttributeName.LANGUAGE, Language.JAVA)
        .text(AttributeName.NAME, name);
  }

  private Entry code(int unit) {
    List<CompiledMethod> methods = new ArrayList<>(vm.compiledMethods());
    methods.sort(Comparator.comparingLong(CompiledMethod::start));
    List<Stub> stubs = new ArrayList<>(vm.stubs());
    stubs.sort(Comparator.comparingLong(Stub::start));
    AbstractMethods origins = new AbstractMethods(unit);
    methods.forEach(method -> origins.add(method.inlined()));
    Entry.Builder root = unit("code of HotSpot " + vm.release());
    root.children(origins.entries);
    methods.forEach(method -> root.child(describe(method, origins)));
    stubs.forEach(stub -> root.child(describe(stub)));
    return root.build();
  }

  /** Methods that are inlined somewhere, which inlined calls refer to (DWARF 5, 3.3.8). */
  private static final class AbstractMethods {
    private final int unit;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<MethodName, Reference> known = new HashMap<>();

    AbstractMethods(int unit) {
      this.unit = unit;
    }

    void add(List<InlinedCall> calls) {
      for (InlinedCall call : calls) {
        if (!known.containsKey(call.method())) {
          known.put(call.method(), new Reference(unit, 1 + entries.size()));
          entries.add(
              named(Tag.SUBPROGRAM, call.method()).constant(AttributeName.INLINE, 1).build());
        }
        add(call.inlined());
      }
    }

    Reference of(MethodName method) {
      Reference reference = known.get(method);
      if (reference == null) {
        throw new IllegalArgumentException(method + " is inlined nowhere");
      }
      return reference;
    }
  }

  private static Entry.Builder named(Tag tag, MethodName method) {
    return Entry.builder(tag)
        .text(AttributeName.NAME, method.name())
        .text(AttributeName.LINKAGE_NAME, method.toString());
  }

  private static Entry.Builder range(Entry.Builder entry, long start, long end) {
    return entry.address(AttributeName.LOW_PC, start).constant(AttributeName.HIGH_PC, end - start);
  }

  private static Entry describe(CompiledMethod method, AbstractMethods origins) {
    Entry.Builder entry =
        range(named(Tag.SUBPROGRAM, method.method()), method.start(), method.end());
    entry.text(
        AttributeName.DESCRIPTION,
        method.compiler() + (method.isOnStackReplacement() ? ", entered in a loop" : ""));
    method.inlined().forEach(call -> entry.child(describe(call, origins)));
    return entry.build();
  }

  private static Entry describe(InlinedCall call, AbstractMethods origins) {
    Entry.Builder entry =
        range(Entry.builder(Tag.INLINED_SUBROUTINE), call.start(), call.end())
            .reference(AttributeName.ABSTRACT_ORIGIN, origins.of(call.method()));
    call.inlined().forEach(inner -> entry.child(describe(inner, origins)));
    return entry.build();
  }

  private static Entry describe(Stub stub) {
    Entry.Builder entry = Entry.builder(Tag.SUBPROGRAM).text(AttributeName.NAME, stub.name());
    return range(entry, stub.start(), stub.end()).flag(AttributeName.ARTIFICIAL, true).build();
  }
}
