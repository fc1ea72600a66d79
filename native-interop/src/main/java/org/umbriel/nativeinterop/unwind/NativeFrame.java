package org.umbriel.nativeinterop.unwind;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.umbriel.metadata.dwarf.DwarfSection;
import org.umbriel.metadata.dwarf.evaluate.EvaluationException;
import org.umbriel.metadata.dwarf.evaluate.Machine;
import org.umbriel.metadata.dwarf.frame.Architecture;
import org.umbriel.metadata.dwarf.frame.FrameDescription;
import org.umbriel.metadata.dwarf.frame.FrameTable;
import org.umbriel.metadata.dwarf.frame.Unwinder;
import org.umbriel.metadata.dwarf.frame.Unwinder.Frame;
import org.umbriel.metadata.elf.ElfFile;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.nativeinterop.load.MappedImage;
import org.umbriel.nativeinterop.memory.MemoryAccessException;
import org.umbriel.nativeinterop.memory.ProcessMemory;

/**
 * A frame of native code on a thread's stack (DWARF 5, 6.4).
 *
 * @param image the file that the code is in
 * @param address of an instruction of the call that the frame is in, in the file's own addresses
 * @param start the lowest address of the frame: what the stack pointer is in it
 * @param end its canonical frame address
 * @param registers as far as they are known, by DWARF's numbers
 */
public record NativeFrame(
    MappedImage image, long address, long start, long end, Map<Integer, Long> registers)
    implements Machine {
  private static final Unwinder UNWINDER = new Unwinder(Architecture.X86_64);
  private static final int MOST_FRAMES = 1000;

  public NativeFrame {
    registers = Map.copyOf(registers);
  }

  /** A file with code, and how the frames of its functions are left. */
  public record Code(MappedImage image, FrameTable frames) {
    /** Reads how they are left. */
    public static Code of(MappedImage image) throws MalformedObjectException {
      ElfFile file = image.program().files().program();
      FrameTable table = FrameTable.of(file, DwarfSection.EXCEPTION_FRAMES);
      return new Code(image, table.descriptions().isEmpty() ? FrameTable.of(file) : table);
    }
  }

  /** Finds the file that an address of the process is code of. */
  public interface Codes {
    Optional<Code> at(long address);
  }

  /**
   * The frames from the one with these registers to the last one whose caller can be found; Java's
   * frames end the walk, since no file describes them.
   */
  public static List<NativeFrame> walk(Map<Integer, Long> registers, Codes codes) {
    List<NativeFrame> frames = new ArrayList<>();
    Map<Integer, Long> current = registers;
    while (frames.size() < MOST_FRAMES) {
      Optional<Frame> caller = step(current, codes, frames);
      if (caller.isEmpty()) {
        break;
      }
      current = caller.get().registers();
    }
    return frames;
  }

  private static Optional<Frame> step(
      Map<Integer, Long> registers, Codes codes, List<NativeFrame> frames) {
    Long returnAddress = registers.get(Architecture.X86_64.returnAddress());
    Long stackPointer = registers.get(Architecture.X86_64.stackPointer());
    if (returnAddress == null || stackPointer == null || returnAddress == 0) {
      return Optional.empty();
    }
    try {
      Optional<Code> code = codes.at(returnAddress - 1);
      if (code.isEmpty()) {
        return Optional.empty();
      }
      MappedImage image = code.get().image();
      long address = returnAddress - 1 - image.base();
      Optional<FrameDescription> description = code.get().frames().at(address);
      if (description.isEmpty()) {
        return Optional.empty();
      }
      NativeFrame open = new NativeFrame(image, address, stackPointer, stackPointer, registers);
      Optional<Frame> caller = UNWINDER.caller(description.get().row(address), open);
      long end = caller.map(Frame::frameAddress).orElse(stackPointer);
      frames.add(new NativeFrame(image, address, stackPointer, end, registers));
      return caller.filter(frame -> Long.compareUnsigned(frame.frameAddress(), stackPointer) > 0);
    } catch (MalformedObjectException | EvaluationException e) {
      return Optional.empty();
    }
  }

  /** Whether an address lies in the frame. */
  public boolean contains(long stackAddress) {
    return Long.compareUnsigned(stackAddress, start) >= 0
        && Long.compareUnsigned(stackAddress, end) < 0;
  }

  @Override
  public OptionalLong register(int number) {
    Long value = registers.get(number);
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }

  @Override
  public OptionalLong memory(long place, int size) {
    try {
      ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      bytes.put(ProcessMemory.read(place, size));
      return OptionalLong.of(bytes.getLong(0));
    } catch (MemoryAccessException e) {
      return OptionalLong.empty();
    }
  }

  @Override
  public OptionalLong frameAddress() {
    return OptionalLong.of(end);
  }
}
