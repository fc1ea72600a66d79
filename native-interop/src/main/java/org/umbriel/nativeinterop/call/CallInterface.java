package org.umbriel.nativeinterop.call;

import com.sun.jna.Native;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.umbriel.nativeinterop.memory.Arena;
import org.umbriel.nativeinterop.memory.RawMemory;
import org.umbriel.nativeinterop.type.CType;

/**
 * What libffi knows of a closure of one shape ({@code ffi_cif}). A result that the ABI returns in
 * memory is, here, a first argument with its address.
 */
final class CallInterface {
  private static final int DEFAULT_ABI = 2;
  private static final int TYPE_SIZE = 24;

  private final Arena arena = new Arena();
  private final Map<FfiType, Long> descriptors = new HashMap<>();
  private final List<CType> arguments;
  private final CType result;
  private final boolean isReturnedInMemory;
  private final List<Piece> pieces;
  private final long cif;

  CallInterface(CType result, List<CType> arguments) {
    this.arguments = List.copyOf(arguments);
    this.result = result;
    isReturnedInMemory = FfiType.isReturnedInMemory(result) && result.size() > 0;
    pieces = Piece.of(arguments, isReturnedInMemory ? 1 : 0);
    List<FfiType> types = new ArrayList<>();
    if (isReturnedInMemory) {
      types.add(FfiType.POINTER);
    }
    pieces.forEach(piece -> types.add(piece.type()));
    long table = arena.allocate(8L * types.size());
    for (int i = 0; i < types.size(); i++) {
      RawMemory.putLong(table + 8L * i, descriptor(types.get(i)));
    }
    cif = Native.ffi_prep_cif(DEFAULT_ABI, types.size(), descriptor(resultType()), table);
  }

  private FfiType resultType() {
    if (isReturnedInMemory) {
      return FfiType.POINTER;
    }
    return result.size() == 0 ? FfiType.VOID : FfiType.ofResult(result);
  }

  /** A type in memory: size, alignment, code, and its elements up to a null. */
  private long descriptor(FfiType type) {
    Long before = descriptors.get(type);
    if (before != null) {
      return before;
    }
    List<FfiType> elements = type.elements();
    long address = arena.allocate(TYPE_SIZE + 8L * (elements.size() + 1));
    RawMemory.putLong(address, type.size());
    RawMemory.putLong(address + 8, type.alignment() | (long) type.code() << 16);
    if (!elements.isEmpty()) {
      RawMemory.putLong(address + 16, address + TYPE_SIZE);
      for (int i = 0; i < elements.size(); i++) {
        RawMemory.putLong(address + TYPE_SIZE + 8L * i, descriptor(elements.get(i)));
      }
    }
    descriptors.put(type, address);
    return address;
  }

  long cif() {
    return cif;
  }

  List<Piece> pieces() {
    return pieces;
  }

  List<CType> arguments() {
    return arguments;
  }

  boolean isReturnedInMemory() {
    return isReturnedInMemory;
  }
}
