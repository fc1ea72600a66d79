package org.umbriel.metadata.dwarf.read;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.umbriel.metadata.dwarf.read.Abbreviation.Specification;
import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.Form;
import org.umbriel.metadata.entry.Tag;

/**
 * How to pass the entries of one shape, and where in them name and type stand. Steps are numbers,
 * an operation in the lowest eight bits and its operand above, so that a scan is a loop over two
 * arrays of numbers.
 */
final class ScanPlan {
  /** Pass over as many bytes as the operand says; without one nothing is left to pass. */
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

  /** Likewise into the strings of line tables, and into those of another file. */
  static final int NAME_LINE_STRP = 13;

  static final int NAME_ALT = 14;

  /** An index of so many bytes, 0 for LEB128, into the string offsets. */
  static final int NAME_INDEX = 15;

  /** A reference of so many bytes, 0 for LEB128, from the start of the unit. */
  static final int TYPE_HERE = 16;

  /** Likewise from the start of the section. */
  static final int TYPE_ADDRESS = 17;

  /** A type in another file or a type unit, which a scan does not look for. */
  static final int TYPE_ELSEWHERE = 18;

  /** A flag of one byte. */
  static final int DECLARATION = 19;

  /** An entry of this shape can't be passed, since a form is unknown. */
  static final int UNKNOWN = 20;

  /** An attribute that the shape does not have. */
  static final int ABSENT = -1;

  /** Steps of one attribute, at most. */
  private static final int MOST_STEPS = 3;

  final int tag;
  final boolean hasChildren;

  /** Bytes of the attributes, or -1 if they differ from entry to entry. */
  final int size;

  /**
   * What a scan does, as few steps as there can be: passes over as many bytes as the operand says,
   * and then does what the operation says.
   */
  final int[] skips;

  /** What those do who look for an attribute, and which step is at which. */
  final int[] steps;

  final int name;
  final int type;
  final int declaration;

  /** Whether all entries of the shape are declarations. */
  final boolean isDeclaration;

  /** The form that nobody knows, if there is one. */
  final int unknown;

  private ScanPlan(int tag, boolean hasChildren, int[] steps, boolean isDeclaration) {
    this.tag = tag;
    this.hasChildren = hasChildren;
    this.steps = steps;
    this.isDeclaration = isDeclaration;
    this.skips = skips(steps);
    boolean isFixed = skips.length == 1 && (skips[0] & 0xff) == SKIP;
    this.size = skips.length == 0 ? 0 : isFixed ? skips[0] >> 8 : -1;
    this.name = first(steps, NAME_STRP, NAME_INDEX);
    this.type = first(steps, TYPE_HERE, TYPE_ELSEWHERE);
    this.declaration = first(steps, DECLARATION, DECLARATION);
    int last = steps.length == 0 ? SKIP : steps[steps.length - 1];
    this.unknown = (last & 0xff) == UNKNOWN ? last >> 8 : 0;
  }

  /** Which step is the first whose operation lies in a range. */
  private static int first(int[] steps, int low, int high) {
    for (int i = 0; i < steps.length; i++) {
      int operation = steps[i] & 0xff;
      if (operation >= low && operation <= high) {
        return i;
      }
    }
    return ABSENT;
  }

  private static int[] skips(int[] steps) {
    int[] skips = new int[steps.length + 1];
    int size = 0;
    int distance = 0;
    for (int step : steps) {
      int operand = step >> 8;
      int operation =
          switch (step & 0xff) {
            case SKIP, NAME_STRP, NAME_LINE_STRP, NAME_ALT, TYPE_ADDRESS, DECLARATION -> SKIP;
            case NAME_INDEX, TYPE_HERE -> operand == 0 ? SKIP_LEB : SKIP;
            case NAME_STRING -> SKIP_STRING;
            case TYPE_ELSEWHERE -> SKIP;
            default -> step & 0xff;
          };
      if (operation == SKIP) {
        distance += operand;
      } else {
        skips[size++] = operation | (distance << 8);
        distance = 0;
      }
    }
    if (distance > 0) {
      skips[size++] = SKIP | (distance << 8);
    }
    return Arrays.copyOf(skips, size);
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
    return new ScanPlan(tag.value(), hasChildren, Arrays.copyOf(steps, size), declaration);
  }

  private static int add(AttributeName name, Form form, RawReader sizes, int[] steps, int size) {
    int next = size;
    if (name.equals(AttributeName.NAME)) {
      next = name(form, sizes, steps, size);
    } else if (name.equals(AttributeName.TYPE)) {
      next = type(form, sizes, steps, size);
    } else if (name.equals(AttributeName.DECLARATION) && form == Form.FLAG) {
      steps[next++] = DECLARATION | (1 << 8);
    }
    return next > size ? next : skip(form, sizes, steps, size);
  }

  private static int name(Form form, RawReader sizes, int[] steps, int size) {
    int step =
        switch (form) {
          case STRP -> NAME_STRP | (sizes.offsetSize() << 8);
          case STRING -> NAME_STRING;
          case LINE_STRP -> NAME_LINE_STRP | (sizes.offsetSize() << 8);
          case GNU_STRP_ALT, STRP_SUP -> NAME_ALT | (sizes.offsetSize() << 8);
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
          case REF_ADDR -> TYPE_ADDRESS | (sizes.entryAddressSize() << 8);
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
