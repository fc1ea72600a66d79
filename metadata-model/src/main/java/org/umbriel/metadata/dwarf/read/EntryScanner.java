package org.umbriel.metadata.dwarf.read;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.umbriel.metadata.elf.Cursor;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.Form;

/**
 * Fills the columns of a unit in one pass over its bytes. Works on the bare array, since half of
 * the time would go into a cursor's checks: a read behind the array's end is caught once, one
 * behind the unit's end is found after each entry.
 */
final class EntryScanner {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Deep nesting that no source code has, but a hostile file may. */
  static final int DEEPEST = 1000;

  private final UnitHeader header;
  private final RawReader forms;
  private final AbbreviationTable table;
  private final ScanPlan[] plans;
  private final StringIndex indexedStrings;
  private final EntryColumns columns;
  private final byte[] bytes;
  private final int origin;
  private final int unitStart;
  private final int end;
  private int position;
  private int name;
  private int type;
  private byte flags;

  /** Finds where the string with an index stands in the strings, or says that it can't. */
  interface StringIndex {
    long offset(long index);
  }

  EntryScanner(
      UnitHeader header,
      AbbreviationTable table,
      StringIndex indexedStrings,
      EntryColumns columns) {
    this.header = header;
    this.forms = RawReader.of(header);
    this.table = table;
    this.plans = table.plans();
    this.indexedStrings = indexedStrings;
    this.columns = columns;
    this.bytes = header.section().array();
    this.origin = header.section().start();
    this.unitStart = (int) header.offset().value();
    this.position = origin + (int) header.entries().value();
    this.end = origin + (int) header.end().value();
  }

  EntryTable scan() throws MalformedObjectException {
    columns.size = 0;
    try {
      scanEntries();
    } catch (IndexOutOfBoundsException e) {
      throw malformed(end, "an entry does not end within its unit");
    }
    return new EntryTable(columns);
  }

  private void scanEntries() throws MalformedObjectException {
    int[] open = new int[32];
    int depth = 0;
    open[0] = EntryTable.NONE;
    int at = position;
    while (at < end) {
      int start = at;
      int code = bytes[at++];
      if (code == 0) {
        if (--depth <= 0) {
          return;
        }
        continue;
      }
      if (code < 0) {
        position = start;
        code = code(start);
        at = position;
      }
      ScanPlan plan = code <= plans.length ? plans[code - 1] : other(code, start);
      if (plan.size >= 0) {
        add(plan, start, at, open[depth]);
        at += plan.size;
      } else {
        position = at;
        addStepwise(plan, start, open[depth]);
        at = position;
      }
      if (at > end) {
        throw malformed(start, "the entry does not end within its unit");
      }
      if (plan.hasChildren) {
        if (++depth > DEEPEST) {
          throw malformed(at, "entries are nested deeper than " + DEEPEST);
        }
        if (depth == open.length) {
          open = Arrays.copyOf(open, 2 * depth);
        }
        open[depth] = columns.size - 1;
      } else if (depth == 0) {
        return;
      }
    }
  }

  /** An entry whose attributes stand at known distances. */
  private void add(ScanPlan plan, int start, int at, int parent) {
    int nameAt = plan.nameAt;
    int typeAt = plan.typeAt;
    int foundName = EntryTable.NO_NAME;
    if (nameAt >= 0) {
      foundName = name(EntryTable.IN_STRINGS, (int) INT.get(bytes, at + nameAt) & 0xffffffffL);
    }
    int foundType = EntryTable.NO_TYPE;
    if (typeAt >= 0) {
      foundType = type(unitStart, (int) INT.get(bytes, at + typeAt) & 0xffffffffL);
    }
    columns.add(start - origin, plan.tag, parent, foundName, foundType, plan.flags);
  }

  private void addStepwise(ScanPlan plan, int start, int parent) throws MalformedObjectException {
    name = EntryTable.NO_NAME;
    type = EntryTable.NO_TYPE;
    flags = plan.flags;
    for (int step : plan.steps) {
      if ((step & 0xff) == ScanPlan.SKIP) {
        position += step >> 8;
      } else {
        pass(step);
      }
    }
    columns.add(start - origin, plan.tag, parent, name, type, flags);
  }

  private int code(int start) throws MalformedObjectException {
    long code = uleb();
    if (code <= 0 || code > Integer.MAX_VALUE) {
      throw malformed(start, "abbreviation " + Long.toUnsignedString(code) + " is too large");
    }
    return (int) code;
  }

