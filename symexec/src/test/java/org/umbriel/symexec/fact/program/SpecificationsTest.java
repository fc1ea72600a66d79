package org.umbriel.symexec.fact.program;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.umbriel.metadata.classfile.MethodReference;

/** Calls each method that is said to return an object, with many receivers and arguments. */
class SpecificationsTest {
  private static final int CALLS = 1_000;

  static Collection<MethodReference> specified() {
    return Specifications.specified();
  }

  @ParameterizedTest
  @MethodSource("specified")
  void returnsAnObjectOrThrows(MethodReference reference) throws ReflectiveOperationException {
    Class<?> owner = Class.forName(reference.owner().replace('/', '.'));
    MethodType type =
        MethodType.fromMethodDescriptorString(reference.descriptor(), getClass().getClassLoader());
    Method method = owner.getDeclaredMethod(reference.name(), type.parameterArray());
    Random random = new Random(reference.toString().hashCode());
    int returned = 0;
    for (int i = 0; i < CALLS; i++) {
      List<Object> pool = Samples.fresh(random);
      Object receiver =
          Modifier.isStatic(method.getModifiers()) ? null : Samples.pick(owner, pool, random);
      Object[] arguments =
          Stream.of(method.getParameterTypes()).map(p -> Samples.pick(p, pool, random)).toArray();
      try {
        Object result = method.invoke(receiver, arguments);
        assertNotNull(result, () -> reference + " of " + receiver + List.of(arguments));
        returned++;
      } catch (InvocationTargetException e) {
        continue; // a call that throws returns nothing
      }
    }
    assertTrue(returned > 0, () -> "no call of " + reference + " returned");
  }

  /** Receivers and arguments. */
  private static final class Samples {
    private static final List<Object> FIXED = fixed();

    private static List<Object> fixed() {
      List<Object> found = new ArrayList<>();
      for (Class<?> type :
          List.of(
              String.class,
              Integer.class,
              java.util.HashMap.class,
              int.class,
              int[].class,
              Object[].class,
              Thread.State.class,
              Runnable.class,
              Override.class,
              Samples.class,
              Enum.class,
              java.util.Map.Entry.class)) {
        found.add(type);
        found.addAll(List.of(type.getDeclaredMethods()));
        found.addAll(List.of(type.getDeclaredFields()));
        found.addAll(List.of(type.getDeclaredConstructors()));
        found.addAll(List.of(type.getTypeParameters()));
        found.addAll(List.of(type.getGenericInterfaces()));
      }
      for (Method method : java.util.Collections.class.getDeclaredMethods()) {
        for (java.lang.reflect.Type parameter : method.getGenericParameterTypes()) {
          found.add(parameter);
          if (parameter instanceof java.lang.reflect.ParameterizedType generic) {
            found.addAll(List.of(generic.getActualTypeArguments()));
          }
        }
      }
      found.addAll(
          List.of(
              "",
              "a",
              "length",
              "MAX_VALUE",
              "java.lang.String",
              "UTF-8",
              "%s",
              "GMT",
              "a,b,,c",
              java.math.BigInteger.TEN,
              new java.math.BigDecimal("2.5"),
              java.util.Locale.ROOT,
              java.util.Locale.GERMANY,
              java.util.TimeZone.getTimeZone("GMT"),
              java.nio.charset.StandardCharsets.UTF_16,
              Thread.State.NEW,
              java.util.concurrent.TimeUnit.DAYS,
              Samples.class.getClassLoader(),
              new StringBuilder("ab"),
              new Thread(),
              new Object[0],
              new Object[] {"x", 1, null},
              new Class<?>[0],
              new Class<?>[] {int.class},
              (java.util.function.Predicate<Object>) o -> o == null,
              (java.util.function.Function<Object, Object>) o -> Stream.of(1),
              (java.util.function.ToIntFunction<Object>) o -> 1,
              (java.util.function.IntFunction<Object[]>) Object[]::new,
              (java.util.Comparator<Object>) (a, b) -> 0));
      return found;
    }

    /** The samples, with collections and streams that a call may use up. */
    static List<Object> fresh(Random random) {
      List<Object> pool = new ArrayList<>(FIXED);
      List<String> texts = List.of("b", "a", "c").subList(0, random.nextInt(4));
      java.util.TreeMap<String, String> map = new java.util.TreeMap<>();
      texts.forEach(t -> map.put(t, t));
      pool.addAll(
          List.of(
              texts,
              new ArrayList<>(texts),
              new java.util.LinkedList<>(texts),
              new java.util.ArrayDeque<>(texts),
              new java.util.HashSet<>(texts),
              new java.util.TreeSet<>(texts),
              new java.util.concurrent.CopyOnWriteArrayList<>(texts),
              new java.util.concurrent.ConcurrentLinkedDeque<>(texts),
              java.util.Collections.synchronizedList(new ArrayList<>(texts)),
              map,
              new java.util.HashMap<>(map),
              new java.util.LinkedHashMap<>(map),
              new java.util.concurrent.ConcurrentHashMap<>(map),
              new java.util.concurrent.ConcurrentSkipListMap<>(map),
              java.util.Collections.unmodifiableMap(map),
              java.util.Map.copyOf(map),
              new java.util.EnumMap<Thread.State, String>(Thread.State.class),
              texts.stream(),
              texts.parallelStream()));
      return pool;
    }

    static Object pick(Class<?> type, List<Object> pool, Random random) {
      if (type.isPrimitive()) {
        int number = random.nextInt(4) - random.nextInt(2);
        return switch (type.getName()) {
          case "boolean" -> random.nextBoolean();
          case "byte" -> (byte) random.nextInt();
          case "char" -> (char) random.nextInt();
          case "short" -> (short) random.nextInt();
          case "long" -> (long) number;
          default -> random.nextInt(4) == 0 ? random.nextInt() % 1000 : number;
        };
      }
      List<Object> fitting = pool.stream().filter(type::isInstance).toList();
      if (fitting.isEmpty()) {
        throw new IllegalStateException("no sample of " + type);
      }
      return fitting.get(random.nextInt(fitting.size()));
    }
  }
}
