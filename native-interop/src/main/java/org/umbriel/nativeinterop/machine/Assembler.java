package org.umbriel.nativeinterop.machine;

import org.umbriel.metadata.elf.GrowingBuffer;

/**
 * The few instructions of x86-64 that the code here is made of (Intel SDM 2). Each appends itself;
 * addresses in memory are a register and 32 bits, or relative to the next instruction.
 */
public final class Assembler {
  private static final int LONG = 0x48;
  private final GrowingBuffer code;
  private final int start;

  public Assembler() {
    this(new GrowingBuffer());
  }

  /** Appends to code that stands before. */
  public Assembler(GrowingBuffer code) {
    this.code = code;
    start = code.size();
  }

  /** Bytes so far. */
  public int size() {
    return code.size() - start;
  }

  public byte[] toArray() {
    return code.toArray();
  }

  /** Where an indirect call may lead to. */
  public Assembler endBranch() {
    return bytes(0xf3, 0x0f, 0x1e, 0xfa);
  }

  public Assembler push(Register register) {
    return register.high() == 1 ? bytes(0x41, 0x50 | register.low()) : bytes(0x50 | register.low());
  }

  public Assembler pop(Register register) {
    return register.high() == 1 ? bytes(0x41, 0x58 | register.low()) : bytes(0x58 | register.low());
  }

  public Assembler move(Register to, Register from) {
    return bytes(LONG | from.high() << 2 | to.high(), 0x89, 0xc0 | from.low() << 3 | to.low());
  }

  public Assembler load(Register to, Register base, int offset) {
    return memory(LONG, to, 0x8b, base, offset);
  }

  public Assembler store(Register base, int offset, Register from) {
    return memory(LONG, from, 0x89, base, offset);
  }

  /** The address itself. */
  public Assembler address(Register to, Register base, int offset) {
    return memory(LONG, to, 0x8d, base, offset);
  }

  public Assembler add(Register to, Register from) {
    return bytes(LONG | from.high() << 2 | to.high(), 0x01, 0xc0 | from.low() << 3 | to.low());
  }

  public Assembler subtract(Register to, Register from) {
    return bytes(LONG | from.high() << 2 | to.high(), 0x29, 0xc0 | from.low() << 3 | to.low());
  }

  public Assembler subtract(Register from, int number) {
    bytes(LONG | from.high(), 0x81, 0xe8 | from.low());
    code.u32(number);
    return this;
  }

  public Assembler add(Register to, int number) {
    bytes(LONG | to.high(), 0x81, 0xc0 | to.low());
    code.u32(number);
    return this;
  }

  public Assembler and(Register to, int number) {
    bytes(LONG | to.high(), 0x81, 0xe0 | to.low());
    code.u32(number);
    return this;
  }

  public Assembler and(Register to, Register from) {
    return bytes(LONG | from.high() << 2 | to.high(), 0x21, 0xc0 | from.low() << 3 | to.low());
  }

  public Assembler or(Register to, Register from) {
    return bytes(LONG | from.high() << 2 | to.high(), 0x09, 0xc0 | from.low() << 3 | to.low());
  }

  /** All bits set if the last addition or multiplication overflowed, else none. */
  public Assembler overflow(Register to) {
    int high = to.high();
    return bytes(LONG | high << 2 | high, 0x19, 0xc0 | to.low() << 3 | to.low());
  }

  /** Multiplies rax by a register, into rdx and rax. */
  public Assembler multiply(Register by) {
    return bytes(LONG | by.high(), 0xf7, 0xe0 | by.low());
  }

  public Assembler shiftLeft(Register register, int bits) {
    return bytes(LONG | register.high(), 0xc1, 0xe0 | register.low(), bits);
  }

  public Assembler compare(Register register, int number) {
    bytes(LONG | register.high(), 0x81, 0xf8 | register.low());
    code.u32(number);
    return this;
  }

  /** The low 4 bytes; the upper ones of the register become zero. */
  public Assembler load32(Register to, Register base, int offset) {
    if (to.high() + base.high() > 0) {
      code.u8(0x40 | to.high() << 2 | base.high());
    }
    code.u8(0x8b);
    return operand(to.low(), base, offset);
  }

  /** From the element of an array of 4 bytes each. */
  public Assembler loadElement(Register to, Register array, Register index) {
    return element(0x8b, to.high() << 2, to.low(), array, index);
  }

  public Assembler storeElement(Register array, Register index, Register from) {
    return element(0x89, from.high() << 2, from.low(), array, index);
  }

  /** Makes the element zero. */
  public Assembler clearElement(Register array, Register index) {
    element(0xc7, 0, 0, array, index);
    code.u32(0);
    return this;
  }

  private Assembler element(int operation, int high, int low, Register array, Register index) {
    int prefix = 0x40 | high | index.high() << 1 | array.high();
    return bytes(prefix, operation, 0x44 | low << 3, 0x80 | index.low() << 3 | array.low(), 0);
  }

  /** Appends a bit of one register's below the lowest of another's low 4 bytes. */
  public Assembler appendBit(Register to, Register from, int bit) {
    bytes(0x40 | from.high(), 0x0f, 0xba, 0xe0 | from.low(), bit);
    return bytes(0x40 | to.high() * 5, 0x11, 0xc0 | to.low() << 3 | to.low());
  }

  /** Loads what is so far from the next instruction. */
  public Assembler loadRelative(Register to, int distance) {
    bytes(LONG | to.high() << 2, 0x8b, 0x05 | to.low() << 3);
    code.u32(distance);
    return this;
  }