  private ScanPlan other(int code, int start) throws MalformedObjectException {
    @Nullable Abbreviation abbreviation = table.find(code);
    if (abbreviation == null) {
      throw malformed(start, "abbreviation " + code + " is not declared");
    }
    return abbreviation.plan();
  }

  private void pass(int step) throws MalformedObjectException {
    int operand = step >> 8;
    switch (step & 0xff) {
      case ScanPlan.SKIP_LEB -> skipLeb();
      case ScanPlan.SKIP_STRING -> skipString();
      case ScanPlan.SKIP_BLOCK1 -> position += (bytes[position] & 0xff) + 1;
      case ScanPlan.SKIP_BLOCK2 -> position += ((short) SHORT.get(bytes, position) & 0xffff) + 2;
      case ScanPlan.SKIP_BLOCK4 -> skip(((int) INT.get(bytes, position) & 0xffffffffL) + 4);
      case ScanPlan.SKIP_BLOCK -> skip(uleb());
      case ScanPlan.NAME_STRP -> name = name(EntryTable.IN_STRINGS, offset(forms.offsetSize()));
      case ScanPlan.NAME_LINE_STRP ->
          name = name(EntryTable.IN_LINE_STRINGS, offset(forms.offsetSize()));
      case ScanPlan.NAME_STRING -> {
        name = name(EntryTable.IN_UNIT, position - origin);
        skipString();
      }
      case ScanPlan.NAME_ALT -> {
        name = EntryTable.OTHER_NAME;
        position += forms.offsetSize();
      }
      case ScanPlan.NAME_INDEX -> {
        long index = operand == 0 ? uleb() : offset(operand);
        name = name(EntryTable.IN_STRINGS, indexedStrings.offset(index));
      }
      case ScanPlan.TYPE_HERE -> type = type(unitStart, operand == 0 ? uleb() : offset(operand));
      case ScanPlan.TYPE_ADDRESS -> type = type(0, offset(forms.entryAddressSize()));
      case ScanPlan.TYPE_ELSEWHERE -> type = EntryTable.OTHER_TYPE;
      case ScanPlan.DECLARATION -> flags |= bytes[position++] != 0 ? EntryTable.DECLARATION : 0;
      case ScanPlan.INDIRECT -> skipIndirect();
      default ->
          throw malformed(position, "a value of unknown form, 0x" + Integer.toHexString(operand));
    }
  }

  private static int name(int kind, long offset) {
    return offset < 0 || offset > EntryTable.LARGEST_NAME_OFFSET
        ? EntryTable.OTHER_NAME
        : (kind << EntryTable.NAME_KIND_SHIFT) | (int) offset;
  }

  private static int type(long base, long distance) {
    long offset = base + distance;
    return distance < 0 || offset <= 0 || offset > Integer.MAX_VALUE
        ? EntryTable.OTHER_TYPE
        : (int) offset;
  }

  private long offset(int size) {
    int at = position;
    position += size;
    return switch (size) {
      case 4 -> (int) INT.get(bytes, at) & 0xffffffffL;
      case 1 -> bytes[at] & 0xff;
      case 2 -> (short) SHORT.get(bytes, at) & 0xffff;
      case 3 -> ((short) SHORT.get(bytes, at) & 0xffff) | ((bytes[at + 2] & 0xff) << 16);
      default -> (long) LONG.get(bytes, at);
    };
  }

  private void skip(long count) {
    if (count < 0 || count > end - position) {
      throw new IndexOutOfBoundsException();
    }
    position += (int) count;
  }

  private void skipLeb() {
    while (bytes[position++] < 0) {
      // the last byte of a LEB128 number is the first that is not negative
    }
  }

  private void skipString() {
    while (bytes[position++] != 0) {
      // up to and with the zero byte
    }
  }

  private long uleb() {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      int next = bytes[position++];
      value |= shift < 64 ? (long) (next & 0x7f) << shift : 0;
      if (next >= 0) {
        return value;
      }
    }
  }

  /** Rare: the cursor's way. */
  private void skipIndirect() throws MalformedObjectException {
    Cursor in = header.section().cursor(position - origin, end - origin);
    forms.read(AttributeName.NAME, Form.INDIRECT, in);
    position = origin + in.offset();
  }

  private MalformedObjectException malformed(int at, String reason) {
    return new MalformedObjectException(header.section().section(), (long) at - origin, reason);
  }
}
