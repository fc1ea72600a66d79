package org.umbriel.metadata.describe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.umbriel.metadata.describe.Scopes.Local;
import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.Entry;
import org.umbriel.metadata.entry.Tag;

class ScopesTest {
  private static final long METHOD = 0x700050000L;
  private static final int CODE_LENGTH = 40;

  /** A name and the range in which it is visible. */
  private record Visible(String name, long start, long end) {}

  private static Local local(String name, int start, int end) {
    Entry variable = Entry.builder(Tag.VARIABLE).text(AttributeName.NAME, name).build();
    return new Local(variable, start, end);
  }

  @Property
  void everyScopeIsKeptAndBlocksNest(
      @ForAll @Size(max = 12) List<@IntRange(min = 0, max = CODE_LENGTH - 1) Integer> starts,
      @ForAll @Size(min = 12, max = 12) List<@IntRange(min = 1, max = CODE_LENGTH) Integer> ends) {
    Scopes scopes = new Scopes(METHOD, CODE_LENGTH);
    List<Visible> expected = new ArrayList<>();
    for (int i = 0; i < starts.size(); i++) {
      int start = starts.get(i);
      int end = Math.max(start + 1, ends.get(i));
      scopes.add(local("v" + i, start, end));
      expected.add(new Visible("v" + i, start, end));
    }
    List<Visible> actual = new ArrayList<>();
    collect(scopes.entries(), 0, CODE_LENGTH, actual);
    actual.sort(Comparator.comparing(v -> expected.indexOf(v)));
    assertEquals(expected, actual);
  }

  /** Takes scopes apart as DWARF 5, 2.9 and 3.5 say, and checks that blocks nest. */
  private static void collect(List<Entry> entries, long start, long end, List<Visible> all) {
    long behindLast = start;
    for (Entry entry : entries) {
      if (entry.tag().equals(Tag.VARIABLE)) {
        long from = start + entry.constant(AttributeName.START_SCOPE).orElse(0);
        all.add(new Visible(entry.text(AttributeName.NAME).orElseThrow(), from, end));
      } else {
        long low = entry.address(AttributeName.LOW_PC).orElseThrow() - METHOD;
        long high = low + entry.constant(AttributeName.HIGH_PC).orElseThrow();
        assertTrue(behindLast <= low && low < high && high <= end, "blocks are disjoint, within");
        collect(entry.children(), low, high, all);
        behindLast = high;
      }
    }
  }

  @Test
  void thousandsOfNestedScopesDoNotNestWithoutEnd() {
    int count = 20_000;
    Scopes scopes = new Scopes(METHOD, 2 * count + 2);
    for (int i = 0; i < count; i++) {
      scopes.add(local("v", count - i, count + i + 1));
    }
    List<Visible> all = new ArrayList<>();
    collect(scopes.entries(), 0, 2L * count + 2, all);
    assertEquals(count, all.size());
    assertTrue(depth(scopes.entries()) <= 201, "depth " + depth(scopes.entries()));
  }

  private static int depth(List<Entry> entries) {
    return 1 + entries.stream().mapToInt(e -> depth(e.children())).max().orElse(-1);
  }
}
