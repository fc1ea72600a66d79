package org.umbriel.benchmarks.workload;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.reflect.TypeToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Objects to JSON and back, and JSON as trees, with Gson. */
final class JsonWorkload implements Workload {
  private static final int ITEMS = 300;

  private final Gson gson = new GsonBuilder().serializeNulls().setPrettyPrinting().create();
  private final Gson compact = new Gson();

  /** A document; Gson makes it by reflection. */
  private static final class Document {
    private String title = "";
    private long[] numbers = {};
    private List<Item> items = List.of();
    private Map<String, Double> weights = Map.of();
  }

  /** A part of a document. */
  private record Item(int id, String name, boolean flag, Kind kind) {}

  private enum Kind {
    SMALL,
    LARGE
  }

  @Override
  public long once() {
    Document document = document();
    String text = gson.toJson(document);
    Document read = gson.fromJson(text, Document.class);
    String again = compact.toJson(read);
    long checksum = 31L * text.hashCode() + again.hashCode();
    JsonElement tree = JsonParser.parseString(text);
    checksum = 31 * checksum + walk(tree);
    List<Map<String, Object>> maps =
        compact.fromJson(
            compact.toJson(read.items), new TypeToken<List<Map<String, Object>>>() {}.getType());
    for (Map<String, Object> map : maps) {
      checksum = 31 * checksum + String.valueOf(new TreeMap<>(map)).hashCode();
    }
    return checksum;
  }

  private static Document document() {
    Document document = new Document();
    document.title = "A \"title\" with \u00e4, \u2028 and <tags>";
    document.numbers = new long[ITEMS];
    document.items = new ArrayList<>();
    document.weights = new TreeMap<>();
    for (int i = 0; i < ITEMS; i++) {
      document.numbers[i] = i * 7_919L * i;
      document.items.add(
          new Item(i, "item\n" + i, i % 2 == 0, i % 3 == 0 ? Kind.SMALL : Kind.LARGE));
      document.weights.put("key" + i, i / 7.0);
    }
    return document;
  }

  private static long walk(JsonElement element) {
    long checksum = 17;
    if (element instanceof JsonObject object) {
      for (Map.Entry<String, JsonElement> member : object.entrySet()) {
        checksum = 31 * checksum + member.getKey().hashCode() + walk(member.getValue());
      }
    } else if (element instanceof JsonArray array) {
      for (JsonElement item : array) {
        checksum = 31 * checksum + walk(item);
      }
    } else {
      checksum = element.isJsonNull() ? 3 : element.getAsString().hashCode();
    }
    return checksum;
  }
}
