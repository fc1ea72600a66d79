package org.umbriel.metadata.elf;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.umbriel.metadata.entry.Bytes;

/**
 * A remark about a file or, in a core file, about its process: a build id, a thread's registers.
 */
public record ElfNote(String name, int type, Bytes content) {
  public static final int NT_PRSTATUS = 1;
  public static final int NT_AUXV = 6;
  public static final int NT_FILE = 0x46494c45;

  /** The notes of a section or segment. */
  static List<ElfNote> read(Slice slice, long alignment) throws MalformedObjectException {
    long mask = alignment == 8 ? 7 : 3;
    List<ElfNote> notes = new ArrayList<>();
    Cursor in = slice.cursor();
    while (in.remaining() >= 12) {
      long nameSize = in.u32();
      long size = in.u32();
      int type = (int) in.u32();
      byte[] name = in.bytes(nameSize).toArray();
      in.skip(Math.min(in.remaining(), -in.offset() & mask));
      Bytes content = in.bytes(size);
      in.skip(Math.min(in.remaining(), -in.offset() & mask));
      int length = name.length > 0 && name[name.length - 1] == 0 ? name.length - 1 : name.length;
      notes.add(new ElfNote(new String(name, 0, length, StandardCharsets.UTF_8), type, content));
    }
    return notes;
  }
}
