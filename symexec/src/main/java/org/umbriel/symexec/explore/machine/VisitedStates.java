package org.umbriel.symexec.explore.machine;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.umbriel.metadata.store.Key;
import org.umbriel.symexec.term.Term;
import org.umbriel.symexec.term.Terms;
import org.umbriel.symexec.term.Variable;

/**
 * The states in which a path went back to the head of a loop. What follows from such a state is
 * explored once: a second path that gets there ends, also if it is the one that began there, since
 * a loop that has come round to where it was does nothing new.
 *
 * <p>Two states are the same if their calls, live local variables, static fields and reachable
 * objects are, whatever the objects' names (Iosif, "Symmetry reduction criteria for software model
 * checking", SPIN 2002), and if the conditions on the unknowns among them are.
 */
final class VisitedStates {
  private static final int MOST_SLOTS = 20_000;
  private static final long FREE_SLOTS = 200_000;
  private static final int FIRST_BYTES = 1 << 13;

  private final Classes classes;
  private final Set<String> digests = new HashSet<>();
  private long slots;

  VisitedStates(Classes classes) {
    this.classes = classes;
  }

  /**
   * Ends the path if it has gone back to a state that was noted before; else notes it.
   *
   * @param at about to execute an instruction that starts a block
   * @param steps what the machine has done so far: looking at states may not cost more
   */
  void enter(Frame at, Trail<Term> path, long steps) {
    if (!at.routine().owner().isProgram() || slots > FREE_SLOTS + steps) {
      return;
    }
    Writer writer = new Writer();
    Optional<String> digest = writer.digest(at, path);
    slots += writer.written;
    if (digest.isPresent() && !digests.add(digest.get())) {
      throw new Ended();
    }
  }

  /** {@code state -> digest}, in the order in which its objects are met. */
  private final class Writer {
    private ByteBuffer buffer = ByteBuffer.allocate(FIRST_BYTES);
    private final Map<HeapObject, Integer> numbers = new HashMap<>();
    private final List<HeapObject> objects = new ArrayList<>();
    private final Set<Term> terms = new HashSet<>();
    private int written;
    private boolean isComparable = true;

    /** Empty if the state holds something that is not compared. */
    Optional<String> digest(Frame innermost, Trail<Term> path) {
      frames(innermost);
      for (LoadedClass type : classes.all()) {
        if (type.initialisation() != LoadedClass.Initialisation.NOT_YET) {
          put(type.statics().number());
          slots(type.statics());
        }
      }
      for (int i = 0; i < objects.size() && isComparable && written < MOST_SLOTS; i++) {
        object(objects.get(i));
      }
      if (!isComparable || written >= MOST_SLOTS) {
        return Optional.empty();
      }
      conditions(path);
      return Optional.of(Key.digest(Arrays.copyOf(buffer.array(), buffer.position())));
    }

    private void frames(Frame innermost) {
      BitSet live = innermost.routine().joins().liveAt(innermost.next());
      for (Frame frame = innermost; frame != null; frame = frame.caller()) {
        put(frame.routine().owner().statics().number());
        text(frame.routine().code().name());
        text(frame.routine().code().descriptor());
        put(frame.next());
        put(frame.top());
        for (int slot = 0; slot < frame.top(); slot++) {
          boolean isDead =
              frame == innermost && slot < frame.routine().maxLocals() && !live.get(slot);
          slot(isDead ? 0 : frame.bits(slot), isDead ? null : frame.cell(slot));
        }
      }
    }

    private void object(HeapObject object) {
      put(object.type().statics().number());
      put(object.length());
      put(object.isImmortal() ? object.number() : 0);
      Object payload = object.payload();
      if (payload instanceof String text) {
        text(text);
      } else if (payload instanceof LoadedClass type) {
        put(type.statics().number());
      } else {
        slot(0, payload);
      }
      slots(object);
    }

    private void slots(HeapObject object) {
      for (int slot = 0; slot < object.length(); slot++) {
        slot(object.bits.length == 0 ? 0 : object.bits(slot), object.cell(slot));
      }
    }

    private void slot(long bits, @Nullable Object cell) {
      written++;
      if (cell == null) {
        put(0);
        put(bits);
      } else if (cell instanceof HeapObject object) {
        put(1);
        put(numberOf(object));
      } else if (cell instanceof Term term) {
        put(2);
        put(term.number());
        terms.add(term);
      } else {
        isComparable = false;
      }
    }

    private int numberOf(HeapObject object) {
      Integer known = numbers.get(object);
      if (known == null) {
        known = objects.size();
        numbers.put(object, known);
        objects.add(object);
      }
      return known;
    }

    /** The path's conditions that have to do with the unknowns met. */
    private void conditions(Trail<Term> path) {
      if (terms.isEmpty()) {
        return;
      }
      Set<Term> known = new HashSet<>(variables(terms));
      List<Term> open = new ArrayList<>(path.toList());
      TreeSet<Integer> related = new TreeSet<>();
      boolean grows = true;
      while (grows) {
        grows =
            open.removeIf(
                condition -> {
                  Set<Term> own = variables(Set.of(condition));
                  boolean isRelated = own.stream().anyMatch(known::contains);
                  if (isRelated) {
                    known.addAll(own);
                    related.add(condition.number());
                  }
                  return isRelated;
                });
      }
      related.forEach(this::put);
    }

    private Set<Term> variables(Set<Term> within) {
      Set<Term> variables = new HashSet<>();
      for (Term term : Terms.within(within)) {
        written++;
        if (term instanceof Variable) {
          variables.add(term);
        }
      }
      return variables;
    }

    private void text(String text) {
      put(text.length());
      for (int i = 0; i < text.length(); i++) {
        put(text.charAt(i));
      }
      written += text.length();
    }

    private void put(long value) {
      if (buffer.remaining() < Long.BYTES) {
        buffer = ByteBuffer.allocate(2 * buffer.capacity()).put(buffer.flip());
      }
      buffer.putLong(value);
    }
  }
}
