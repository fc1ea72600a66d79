package org.umbriel.metadata.dwarf.read;

import org.umbriel.metadata.elf.Cursor;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.metadata.elf.Slice;
import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.Form;

/**
 * Reads what is asked of many entries where they stand: tag, name, type, whether it is a
 * declaration. The entries were passed by a scan, so that their attributes are known to lie within
 * their unit. For one thread.
 */
final class FieldReader {
  /** A name that is absent. */
  static final int NO_NAME = -1;

  /** A name that has to be read from the entry's attributes. */
  static final int OTHER_NAME = -2;

  /** Which section a name's offset counts from stands in its two highest bits. */
  static final int NAME_KIND_SHIFT = 30;

  static final int IN_STRINGS = 0;
  static final int IN_LINE_STRINGS = 1;
  static final int IN_UNIT = 2;
  static final int LARGEST_NAME_OFFSET = (1 << NAME_KIND_SHIFT) - 1;

  /** A type that is absent, and one that has to be read from the entry's attributes. */
  static final int NO_TYPE = 0;

  static final int OTHER_TYPE = -1;

  private final Slice section;
  private final RawReader forms;
  private final AbbreviationTable table;
  private final ScanPlan[] plans;
  private final StringIndex indexedStrings;
  private final byte[] bytes;
  private final int origin;
  private final long unitStart;

  /** Where the attributes of the entry stand whose plan was looked up last. */
  private int attributes;

  /** Finds where the string with an index stands in the strings, or says that it can't. */
  interface StringIndex {
    long offset(long index);
  }

  FieldReader(UnitHeader header, AbbreviationTable table, StringIndex indexedStrings) {
    this.section = header.section();
    this.forms = RawReader.of(header);
    this.table = table;
    this.plans = table.plans();
    this.indexedStrings = indexedStrings;
    this.bytes = section.array();
    this.origin = section.start();
    this.unitStart = header.offset().value();
  }

  private ScanPlan plan(int offset) {
    int at = origin + offset;
    int code = bytes[at++];
    if (code < 0) {
      code &= 0x7f;
      int next;
      int shift = 7;
      do {
        next = bytes[at++];
        code |= shift < 32 ? (next & 0x7f) << shift : 0;
        shift += 7;
      } while (next < 0);
    }
    attributes = at;
    if (code > 0 && code <= plans.length) {
      return plans[code - 1];
    }
    Abbreviation other = table.find(code);
    if (other == null) {
      throw new IllegalArgumentException("no entry at 0x" + Integer.toHexString(offset));
    }
    return other.plan();
  }

  int tag(int offset) {
    return plan(offset).tag;
  }

  boolean isDeclaration(int offset) {
    ScanPlan plan = plan(offset);
    return plan.isDeclaration
        || (plan.declaration != ScanPlan.ABSENT && bytes[seek(plan, plan.declaration)] != 0);
  }

  /** Where the name stands: the section in the highest bits, and the offset in it. */
  int name(int offset) {
    ScanPlan plan = plan(offset);
    if (plan.name == ScanPlan.ABSENT) {
      return NO_NAME;
    }
    int at = seek(plan, plan.name);
    int step = plan.steps[plan.name];
    int operand = step >> 8;
    return switch (step & 0xff) {
      case ScanPlan.NAME_STRP -> name(IN_STRINGS, number(at, operand));
      case ScanPlan.NAME_LINE_STRP -> name(IN_LINE_STRINGS, number(at, operand));
      case ScanPlan.NAME_STRING -> name(IN_UNIT, (long) at - origin);
      case ScanPlan.NAME_INDEX -> name(IN_STRINGS, indexedStrings.offset(number(at, operand)));
      default -> OTHER_NAME;
    };
  }

  private static int name(int kind, long offset) {
    return offset < 0 || offset > LARGEST_NAME_OFFSET
        ? OTHER_NAME
        : (kind << NAME_KIND_SHIFT) | (int) offset;
  }

  /** Where the type stands, from the start of the section. */
  int type(int offset) {
    ScanPlan plan = plan(offset);
    if (plan.type == ScanPlan.ABSENT) {
      return NO_TYPE;
    }
    int step = plan.steps[plan.type];
    if ((step & 0xff) == ScanPlan.TYPE_ELSEWHERE) {
      return OTHER_TYPE;
    }
    long distance = number(seek(plan, plan.type), step >> 8);
    long target = (step & 0xff) == ScanPlan.TYPE_HERE ? unitStart + distance : distance;
    return distance < 0 || target <= 0 || target > Integer.MAX_VALUE ? OTHER_TYPE : (int) target;
  }

  /** A number of so many bytes, 0 for LEB128. */
  private long number(int at, int size) {
    long value = 0;
    if (size > 0) {
      for (int i = size - 1; i >= 0; i--) {
        value = (value << 8) | (bytes[at + i] & 0xff);
      }
      return value;
    }
    int next;
    int shift = 0;
    int position = at;
    do {
      next = bytes[position++];
      value |= shift < 64 ? (long) (next & 0x7f) << shift : 0;
      shift += 7;
    } while (next < 0);
    return value;
  }

  /** Where the attribute of a step stands, of the entry whose plan was looked up last. */
  private int seek(ScanPlan plan, int step) {
    int at = attributes;
    for (int i = 0; i < step; i++) {
      at = pass(plan.steps[i], at);
    }
    return at;
  }

  private int pass(int step, int from) {
    int at = from;
    int operand = step >> 8;
    switch (step & 0xff) {
      case ScanPlan.SKIP_STRING, ScanPlan.NAME_STRING -> {
        while (bytes[at] != 0) {
          at++;
        }
        return at + 1;
      }
      case ScanPlan.SKIP_BLOCK1 -> {
        return at + 1 + (int) number(at, 1);
      }
      case ScanPlan.SKIP_BLOCK2 -> {
        return at + 2 + (int) number(at, 2);
      }
      case ScanPlan.SKIP_BLOCK4 -> {
        return at + 4 + (int) number(at, 4);
      }
      case ScanPlan.SKIP_BLOCK -> {
        return behindLeb(at) + (int) number(at, 0);
      }
      case ScanPlan.INDIRECT -> {
        return behindIndirect(at);
      }
      case ScanPlan.TYPE_ELSEWHERE -> {
        return at;
      }
      default -> {
        boolean isLeb = operand == 0;
        return isLeb ? behindLeb(at) : at + operand;
      }
    }
  }

  private int behindLeb(int from) {
    int at = from;
    while (bytes[at] < 0) {
      at++;
    }
    return at + 1;
  }

  private int behindIndirect(int at) {
    try {
      Cursor in = section.cursor((long) at - origin);
      forms.read(AttributeName.NAME, Form.INDIRECT, in);
      return origin + in.offset();
    } catch (MalformedObjectException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
