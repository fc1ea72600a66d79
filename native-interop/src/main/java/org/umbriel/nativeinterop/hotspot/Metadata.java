package org.umbriel.nativeinterop.hotspot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.umbriel.nativeinterop.hotspot.JavaType.Field;
import org.umbriel.nativeinterop.memory.RemoteMemory;

/** HotSpot's descriptions of methods and classes (method.hpp, instanceKlass.hpp). */
final class Metadata {
  private static final Pattern HIDDEN = Pattern.compile("\\+(0x[0-9a-f]+)$");
  private static final int STATIC = 8;

  /** Of JDK 17: six numbers of two bytes a field (fieldInfo.hpp). */
  private static final int PACKED_FIELD = 6;

  /** Of later JDKs: what else stands in the stream of fields. */
  private static final int INITIALIZED = 1;

  private static final int GENERIC = 1 << 2;
  private static final int CONTENDED = 1 << 4;
  private static final int MOST_CLASSES = 1 << 20;

  private final RemoteMemory memory;
  private final VmStructs vm;
  private final int release;
  private final Map<Long, MethodName> methods = new HashMap<>();

  Metadata(RemoteMemory memory, VmStructs vm, int release) {
    this.memory = memory;
    this.vm = vm;
    this.release = release;
  }

  /** Forgets what may have changed. */
  void refresh() {
    methods.clear();
    memory.refresh();
  }

  String symbol(long symbol) {
    int length = vm.getInt(symbol, "Symbol::_length");
    return memory.text(vm.place(symbol, "Symbol::_body"), length);
  }

  private String fromPool(long pool, int index) {
    return symbol(memory.word(pool + vm.size("ConstantPool") + 8L * index));
  }

  /** As {@code Class.getName} has it; HotSpot keeps a plus in the names of hidden classes. */
  String className(long klass) {
    String name = symbol(vm.get(klass, "Klass::_name")).replace('/', '.');
    return HIDDEN.matcher(name).replaceFirst("/$1");
  }

  MethodName method(long method) {
    MethodName known = methods.get(method);
    if (known == null) {
      long constant = vm.get(method, "Method::_constMethod");
      long pool = vm.get(constant, "ConstMethod::_constants");
      known =
          new MethodName(
              className(vm.get(pool, "ConstantPool::_pool_holder")),
              fromPool(pool, vm.getInt(constant, "ConstMethod::_name_index")),
              fromPool(pool, vm.getInt(constant, "ConstMethod::_signature_index")));
      methods.put(method, known);
    }
    return known;
  }

  /** All classes and array classes, by loader. */
  List<Long> klasses() {
    List<Long> all = new ArrayList<>();
    long loader = vm.get("ClassLoaderDataGraph::_head");
    for (; loader != 0; loader = vm.get(loader, "ClassLoaderData::_next")) {
      memory.refresh();
      long klass = vm.get(loader, "ClassLoaderData::_klasses");
      for (; klass != 0 && all.size() < MOST_CLASSES; klass = vm.get(klass, "Klass::_next_link")) {
        all.add(klass);
      }
    }
    return all;
  }

  /** A class; of an array class only the name. */
  JavaType type(long klass) {
    int layout = vm.getInt(klass, "Klass::_layout_helper");
    long parent = vm.get(klass, "Klass::_super");
    Optional<String> superclass = parent == 0 ? Optional.empty() : Optional.of(className(parent));
    List<Field> fields = layout < 0 ? List.of() : fields(klass);
    return new JavaType(className(klass), superclass, klass, Math.max(0, layout & -8), fields);
  }

  /** Of arrays negative: where elements start, and how large one is (klass.hpp). */
  int layout(long klass) {
    return vm.getInt(klass, "Klass::_layout_helper");
  }

  private List<Field> fields(long klass) {
    long pool = vm.get(klass, "InstanceKlass::_constants");
    return vm.has("InstanceKlass::_fieldinfo_stream")
        ? fieldsOfStream(pool, vm.get(klass, "InstanceKlass::_fieldinfo_stream"))
        : packedFields(klass, pool, vm.get(klass, "InstanceKlass::_fields"));
  }

  private List<Field> packedFields(long klass, long pool, long array) {
    List<Field> fields = new ArrayList<>();
    long at = vm.place(array, "Array<u2>::_data");
    int count = vm.getInt(klass, "InstanceKlass::_java_fields_count");
    for (int i = 0; i < count; i++, at += 2 * PACKED_FIELD) {
      int access = (int) memory.read(at, 2);
      String name = fromPool(pool, (int) memory.read(at + 2, 2));
      String descriptor = fromPool(pool, (int) memory.read(at + 4, 2));
      int offset = memory.integer(at + 8) >>> 2;
      fields.add(new Field(name, descriptor, offset, (access & STATIC) != 0));
    }
    return fields;
  }

  private List<Field> fieldsOfStream(long pool, long array) {
    List<Field> fields = new ArrayList<>();
    Unsigned5 in = new Unsigned5(memory, release, vm.place(array, "Array<u1>::_data"));
    int count = in.next();
    in.next();
    for (int i = 0; i < count; i++) {
      String name = fromPool(pool, in.next());
      String descriptor = fromPool(pool, in.next());
      int offset = in.next();
      int access = in.next();
      int flags = in.next();
      for (int optional : new int[] {INITIALIZED, GENERIC, CONTENDED}) {
        if ((flags & optional) != 0) {
          in.next();
        }
      }
      fields.add(new Field(name, descriptor, offset, (access & STATIC) != 0));
    }
    return fields;
  }
}
