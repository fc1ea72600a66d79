package org.umbriel.symexec.fact.program;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.umbriel.metadata.classfile.ClassHeader;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.metadata.classfile.Program;
import org.umbriel.metadata.site.Assumption;
import org.umbriel.symexec.fact.domain.Support;

/**
 * Methods of the platform that by specification return an object, where their code does not show
 * it: natives, caches, interfaces. The list is data, {@code specified-results.txt}; a test calls
 * each. What cannot be overridden rests on the platform; the rest on its implementers, of whom
 * those in the program must show it.
 */
final class Specifications {
  private static final String FILE = "specified-results.txt";
  private static final Set<MethodReference> SPECIFIED = read();

  private final Context context;
  private final Map<MethodReference, Optional<MethodReference>> known = new HashMap<>();

  Specifications(Context context) {
    this.context = context;
  }

  /** The methods of the list, in its order. */
  static Set<MethodReference> specified() {
    return SPECIFIED;
  }

  private static Set<MethodReference> read() {
    Set<MethodReference> found = new LinkedHashSet<>();
    try (InputStream in =
            Objects.requireNonNull(Specifications.class.getResourceAsStream(FILE), FILE);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      String owner = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        boolean isComment = line.isBlank() || line.startsWith("#");
        if (!isComment && !line.startsWith(" ")) {
          owner = line.strip();
        } else if (!isComment) {
          String method = line.strip();
          int descriptor = method.indexOf('(');
          found.add(
              new MethodReference(
                  owner, method.substring(0, descriptor), method.substring(descriptor)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  /** What it rests on that a call of a library's method returns an object; empty if nothing. */
  Optional<Support> returnsObject(MethodCode declared) {
    return known
        .computeIfAbsent(declared.reference(), k -> specifying(declared))
        .map(
            specified ->
                isFixed(declared)
                    ? context.targets().code(declared.owner())
                    : context.premises().assuming(new Assumption.SpecificationKept(specified)));
  }

  /** Whether nobody can override a method. */
  boolean isFixed(MethodCode declared) {
    return declared.isStatic() || declared.isFinal() || context.types().isLeaf(declared.owner());
  }

  /** The listed method that a method is or overrides; methods of the program must show it. */
  private Optional<MethodReference> specifying(MethodCode declared) {
    Deque<String> open = new ArrayDeque<>(List.of(declared.owner()));
    Set<String> seen = new HashSet<>();
    Program program = context.program();
    while (!open.isEmpty()) {
      String name = open.poll();
      MethodReference candidate = new MethodReference(name, declared.name(), declared.descriptor());
      if (SPECIFIED.contains(candidate) && !program.contains(name)) {
        return Optional.of(candidate);
      }
      Optional<ClassHeader> header =
          seen.add(name) && !declared.isStatic() ? program.header(name) : Optional.empty();
      header.ifPresent(
          h -> {
            open.addAll(h.interfaces());
            h.superName().ifPresent(open::add);
          });
    }
    return Optional.empty();
  }
}
