import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sosy_lab.sv_benchmarks.Verifier;

/** What loads the classes that most tasks need, for the archive that the launcher makes. */
public class Main {
  interface Shape {
    int area(int side);
  }

  public static void main(String[] args) {
    String text = Verifier.nondetString();
    List<Integer> list = new ArrayList<>();
    Map<String, Integer> map = new HashMap<>();
    Shape square = side -> side * side;
    int n = Verifier.nondetInt();
    double d = Verifier.nondetDouble();
    int[] values = {1, 2, 3};
    for (int i = 0; i < values.length; i++) {
      list.add(square.area(values[i]));
      map.put("key" + i, i);
    }
    try {
      values[n] = 4;
    } catch (ArrayIndexOutOfBoundsException e) {
      System.out.println("out of bounds: " + n);
    }
    if (text.length() < 3 && d > 0.5) {
      assert n * 2 != 34;
    }
  }
}
