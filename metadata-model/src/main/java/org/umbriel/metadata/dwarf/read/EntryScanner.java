package org.umbriel.metadata.dwarf.read;

import java.util.Arrays;
import org.umbriel.metadata.elf.Cursor;
import org.umbriel.metadata.elf.MalformedObjectException;
import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.Form;

/**
 * Fills the columns of a unit in one pass over its bytes. Works on the bare array, since half of
 * the time would go into a cursor's checks: a read behind the array's end is caught once, one
 * behind the unit's end is found after each entry. No method handle is on the way, since those are
 * slow until they are compiled.
 */
final class EntryScanner {
  /** Deep nesting that no source code has, but a hostile file may. */
  static final int DEEPEST = 1000;

  private static final int LONG_CODE = 0x80;

  private final UnitHeader header;
  private final AbbreviationTable table;
  private final byte[] bytes;
  private final int origin;
  private final int end;

  /** The columns in the making, which one unit after the other uses. */
  static final class Columns {
    private int[] offsets = new int[1 << 12];
    private int[] parents = new int[1 << 12];

    private void grow() {
      offsets = Arrays.copyOf(offsets, 2 * offsets.length);
      parents = Arrays.copyOf(parents, offsets.length);
    }
  }

  EntryScanner(UnitHeader header, AbbreviationTable table) {
    this.header = header;
    this.table = table;
    this.bytes = header.section().array();
    this.origin = header.section().start();
    this.end = origin + (int) header.end().value();
  }

  EntryTable scan(Columns columns, FieldReader fields) throws MalformedObjectException {
    int size;
    try {
      size = scanEntries(columns);
    } catch (IndexOutOfBoundsException e) {
      throw malformed(end, "an entry does not end within its unit");
    }
    return new EntryTable(
        Arrays.copyOf(columns.offsets, size), Arrays.copyOf(columns.parents, size), fields);
  }

  private int scanEntries(Columns columns) throws MalformedObjectException {
    byte[] in = bytes;
    ScanPlan[] plans = table.plans();
    int[] open = new int[DEEPEST + 1];
    int depth = 0;
    int parent = EntryTable.NONE;
    int size = 0;
    int at = origin + (int) header.entries().value();
    while (at < end) {
      int start = at;
      int code = in[at++];
      if (code == 0) {
        if (--depth <= 0) {
          return size;
        }
        parent = open[depth];
        continue;
      }
      if (code < 0) {
        int next = in[at++];
        code = next >= 0 ? (code & 0x7f) | (next << 7) : LONG_CODE;
        if (next < 0 || code == 0) {
          Cursor cursor = cursor(start);
          code = cursor.uleb31("abbreviation");
          at = origin + cursor.offset();
        }
      }
      ScanPlan plan = code > 0 && code <= plans.length ? plans[code - 1] : other(code, start);
      at = plan.size >= 0 ? at + plan.size : pass(plan, at);
      if (at > end) {
        throw malformed(start, "the entry does not end within its unit");
      }
      if (size == columns.offsets.length) {
        columns.grow();
      }
      columns.offsets[size] = start - origin;
      columns.parents[size] = parent;
      size++;
      if (plan.hasChildren) {
        if (++depth > DEEPEST) {
          throw malformed(at, "entries are nested deeper than " + DEEPEST);
        }
        parent = size - 1;
        open[depth] = parent;
      } else if (depth == 0) {
        return size;
      }
    }
    return size;
  }

  private ScanPlan other(int code, int start) throws MalformedObjectException {
    Abbreviation abbreviation = table.find(code);
    if (abbreviation == null) {
      throw malformed(start, "abbreviation " + code + " is not declared");
    }
    return abbreviation.plan();
  }

  /** Passes over attributes, some of which say themselves how long they are. */
  private int pass(ScanPlan plan, int from) throws MalformedObjectException {
    int at = from;
    for (int skip : plan.skips) {
      at += skip >> 8;
      int kind = skip & 0xff;
      if (kind == ScanPlan.SKIP_BLOCK) {
        int length = bytes[at++];
        at = length >= 0 ? at + length : passLongBlock(at - 1);
      } else if (kind == ScanPlan.SKIP_LEB) {
        while (bytes[at++] < 0) {
          // the last byte of a LEB128 number is the first that is not negative
        }
      } else if (kind == ScanPlan.SKIP_STRING) {
        while (bytes[at++] != 0) {
          // up to and with the zero byte
        }
      } else if (kind != ScanPlan.SKIP) {
        at = passOther(kind, plan, at);
      }
    }
    return at;
  }

  private int passLongBlock(int at) throws MalformedObjectException {
    Cursor in = cursor(at);
    in.skip(in.uleb());
    return origin + in.offset();
  }

  /** Rare: the cursor's way. */
  private int passOther(int kind, ScanPlan plan, int at) throws MalformedObjectException {
    Cursor in = cursor(at);
    switch (kind) {
      case ScanPlan.SKIP_BLOCK1 -> in.skip(in.u8());
      case ScanPlan.SKIP_BLOCK2 -> in.skip(in.u16());
      case ScanPlan.SKIP_BLOCK4 -> in.skip(in.u32());
      case ScanPlan.INDIRECT -> RawReader.of(header).read(AttributeName.NAME, Form.INDIRECT, in);
      default ->
          throw in.malformed("a value of unknown form, 0x" + Integer.toHexString(plan.unknown));
    }
    return origin + in.offset();
  }

  private Cursor cursor(int at) throws MalformedObjectException {
    return header.section().cursor((long) at - origin, (long) end - origin);
  }

  private MalformedObjectException malformed(int at, String reason) {
    return new MalformedObjectException(header.section().section(), (long) at - origin, reason);
  }
}
