package org.umbriel.rewriter;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.umbriel.metadata.archive.ApplicationLayout;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.Entry;
import org.umbriel.metadata.archive.Limits;
import org.umbriel.metadata.archive.MalformedArchiveException;
import org.umbriel.metadata.site.VerdictSource;
import org.umbriel.rewriter.sign.SigningException;

/**
 * The archives within an application, each rewritten as a jar of its own. A nested jar that was
 * stored stays so: Spring Boot's loader reads it where it lies. Bounded: three levels, and a sum of
 * sizes for the whole application.
 */
final class Nested {
  private final int depth;
  private final Room room;
  private final Map<String, Entry> rewritten = new HashMap<>();
  private final List<Inner> reports = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private final List<String> unreadable = new ArrayList<>();

  private Nested(int depth, Room room) {
    this.depth = depth;
    this.room = room;
  }

  /** What happened to the archive at a path of the outer one. */
  record Inner(String path, RewriteReport report) {}

  /** How much may still be inflated. */
  static final class Room {
    private long left = Limits.DEFAULT.totalBytes();

    private Limits limits() {
      return new Limits(Math.min(left, Limits.DEFAULT.entryBytes()), left);
    }

    private void take(Archive archive) {
      left -= archive.entries().stream().mapToLong(Entry::size).sum();
      left = Math.max(0, left);
    }
  }

  /**
   * Rewrites what lies in an archive.
   *
   * @param depth of the archive: 1 for one that lies in no other
   */
  static Nested in(
      Archive outer, ApplicationLayout layout, RewriteOptions options, int depth, Room room)
      throws SigningException {
    Nested nested = new Nested(depth, room);
    for (Entry entry : layout.nested()) {
      if (entry.problem().isEmpty()) {
        nested.rewrite(outer, entry, options.withVerdicts(VerdictSource.NONE));
      }
    }
    return nested;
  }

  private void rewrite(Archive outer, Entry entry, RewriteOptions options) throws SigningException {
    String name = ApplicationLayout.nameOf(outer, entry.path());
    if (depth >= ApplicationLayout.DEEPEST) {
      unreadable.add(entry.path() + ": nested too deeply");
      return;
    }
    try {
      Archive inner = Archive.readWithClasses(name, entry.content(), room.limits());
      room.take(inner);
      RewriteResult result = Rewriter.rewrite(inner, options, depth + 1, room);
      rewritten.put(entry.path(), entry.withContent(result.bytes()));
      reports.add(new Inner(entry.path(), result.report()));
    } catch (MalformedArchiveException malformed) {
      unreadable.add(entry.path() + ": " + malformed.place() + ": " + malformed.reason());
    } catch (SignedArchiveException kept) {
      remarks.add(kept.getMessage());
    }
  }

  /** The entry as it is now. */
  Entry now(Entry entry) {
    return rewritten.getOrDefault(entry.path(), entry);
  }

  /** What happened to each that was rewritten. */
  List<Inner> reports() {
    return reports;
  }

  /** What stays as it is since it cannot be read, with the reason. */
  List<String> unreadable() {
    return unreadable;
  }

  /** What stays as it is since it has to. */
  List<String> remarks() {
    return remarks;
  }
}
