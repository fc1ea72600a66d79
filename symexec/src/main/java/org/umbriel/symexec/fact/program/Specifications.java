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
 * Methods that return an object by specification, where their code does not show it. Of the
 * platform: natives, caches, interfaces; the list is data, {@code specified-results.txt}; a test
 * calls each. Of others: those that an annotation says so of. What of the platform cannot be
 * overridden rests on it; the rest on the implementers, of whom those in the program must show it.
 */
final class Specifications {
  private static final String FILE = "specified-results.txt";
  private static final Set<MethodReference> SPECIFIED = read();

  private final Context context;
  private final DeclaredNullness declarations;
  private final Map<MethodReference, Optional<MethodReference>> known = new HashMap<>();

  Specifications(Context context) {
    this.context = context;
    this.declarations = new DeclaredNullness(context.program());
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

  /** What it rests on that a call of a method returns an object; empty if nothing. */
  Optional<Support> returnsObject(MethodCode declared) {
    return known
        .computeIfAbsent(declared.reference(), k -> specifying(declared))
        .map(
            specified ->
                isFixed(declared) && SPECIFIED.contains(specified)
                    ? context.targets().code(declared.owner())
                    : context.premises().assuming(new Assumption.SpecificationKept(specified)));
  }

  /** Whether nobody can override a method. */
  boolean isFixed(MethodCode declared) {
    return declared.isStatic() || declared.isFinal() || context.types().isLeaf(declared.owner());
  }

  /** A method that annotations may say something of; the platform's have none. */
  private Optional<MethodCode> annotated(MethodReference method) {
    return Closure.isOfPlatform(method.owner(), context)
        ? Optional.empty()
        : context
            .program()
            .find(method.owner())
            .flatMap(u -> u.method(method.name(), method.descriptor()));
  }

  /** The method that says so: this one, or one that it overrides. */
  private Optional<MethodReference> specifying(MethodCode declared) {
    Deque<String> open = new ArrayDeque<>(List.of(declared.owner()));
    Set<String> seen = new HashSet<>();
    Program program = context.program();
    while (!open.isEmpty()) {
      String name = open.poll();
      MethodReference candidate = new MethodReference(name, declared.name(), declared.descriptor());
      if (!seen.add(name)) {
        continue;
      }
      Optional<MethodCode> annotated = annotated(candidate);
      if (annotated.filter(declarations::mayReturnNull).isPresent()) {
        return Optional.empty();
      } else if (annotated.filter(declarations::returnsObject).isPresent()
          || (SPECIFIED.contains(candidate) && !program.contains(name))) {
        return Optional.of(candidate);
      }
      Optional<ClassHeader> header = declared.isStatic() ? Optional.empty() : program.header(name);
      header.ifPresent(
          h -> {
            open.addAll(h.interfaces());
            h.superName().ifPresent(open::add);
          });
    }
    return Optional.empty();
  }
}
