package org.umbriel.rewriter.verify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.umbriel.metadata.archive.Archive;
import org.umbriel.metadata.archive.Entry;
import org.umbriel.metadata.archive.PlatformClasses;
import org.umbriel.metadata.classfile.ClassFile;
import org.umbriel.metadata.classfile.ClassSource;
import org.umbriel.metadata.verify.Verifier;
import org.umbriel.metadata.verify.format.JvmRules;
import org.umbriel.metadata.verify.result.LinkFact;
import org.umbriel.metadata.verify.result.LinkFacts;
import org.umbriel.metadata.verify.result.Rejection;
import org.umbriel.metadata.verify.result.Verification;
import org.umbriel.metadata.verify.type.Hierarchy;

/**
 * Verifies the class files of one archive as each of the named platforms would meet them, and as
 * each release would that the archive has versions for. What an accepted class rests on is what it
 * rests on in any of these; a class is rejected if it is rejected in all of them, since a client
 * whose JVM accepts it must get it, and the JVM of any other rejects it itself.
 */
public final class ArchiveVerifier {
  private final OwnClasses own;
  private final List<PlatformClasses> platforms;
  private final Optional<Verifier> alone;
  private final Map<Place, Verifier> verifiers = new HashMap<>();

  /** Where a class may be met. */
  private record Place(int platform, int release) {}

  /**
   * A verifier.
   *
   * @param everything whether all that a class assumes of others is wanted as facts, also what the
   *     archive and the platforms answer
   */
  public ArchiveVerifier(Archive archive, List<PlatformClasses> platforms, boolean everything) {
    this.own = new OwnClasses(archive);
    this.platforms = platforms;
    this.alone =
        everything
            ? Optional.of(new Verifier(new Hierarchy(ClassSource.EMPTY), JvmRules.NEWEST))
            : Optional.empty();
  }

  /** One of the archive's class files, as the others meet it. */
  public ClassFile file(Entry entry) {
    return own.file(entry);
  }

  /** Verifies one of the archive's class files, or a file that stands in its place. */
  public Verification verify(ClassFile file) {
    List<LinkFacts> accepted = new ArrayList<>();
    Optional<Verification> rejection = Optional.empty();
    for (int platform = 0; platform < Math.max(1, platforms.size()); platform++) {
      for (int release : own.releasesThatSee(file.path())) {
        Verification verification =
            verifiers.computeIfAbsent(new Place(platform, release), this::verifier).verify(file);
        if (verification instanceof LinkFacts facts) {
          accepted.add(facts);
        } else if (rejection.isEmpty()) {
          rejection = Optional.of(verification);
        }
        boolean sameElsewhere = isUnreadable(verification) || !own.hasVersions(verification);
        if (sameElsewhere) {
          break;
        }
      }
    }
    return accepted.isEmpty() ? rejection.orElseThrow() : together(file, accepted);
  }

  private static boolean isUnreadable(Verification verification) {
    return verification instanceof Rejection rejection
        && (rejection.kind() == Rejection.Kind.FORMAT
            || rejection.kind() == Rejection.Kind.VERSION);
  }

  /** No release's rules but the newest: an older JVM refuses a newer file itself. */
  private Verifier verifier(Place place) {
    ClassSource classes = own.in(place.release());
    Hierarchy hierarchy =
        platforms.isEmpty()
            ? new Hierarchy(classes)
            : new Hierarchy(
                classes, platforms.get(place.platform()).derived(Hierarchy.class, Hierarchy::new));
    return new Verifier(hierarchy, JvmRules.NEWEST);
  }

  private LinkFacts together(ClassFile file, List<LinkFacts> accepted) {
    LinkFacts first = accepted.get(0);
    if (alone.isPresent() && alone.get().verify(file) instanceof LinkFacts all) {
      return new LinkFacts(first.className(), all.assumptions(), List.of(), first::references);
    } else if (accepted.size() == 1) {
      return first;
    }
    Set<LinkFact> assumptions = new LinkedHashSet<>();
    Set<String> consulted = new LinkedHashSet<>();
    for (LinkFacts facts : accepted) {
      assumptions.addAll(facts.assumptions());
      consulted.addAll(facts.consulted());
    }
    return new LinkFacts(
        first.className(), List.copyOf(assumptions), List.copyOf(consulted), first::references);
  }
}
