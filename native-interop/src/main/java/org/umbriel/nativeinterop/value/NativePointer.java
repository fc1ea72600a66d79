package org.umbriel.nativeinterop.value;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.umbriel.nativeinterop.memory.Arena;
import org.umbriel.nativeinterop.memory.MemoryAccessException;
import org.umbriel.nativeinterop.memory.Owner;
import org.umbriel.nativeinterop.memory.ProcessMemory;
import org.umbriel.nativeinterop.memory.RawMemory;
import org.umbriel.nativeinterop.type.ArrayType;
import org.umbriel.nativeinterop.type.CType;
import org.umbriel.nativeinterop.type.Field;
import org.umbriel.nativeinterop.type.VoidType;

/**
 * An address, what is there, and who frees it. Using one whose owner is gone, a null one or a wild
 * one is a {@link MemoryAccessException}.
 *
 * @param target {@code void} if nobody knows
 */
public record NativePointer(long address, CType target, Owner owner) {
  public static final NativePointer NULL = new NativePointer(0, VoidType.VOID, Owner.NATIVE_CODE);

  /** An address that someone else gave. */
  public static NativePointer of(long address) {
    return new NativePointer(address, VoidType.VOID, Owner.NATIVE_CODE);
  }

  /** New, zeroed memory for a value, which lives as long as the arena does. */
  public static NativePointer allocate(Arena arena, CType type) {
    return new NativePointer(arena.allocate(type.size()), type, arena);
  }

  /** New memory that holds a value. */
  public static NativePointer allocate(Arena arena, CType type, Object value) {
    NativePointer pointer = allocate(arena, type);
    pointer.write(value);
    return pointer;
  }

  public boolean isNull() {
    return address == 0;
  }

  /** The same address, taken to lead to something of this type. */
  public NativePointer to(CType type) {
    return new NativePointer(address, type, owner);
  }

  /** The same address, for as long as an owner says. */
  NativePointer ownedBy(Owner other) {
    return new NativePointer(address, target, other);
  }

  /** The address of another element of the array that this leads into. */
  public NativePointer plus(long elements) {
    return new NativePointer(address + elements * target.size(), target, owner);
  }

  /** The address of a member. */
  public NativePointer member(String name) {
    Field found = Members.find(target, name);
    if (found.isBitField()) {
      throw new MemoryAccessException(address, "the bit-field " + name + " has no address");
    }
    return new NativePointer(address + found.offset(), found.type(), owner);
  }

  /** What is there now. */
  public Value read() {
    return new Value(target, bytes(target.size()));
  }

  /** So many elements of what is there. */
  public Value read(int count) {
    ArrayType array = new ArrayType(target, count);
    return new Value(array, bytes(array.size()));
  }

  /** The text that is there, up to the zero character. */
  public String readText() {
    owner.check(address, 1);
    return ProcessMemory.readText(address);
  }

  private byte[] bytes(long size) {
    owner.check(address, size);
    return owner.isTrusted()
        ? RawMemory.get(address, Math.toIntExact(size))
        : ProcessMemory.read(address, Math.toIntExact(size));
  }

  /**
   * Writes a value of the target's type. What is made for pointers in it, such as a text, lives in
   * the arena that this pointer leads into; in memory of native code only pointers can be written.
   */
  public void write(Object value) {
    owner.check(address, target.size());
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.toIntExact(target.size())).order(ByteOrder.LITTLE_ENDIAN);
    Place place = Place.of(toString());
    Backing backing =
        owner instanceof Arena arena ? new ArenaBacking(arena, place) : new NoBacking(place);
    new Encoder(backing).encode(value, target, place, bytes, 0);
    if (owner.isTrusted()) {
      RawMemory.put(address, bytes.array());
    } else {
      ProcessMemory.write(address, bytes.array());
    }
  }

  /** As gdb writes an address: {@code 0x7f0012345678}. */
  @Override
  public String toString() {
    return "0x" + Long.toHexString(address);
  }
}
