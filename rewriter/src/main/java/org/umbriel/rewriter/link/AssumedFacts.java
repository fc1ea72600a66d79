package org.umbriel.rewriter.link;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.verify.result.LinkFact;
import org.umbriel.metadata.verify.result.LinkFacts;
import org.umbriel.metadata.verify.result.Place;
import org.umbriel.metadata.verify.result.Reference;
import org.umbriel.shadow.link.Fact.Kind;

/**
 * {@code LinkFacts -> Assumed}: what verification found that a class assumes of others, each once
 * with all its places. What the JVM looks at elsewhere is left to it: the class's own supertypes
 * when it loads the class, before any of its code runs; catch types, method handles and call sites
 * when it first needs them.
 */
final class AssumedFacts {
  private final ClassUnit unit;
  private final List<Assumed> found = new ArrayList<>();

  /** What was found that is not about a member: that stands in the constant pool once. */
  private final Map<Assumed.Key, Assumed> known = new HashMap<>();

  private AssumedFacts(ClassUnit unit) {
    this.unit = unit;
  }

  /** The facts of a class, references first, in code order. */
  static List<Assumed> of(ClassUnit unit, LinkFacts facts) {
    AssumedFacts assumed = new AssumedFacts(unit);
    facts.references().forEach(assumed::reference);
    facts.assumptions().forEach(assumed::assumption);
    return assumed.found;
  }

  /** What instructions refer to. */
  private void reference(Reference reference) {
    boolean isClass = reference.isToClass();
    if (isClass && isArrayOfPrimitives(reference.owner())) {
      return;
    }
    boolean unlessNull =
        reference.use() == Reference.Use.CAST || reference.use() == Reference.Use.INSTANCE_OF;
    Assumed fact =
        fact(kindOf(reference.use()), reference.owner(), reference.name(), reference.descriptor());
    for (int site = 0; site < reference.siteCount(); site++) {
      fact.addSite(reference.method(site), reference.bytecodeIndex(site), unlessNull);
    }
  }

  /** What type-safety needs of classes that verification did not know. */
  private void assumption(LinkFact fact) {
    if (fact instanceof LinkFact.Subtype subtype) {
      starts(fact(Kind.SUBTYPE, subtype.from(), subtype.to(), ""), subtype.scope());
    } else if (fact instanceof LinkFact.ProtectedAccess access) {
      String classes = access.owner() + ";" + access.receiver();
      starts(fact(Kind.PROTECTED, classes, access.name(), access.descriptor()), access.scope());
    }
  }

  private Assumed fact(Kind kind, String owner, String name, String descriptor) {
    Assumed.Key key = new Assumed.Key(kind, owner, name, descriptor);
    Assumed fact = name.isEmpty() ? known.get(key) : null;
    if (fact == null) {
      fact = new Assumed(unit, key);
      found.add(fact);
      if (name.isEmpty()) {
        known.put(key, fact);
      }
    }
    return fact;
  }

  private static boolean isArrayOfPrimitives(String type) {
    return type.startsWith("[") && !type.endsWith(";");
  }

  private static Kind kindOf(Reference.Use use) {
    return switch (use) {
      case GET_STATIC -> Kind.GETSTATIC;
      case PUT_STATIC -> Kind.PUTSTATIC;
      case GET_FIELD -> Kind.GETFIELD;
      case PUT_FIELD -> Kind.PUTFIELD;
      case INVOKE_VIRTUAL -> Kind.INVOKEVIRTUAL;
      case INVOKE_SPECIAL -> Kind.INVOKESPECIAL;
      case INVOKE_STATIC -> Kind.INVOKESTATIC;
      case INVOKE_INTERFACE -> Kind.INVOKEINTERFACE;
      case NEW -> Kind.NEW;
      case NEW_ARRAY, CAST, INSTANCE_OF, CLASS_CONSTANT -> Kind.CLASS;
    };
  }

  /** Where a scope starts: of a class, the methods of which one runs first. */
  private void starts(Assumed fact, Place scope) {
    List<MethodCode> methods = unit.methods();
    if (scope.isClass()) {
      Scopes.first(unit, method -> methods.get(method).hasCode())
          .forEach(method -> fact.addSite(method, 0, false));
      return;
    }
    for (int method = 0; method < methods.size(); method++) {
      MethodCode code = methods.get(method);
      if (code.name().equals(scope.method()) && code.descriptor().equals(scope.descriptor())) {
        fact.addSite(method, Math.max(0, scope.bci()), false);
      }
    }
  }
}
