package org.umbriel.rewriter.link;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.umbriel.metadata.classfile.ClassUnit;
import org.umbriel.metadata.classfile.MethodCode;
import org.umbriel.metadata.classfile.MethodReference;
import org.umbriel.metadata.verify.result.LinkFact;
import org.umbriel.metadata.verify.result.LinkFacts;
import org.umbriel.metadata.verify.result.Place;
import org.umbriel.shadow.link.Fact.Kind;

/**
 * {@code LinkFacts -> Assumed}: what verification found that a class assumes of others, each once
 * with all its places. What the JVM looks at elsewhere is left to it: the class's own supertypes
 * when it loads the class, before any of its code runs; catch types, method handles and call sites
 * when it first needs them.
 */
final class AssumedFacts {
  private record Key(Kind kind, String owner, String name, String descriptor) {}

  private final ClassUnit unit;
  private final Map<String, MethodCode> methods = new HashMap<>();
  private final Map<Key, List<Assumed.Place>> places = new LinkedHashMap<>();

  private AssumedFacts(ClassUnit unit) {
    this.unit = unit;
    unit.methods().forEach(m -> methods.put(m.name() + m.descriptor(), m));
  }

  /** The facts of a class, references first, in code order. */
  static List<Assumed> of(ClassUnit unit, LinkFacts facts) {
    AssumedFacts assumed = new AssumedFacts(unit);
    facts.references().forEach(assumed::reference);
    facts.assumptions().forEach(assumed::assumption);
    List<Assumed> found = new ArrayList<>();
    assumed.places.forEach(
        (key, places) ->
            found.add(new Assumed(key.kind(), key.owner(), key.name(), key.descriptor(), places)));
    return found;
  }

  /** What an instruction refers to. */
  private void reference(LinkFact fact) {
    if (fact instanceof LinkFact.Member member) {
      Key key = new Key(kindOf(member.use()), member.owner(), member.name(), member.descriptor());
      add(key, at(member.scope(), false));
    } else if (fact instanceof LinkFact.Loadable type && !isArrayOfPrimitives(type.name())) {
      boolean unlessNull =
          type.use() == LinkFact.Use.CAST || type.use() == LinkFact.Use.INSTANCE_OF;
      add(new Key(kindOf(type.use()), type.name(), "", ""), at(type.scope(), unlessNull));
    }
  }

  /** What type-safety needs of classes that verification did not know. */
  private void assumption(LinkFact fact) {
    if (fact instanceof LinkFact.Subtype subtype) {
      add(new Key(Kind.SUBTYPE, subtype.from(), subtype.to(), ""), starts(subtype.scope()));
    } else if (fact instanceof LinkFact.ProtectedAccess access) {
      String classes = access.owner() + ";" + access.receiver();
      add(
          new Key(Kind.PROTECTED, classes, access.name(), access.descriptor()),
          starts(access.scope()));
    }
  }

  private void add(Key key, List<Assumed.Place> found) {
    places.computeIfAbsent(key, k -> new ArrayList<>()).addAll(found);
  }

  private static boolean isArrayOfPrimitives(String type) {
    return type.startsWith("[") && !type.endsWith(";");
  }

  private static Kind kindOf(LinkFact.Use use) {
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

  /** The one instruction of a place. */
  private List<Assumed.Place> at(Place place, boolean unlessNull) {
    return Optional.ofNullable(methods.get(place.method() + place.descriptor()))
        .map(m -> List.of(new Assumed.Place(m.reference(), indexOf(m, place.bci()), unlessNull)))
        .orElse(List.of());
  }

  /** Where a scope starts: of a class, the methods of which one runs first. */
  private List<Assumed.Place> starts(Place scope) {
    if (!scope.isClass()) {
      return at(new Place(scope.method(), scope.descriptor(), Math.max(0, scope.bci())), false);
    }
    HashSet<MethodReference> all = new HashSet<>();
    unit.methods().stream().filter(MethodCode::hasCode).forEach(m -> all.add(m.reference()));
    return Scopes.first(unit, all).stream().map(m -> new Assumed.Place(m, 0, false)).toList();
  }

  private static int indexOf(MethodCode method, int bytecodeIndex) {
    int low = 0;
    int high = method.instructions().size() - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (method.bytecodeIndex(middle) < bytecodeIndex) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
