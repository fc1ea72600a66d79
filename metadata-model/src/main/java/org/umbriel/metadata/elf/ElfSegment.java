package org.umbriel.metadata.elf;

/**
 * What a loader maps, or a core file keeps of a process's memory (a program header).
 *
 * @param type one of the {@code PT_} constants
 * @param flags a union of {@code PF_} constants
 * @param size bytes in memory; those beyond {@code fileSize} are zero
 */
public record ElfSegment(
    int type, int flags, long offset, long address, long fileSize, long size, long alignment) {
  public static final int PT_LOAD = 1;
  public static final int PT_DYNAMIC = 2;
  public static final int PT_NOTE = 4;
  public static final int PT_GNU_EH_FRAME = 0x6474e550;
  public static final int PT_GNU_STACK = 0x6474e551;
  public static final int PF_X = 1;
  public static final int PF_W = 2;
  public static final int PF_R = 4;

  public boolean contains(long wanted) {
    return Long.compareUnsigned(wanted - address, size) < 0;
  }
}
