package org.umbriel.nativeinterop.value;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.umbriel.nativeinterop.type.Field;
import org.umbriel.nativeinterop.type.StructType;

/** A List, a Map or a record on its way into a structure; members that are not given are zero. */
final class StructEncoding {
  private static final ClassValue<List<Method>> ACCESSORS =
      new ClassValue<>() {
        @Override
        protected List<Method> computeValue(Class<?> record) {
          return accessors(record);
        }
      };

  private final Encoder encoder;
  private final StructType type;
  private final Place place;
  private final ByteBuffer out;
  private final int at;

  StructEncoding(Encoder encoder, StructType type, Place place, ByteBuffer out, int at) {
    this.encoder = encoder;
    this.type = type;
    this.place = place;
    this.out = out;
    this.at = at;
  }

  void put(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      putMembers(map);
    } else if (value instanceof Record record) {
      putMembers(components(record));
    } else if (value instanceof List || (value != null && value.getClass().isArray())) {
      putInOrder(Encoder.elements(value));
    } else {
      String braces = "give its members as a List, a Map or a record";
      throw new ArgumentException(
          place, type, Encoder.describe(value) + " is no " + type.text() + "; " + braces);
    }
  }

  private void putInOrder(List<@Nullable Object> values) {
    int most = type.isUnion() ? 1 : type.fields().size();
    if (values.size() > most) {
      throw new ArgumentException(place, type, values.size() + " values for " + most + " members");
    }
    for (int i = 0; i < values.size(); i++) {
      put(type.fields().get(i), values.get(i));
    }
  }

  private void putMembers(Map<?, ?> values) {
    if (type.isUnion() && values.size() > 1) {
      throw new ArgumentException(place, type, "more than one member of a union");
    }
    values.forEach(
        (name, value) -> {
          Field field =
              type.field(String.valueOf(name))
                  .orElseThrow(
                      () ->
                          new ArgumentException(
                              place, type, "no member " + name + Members.known(type)));
          put(field, value);
        });
  }

  private void put(Field field, @Nullable Object value) {
    Place member = place.member(field.name());
    if (field.isBitField()) {
      new Encoding(encoder, value, field.type(), member, out, at)
          .putBitField(field.bitOffset(), field.bitSize());
    } else {
      encoder.encode(value, field.type(), member, out, at + (int) field.offset());
    }
  }

  private Map<String, @Nullable Object> components(Record record) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (Method accessor : ACCESSORS.get(record.getClass())) {
      try {
        values.put(accessor.getName(), accessor.invoke(record));
      } catch (ReflectiveOperationException e) {
        throw new ArgumentException(place, type, accessor.getName() + " can't be read: " + e);
      }
    }
    return values;
  }

  private static List<Method> accessors(Class<?> record) {
    List<Method> accessors = new ArrayList<>();
    for (RecordComponent component : record.getRecordComponents()) {
      Method accessor = component.getAccessor();
      accessor.setAccessible(true);
      accessors.add(accessor);
    }
    return List.copyOf(accessors);
  }
}
