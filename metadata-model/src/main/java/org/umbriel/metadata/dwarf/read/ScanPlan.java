package org.umbriel.metadata.dwarf.read;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.umbriel.metadata.dwarf.read.Abbreviation.Specification;
import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.Form;
import org.umbriel.metadata.entry.Tag;

/**
 * What a scan does at the entries of one shape: pass over values, and note name and type. Steps are
 * numbers, an operation in the lowest eight bits and its operand above, so that a scan is a loop
 * over two arrays of numbers.
 */
final class ScanPlan {
  /** Pass over a known number of bytes. */
  static final int SKIP = 0;

  static final int SKIP_LEB = 1;
  static final int SKIP_STRING = 2;
  static final int SKIP_BLOCK1 = 3;
  static final int SKIP_BLOCK2 = 4;
  static final int SKIP_BLOCK4 = 5;
  static final int SKIP_BLOCK = 6;

  static final int INDIRECT = 10;

  /** An offset of so many bytes into the strings. */
  static final int NAME_STRP = 11;

  static final int NAME_STRING = 12;
  static final int NAME_LINE_STRP = 13;
  static final int NAME_ALT = 14;

  /** An index of so many bytes, 0 for LEB128, into the string offsets. */
  static final int NAME_INDEX = 15;

  /** A reference of so many bytes, 0 for LEB128, from the start of the unit. */
  static final int TYPE_HERE = 16;

  static final int TYPE_ADDRESS = 17;

  /** A type in another file or a type unit, which a scan does not look for. */
  static final int TYPE_ELSEWHERE = 18;

  static final int DECLARATION = 19;

  /** An entry of this shape can't be passed, since a form is unknown. */
  static final int UNKNOWN = 20;

  /** Steps of one attribute, at most. */
  private static final int MOST_STEPS = 3;

  final int tag;
  final boolean hasChildren;
  final int[] steps;

  /** The flags that all entries of the shape have. */
  final byte flags;

  /** Bytes of the attributes, and where among them name and type stand as four bytes; or -1. */
  final int size;

  final int nameAt;
  final int typeAt;

  private ScanPlan(int tag, boolean hasChildren, int[] steps, byte flags) {
    this.tag = tag;
    this.hasChildren = hasChildren;
    this.steps = steps;
    this.flags = flags;
    int bytes = 0;
    int name = -1;
    int type = -1;
    for (int step : steps) {
      int size = step >> 8;
      if ((step & 0xff) == NAME_STRP && size == 4) {
        name = bytes;
      } else if ((step & 0xff) == TYPE_HERE && size == 4) {
        type = bytes;
      } else if ((step & 0xff) != SKIP) {
        bytes = Integer.MIN_VALUE / 2;
      }
      bytes += size;
    }
    this.size = bytes < 0 ? -1 : bytes;
    this.nameAt = name;
    this.typeAt = type;
  }

  static ScanPlan of(
      Tag tag, boolean hasChildren, List<Specification> specifications, RawReader sizes) {
    int[] steps = new int[MOST_STEPS * specifications.size()];
    int size = 0;
    boolean declaration = false;
    for (Specification specification : specifications) {
      Optional<Form> form = specification.form();
      if (form.isEmpty()) {
        steps[size++] = UNKNOWN | (specification.formCode() << 8);
        break;
      }
      declaration |=
          form.get() == Form.FLAG_PRESENT && specification.name().equals(AttributeName.DECLARATION);
      size = add(specification.name(), form.get(), sizes, steps, size);
    }
    byte flags = declaration ? EntryTable.DECLARATION : 0;
    return new ScanPlan(tag.value(), hasChildren, Arrays.copyOf(steps, size), flags);
  }

  private static int add(AttributeName name, Form form, RawReader sizes, int[] steps, int size) {
    int next = size;
    if (name.equals(AttributeName.NAME)) {
      next = name(form, sizes, steps, size);
    } else if (name.equals(AttributeName.TYPE)) {
      next = type(form, sizes, steps, size);
    } else if (name.equals(AttributeName.DECLARATION) && form == Form.FLAG) {
      steps[next++] = DECLARATION;
    }
    return next > size ? next : skip(form, sizes, steps, size);
  }

  private static int name(Form form, RawReader sizes, int[] steps, int size) {
    int step =
        switch (form) {
          case STRP -> NAME_STRP | (sizes.offsetSize() << 8);
          case STRING -> NAME_STRING;
          case LINE_STRP -> NAME_LINE_STRP;
          case GNU_STRP_ALT, STRP_SUP -> NAME_ALT;
          case STRX, GNU_STR_INDEX -> NAME_INDEX;
          case STRX1, STRX2, STRX3, STRX4 -> NAME_INDEX | (form.size() << 8);
          default -> -1;
        };
    return put(step, steps, size);
  }

  private static int type(Form form, RawReader sizes, int[] steps, int size) {
    int step =
        switch (form) {
          case REF_UDATA -> TYPE_HERE;
          case REF1, REF2, REF4, REF8 -> TYPE_HERE | (form.size() << 8);
          case REF_ADDR -> TYPE_ADDRESS;
          default -> -1;
        };
    if (step >= 0) {
      return put(step, steps, size);
    }
    steps[size] = TYPE_ELSEWHERE;
    return skip(form, sizes, steps, size + 1);
  }

  private static int put(int step, int[] steps, int size) {
    if (step < 0) {
      return size;
    }
    steps[size] = step;
    return size + 1;
  }

  private static int skip(Form form, RawReader sizes, int[] steps, int size) {
    int step =
        switch (form) {
          case STRING -> SKIP_STRING;
          case BLOCK1 -> SKIP_BLOCK1;
          case BLOCK2 -> SKIP_BLOCK2;
          case BLOCK4 -> SKIP_BLOCK4;
          case BLOCK, EXPRLOC -> SKIP_BLOCK;
          case ADDR -> SKIP | (sizes.addressSize() << 8);
          case REF_ADDR -> SKIP | (sizes.entryAddressSize() << 8);
          case INDIRECT -> INDIRECT;
          case LLVM_ADDRX_OFFSET -> SKIP_LEB;
          default ->
              switch (form.size()) {
                case Form.VARIABLE_SIZE -> SKIP_LEB;
                case Form.OFFSET_SIZE -> SKIP | (sizes.offsetSize() << 8);
                default -> SKIP | (form.size() << 8);
              };
        };
    if (step == SKIP) {
      return size;
    }
    boolean merges = (step & 0xff) == SKIP && size > 0 && (steps[size - 1] & 0xff) == SKIP;
    if (merges) {
      steps[size - 1] += step;
      return size;
    }
    steps[size] = step;
    if (form == Form.LLVM_ADDRX_OFFSET) {
      steps[size + 1] = SKIP | (4 << 8);
      return size + 2;
    }
    return size + 1;
  }
}
