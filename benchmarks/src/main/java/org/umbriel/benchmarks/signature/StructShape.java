package org.umbriel.benchmarks.signature;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.umbriel.nativeinterop.value.Value;

/**
 * A structure or a union; its values are maps by member names, those of a union maps of one.
 *
 * @param attribute of GNU C, such as {@code packed}; empty for none
 */
record StructShape(String name, boolean isUnion, String attribute, List<Member> members)
    implements Shape {

  /**
   * A member.
   *
   * @param bits of a bit-field, else 0
   */
  record Member(String name, Shape shape, int bits) {
    String declaration() {
      return shape.declare(name) + (bits > 0 ? " : " + bits : "") + "; ";
    }

    Object random(Random random) {
      return bits > 0 && shape instanceof IntegerShape integer
          ? integer.random(random, bits)
          : shape.random(random);
    }
  }

  private String word() {
    return (isUnion ? "union " : "struct ") + name;
  }

  String definition() {
    String body = members.stream().map(Member::declaration).collect(Collectors.joining());
    String suffix = attribute.isEmpty() ? "" : " __attribute__((" + attribute + "))";
    return word() + " { " + body + "}" + suffix + ";\n";
  }

  @Override
  public String declare(String place) {
    return word() + " " + place;
  }

  @Override
  public Object random(Random random) {
    Map<String, Object> values = new LinkedHashMap<>();
    if (isUnion) {
      Member member = members.get(random.nextInt(members.size()));
      values.put(member.name(), member.random(random));
    } else {
      members.forEach(member -> values.put(member.name(), member.random(random)));
    }
    return values;
  }

  private Member member(Object name) {
    return members.stream().filter(m -> m.name().equals(name)).findFirst().orElseThrow();
  }

  @Override
  public String literal(Object value) {
    return ((Map<?, ?>) value)
        .entrySet().stream()
            .map(e -> "." + e.getKey() + " = " + member(e.getKey()).shape().literal(e.getValue()))
            .collect(Collectors.joining(", ", "((" + word() + ") {", "})"));
  }

  @Override
  public String fold(String place, Object value) {
    return ((Map<?, ?>) value)
        .entrySet().stream()
            .map(e -> member(e.getKey()).shape().fold(place + "." + e.getKey(), e.getValue()))
            .collect(Collectors.joining());
  }

  @Override
  public void fold(Object value, Fold fold) {
    ((Map<?, ?>) value).forEach((name, each) -> member(name).shape().fold(each, fold));
  }

  @Override
  public Object argument(Object value) {
    Map<Object, Object> arguments = new LinkedHashMap<>();
    ((Map<?, ?>) value).forEach((n, each) -> arguments.put(n, member(n).shape().argument(each)));
    return isUnion || arguments.hashCode() % 2 == 0 ? arguments : List.copyOf(arguments.values());
  }

  @Override
  public boolean matches(Value got, Object value) {
    return ((Map<?, ?>) value)
        .entrySet().stream()
            .allMatch(
                e ->
                    member(e.getKey())
                        .shape()
                        .matches(got.member((String) e.getKey()), e.getValue()));
  }
}