  public Assembler storeRelative(int distance, Register from) {
    bytes(LONG | from.high() << 2, 0x89, 0x05 | from.low() << 3);
    code.u32(distance);
    return this;
  }

  /** Calls code that is so far from the next instruction. */
  public Assembler call(int distance) {
    code.u8(0xe8).u32(distance);
    return this;
  }

  /** Asks the kernel; the number of the call is in rax. */
  public Assembler systemCall() {
    return bytes(0x0f, 0x05);
  }

  /** Calls what the address in memory holds that is so far from the next instruction. */
  public Assembler callRelative(int distance) {
    bytes(0xff, 0x15);
    code.u32(distance);
    return this;
  }

  /** Jumps there. */
  public Assembler jumpRelative(int distance) {
    bytes(0xff, 0x25);
    code.u32(distance);
    return this;
  }

  /** The address that is so far from the next instruction. */
  public Assembler addressRelative(Register to, int distance) {
    bytes(LONG | to.high() << 2, 0x8d, 0x05 | to.low() << 3);
    code.u32(distance);
    return this;
  }

  public Assembler constant(Register to, long number) {
    bytes(LONG | to.high(), 0xb8 | to.low());
    code.u64(number);
    return this;
  }

  /** The same for 32 bits; the upper ones become zero. */
  public Assembler constant32(Register to, int number) {
    if (to.high() == 1) {
      code.u8(0x41);
    }
    code.u8(0xb8 | to.low()).u32(number);
    return this;
  }

  /** The low 8 bytes of a vector register. */
  public Assembler loadVector(int to, Register base, int offset) {
    code.u8(0xf2);
    return vector(to, 0x10, base, offset);
  }

  public Assembler storeVector(Register base, int offset, int from) {
    code.u8(0xf2);
    return vector(from, 0x11, base, offset);
  }

  private Assembler vector(int number, int operation, Register base, int offset) {
    if (base.high() == 1) {
      code.u8(0x41);
    }
    code.u8(0x0f).u8(operation);
    return operand(number, base, offset);
  }

  /** Takes the top off the x87's stack into 10 bytes. */
  public Assembler storeExtended(Register base, int offset) {
    code.u8(0xdb);
    return operand(7, base, offset);
  }

  public Assembler call(Register target) {
    return target.high() == 1
        ? bytes(0x41, 0xff, 0xd0 | target.low())
        : bytes(0xff, 0xd0 | target.low());
  }

  /** Calls what an address in memory holds. */
  public Assembler callAt(Register base, int offset) {
    if (base.high() == 1) {
      code.u8(0x41);
    }
    code.u8(0xff);
    return operand(2, base, offset);
  }

  public Assembler jump(Register target) {
    return target.high() == 1
        ? bytes(0x41, 0xff, 0xe0 | target.low())
        : bytes(0xff, 0xe0 | target.low());
  }

  /** Jumps to what an address in memory holds. */
  public Assembler jumpAt(Register base, int offset) {
    if (base.high() == 1) {
      code.u8(0x41);
    }
    code.u8(0xff);
    return operand(4, base, offset);
  }

  /** Jumps to a distance from the next instruction. */
  public Assembler jump(int distance) {
    code.u8(0xe9).u32(distance);
    return this;
  }

  /** Compares a register with itself, for {@link #skipIfZero} and {@link #skipUnlessZero}. */
  public Assembler test(Register register) {
    int high = register.high();
    return bytes(LONG | high << 2 | high, 0x85, 0xc0 | register.low() << 3 | register.low());
  }

  /** Passes over instructions; {@link #land} says where they end. */
  public int skipIfZero() {
    bytes(0x0f, 0x84);
    return code.u32(0).size();
  }

  public int skipUnlessZero() {
    bytes(0x0f, 0x85);
    return code.u32(0).size();
  }

  /** The end of what a jump passes over. */
  public Assembler land(int skip) {
    code.set32(skip - 4, code.size() - skip);
    return this;
  }

  /** From the sum of two registers. */
  public Assembler loadIndexed(Register to, Register base, Register index) {
    return indexed(to, 0x8b, base, index);
  }

  public Assembler storeIndexed(Register base, Register index, Register from) {
    return indexed(from, 0x89, base, index);
  }

  private Assembler indexed(Register number, int operation, Register base, Register index) {
    int prefix = LONG | number.high() << 2 | index.high() << 1 | base.high();
    return bytes(prefix, operation, 0x44 | number.low() << 3, index.low() << 3 | base.low(), 0);
  }

  /** Back to an earlier place, unless what was computed last is less than zero. */
  public Assembler repeatUnlessNegative(int place) {
    bytes(0x0f, 0x89);
    code.u32(place - size() - 4);
    return this;
  }

  public Assembler shiftRight(Register register, int bits) {
    return bytes(LONG | register.high(), 0xc1, 0xe8 | register.low(), bits);
  }

  /** Undoes the frame of {@code push rbp; mov rbp, rsp}. */
  public Assembler leave() {
    return bytes(0xc9);
  }

  public Assembler ret() {
    return bytes(0xc3);
  }

  private Assembler memory(int prefix, Register number, int operation, Register base, int offset) {
    bytes(prefix | number.high() << 2 | base.high(), operation);
    return operand(number.low(), base, offset);
  }

  private Assembler operand(int number, Register base, int offset) {
    code.u8(0x80 | number << 3 | base.low());
    if (base.low() == Register.RSP.low()) {
      code.u8(0x24);
    }
    code.u32(offset);
    return this;
  }

  private Assembler bytes(int... bytes) {
    for (int each : bytes) {
      code.u8(each);
    }
    return this;
  }
}
