package org.umbriel.nativeinterop.hotspot;

import java.util.HashMap;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.umbriel.nativeinterop.memory.RemoteMemory;

/**
 * What HotSpot says of its own structures ({@code gHotSpotVMStructs}, vmStructs.hpp): offsets,
 * sizes and types of fields. No offset is built in here.
 */
final class VmStructs {
  private final RemoteMemory memory;
  private final ToLongFunction<String> symbols;
  private final Map<String, Field> fields = new HashMap<>();
  private final Map<String, Integer> sizes = new HashMap<>();

  /**
   * A field.
   *
   * @param place an offset in its structure, or an address
   */
  private record Field(String type, boolean isStatic, long place) {}

  /**
   * @param symbols addresses of the VM's symbols
   */
  VmStructs(RemoteMemory memory, ToLongFunction<String> symbols) {
    this.memory = memory;
    this.symbols = symbols;
    readFields();
    readSizes();
  }

  private long constant(String symbol) {
    return memory.word(symbols.applyAsLong(symbol));
  }

  private void readFields() {
    long stride = constant("gHotSpotVMStructEntryArrayStride");
    long typeName = constant("gHotSpotVMStructEntryTypeNameOffset");
    long fieldName = constant("gHotSpotVMStructEntryFieldNameOffset");
    long typeText = constant("gHotSpotVMStructEntryTypeStringOffset");
    long isStatic = constant("gHotSpotVMStructEntryIsStaticOffset");
    long offset = constant("gHotSpotVMStructEntryOffsetOffset");
    long address = constant("gHotSpotVMStructEntryAddressOffset");
    long entry = constant("gHotSpotVMStructs");
    if (entry == 0) {
      throw new HotSpotException("the Java VM is still starting");
    }
    for (; memory.word(entry + typeName) != 0; entry += stride) {
      String name = text(entry + typeName) + "::" + text(entry + fieldName);
      boolean isVariable = memory.integer(entry + isStatic) != 0;
      long place = memory.word(entry + (isVariable ? address : offset));
      fields.put(name, new Field(text(entry + typeText), isVariable, place));
    }
  }

  private void readSizes() {
    long stride = constant("gHotSpotVMTypeEntryArrayStride");
    long typeName = constant("gHotSpotVMTypeEntryTypeNameOffset");
    long size = constant("gHotSpotVMTypeEntrySizeOffset");
    for (long entry = constant("gHotSpotVMTypes");
        memory.word(entry + typeName) != 0;
        entry += stride) {
      sizes.put(text(entry + typeName), (int) memory.word(entry + size));
    }
  }

  private String text(long pointer) {
    return memory.text(memory.word(pointer));
  }

  boolean has(String field) {
    return fields.containsKey(field);
  }

  private Field field(String name) {
    Field field = fields.get(name);
    if (field == null) {
      throw new HotSpotException("this Java VM does not describe " + name);
    }
    return field;
  }

  /** Where a field is in a structure at an address, or where a static one is. */
  long place(long structure, String field) {
    Field found = field(field);
    return found.isStatic() ? found.place() : structure + found.place();
  }

  /** What a field holds: a pointer, or an integer as wide as its type. */
  long get(long structure, String field) {
    return memory.read(place(structure, field), width(field(field).type()));
  }

  int getInt(long structure, String field) {
    return (int) get(structure, field);
  }

  /** What a static field holds. */
  long get(String field) {
    return get(0, field);
  }

  private int width(String type) {
    String plain = type.replace("volatile ", "").trim();
    if (plain.endsWith("*")) {
      return Long.BYTES;
    }
    return switch (plain) {
      case "bool", "u1", "jbyte", "signed char", "unsigned char", "CompLevel", "CodeBlobKind" -> 1;
      case "u2", "jushort", "int16_t", "uint16_t" -> Short.BYTES;
      case "int", "jint", "u4", "uint", "juint", "unsigned int", "uint32_t", "narrowKlass" ->
          Integer.BYTES;
      default -> Math.min(Long.BYTES, sizes.getOrDefault(plain, Long.BYTES));
    };
  }

  /** Bytes of a structure. */
  int size(String type) {
    Integer size = sizes.get(type);
    if (size == null) {
      throw new HotSpotException("this Java VM does not describe " + type);
    }
    return size;
  }
}
