package org.umbriel.symexec.compete.tasks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sosy_lab.sv_benchmarks.Verifier;

/** expect VALID_ASSERT TRUE, expect NO_RUNTIME_EXCEPTION TRUE: the JDK's own collections run. */
final class Collections {
  public static void main(String[] args) {
    List<Integer> list = new ArrayList<>();
    int a = Verifier.nondetInt();
    int b = Verifier.nondetInt();
    list.add(a);
    list.add(b);
    list.sort(null);
    assert list.get(0) <= list.get(1);
    Map<String, Integer> map = new HashMap<>();
    map.put("a", a);
    map.put("b", b);
    assert map.get("a") == a && map.size() == 2;
    TreeMap<Integer, String> tree = new TreeMap<>();
    tree.put(3, "c");
    tree.put(1, "a");
    assert tree.firstKey() == 1;
    int sum = 0;
    for (int key : tree.keySet()) {
      sum += key;
    }
    assert sum == 4;
  }
}
