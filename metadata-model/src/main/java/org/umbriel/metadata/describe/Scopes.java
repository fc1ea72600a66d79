package org.umbriel.metadata.describe;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.umbriel.metadata.entry.AttributeName;
import org.umbriel.metadata.entry.Entry;
import org.umbriel.metadata.entry.Tag;

/**
 * Nests the scopes of local variables (DWARF 5, 3.5). Variables whose scopes end together share a
 * lexical block, in which each starts where it gets its value ({@code DW_AT_start_scope}, 2.9). A
 * block that would cut another one starts early enough to contain it, so whatever a class file
 * says, blocks nest and every scope is kept.
 */
final class Scopes {
  /** Deeper blocks than any source has are merged with those around them. */
  private static final int DEEPEST = 200;

  private final long methodStart;
  private final int codeLength;
  private final Map<Integer, List<Local>> byEnd = new TreeMap<>();

  Scopes(long methodStart, int codeLength) {
    this.methodStart = methodStart;
    this.codeLength = codeLength;
  }

  /**
   * A variable with what is to be said of it, visible in a range of bytecode indices.
   *
   * @param variable complete but for its scope
   */
  record Local(Entry variable, int start, int end) {}

  void add(Local local) {
    byEnd.computeIfAbsent(local.end(), end -> new ArrayList<>()).add(local);
  }

  /** A block in the making; blocks of one list follow each other and are disjoint. */
  private record Block(int start, int end, int depth, List<Local> locals, List<Block> inner) {}

  /** What stands below the method's entry: variables that live to its end, then blocks. */
  List<Entry> entries() {
    Deque<Block> open = new ArrayDeque<>();
    List<Entry> entries = new ArrayList<>();
    byEnd.forEach(
        (end, locals) -> {
          if (end == codeLength) {
            locals.forEach(local -> entries.add(scoped(local, 0)));
          } else {
            open.addLast(block(end, locals, open));
          }
        });
    open.forEach(block -> entries.add(entry(block)));
    return entries;
  }

  /** A block around those open ones that it overlaps, which end before it. */
  private static Block block(int end, List<Local> locals, Deque<Block> open) {
    int start = locals.stream().mapToInt(Local::start).min().orElse(end);
    int depth = 1;
    List<Block> inner = new ArrayList<>();
    while (!open.isEmpty() && open.getLast().end() > start) {
      Block last = open.removeLast();
      start = Math.min(start, last.start());
      depth = Math.max(depth, last.depth() + 1);
      inner.add(0, last);
    }
    Block block = new Block(start, end, depth, locals, inner);
    return depth > DEEPEST ? merged(block) : block;
  }

  private static Block merged(Block block) {
    List<Local> locals = new ArrayList<>(block.locals());
    List<Block> inner = new ArrayList<>();
    for (Block each : block.inner()) {
      locals.addAll(each.locals());
      inner.addAll(each.inner());
    }
    return new Block(block.start(), block.end(), block.depth() - 1, locals, inner);
  }

  private Entry entry(Block block) {
    Entry.Builder entry =
        Entry.builder(Tag.LEXICAL_BLOCK)
            .address(AttributeName.LOW_PC, methodStart + block.start())
            .constant(AttributeName.HIGH_PC, block.end() - block.start());
    block.locals().forEach(local -> entry.child(scoped(local, block.start())));
    block.inner().forEach(each -> entry.child(entry(each)));
    return entry.build();
  }

  private static Entry scoped(Local local, int blockStart) {
    if (local.start() == blockStart) {
      return local.variable();
    }
    Entry.Builder entry = Entry.builder(local.variable().tag());
    local.variable().attributes().forEach(each -> entry.with(each.name(), each.value()));
    return entry.constant(AttributeName.START_SCOPE, local.start() - blockStart).build();
  }
}
