package org.umbriel.benchmarks.callcost;

import com.sun.jna.Callback;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Structure;
import java.util.List;

/** The same functions as JNA's users declare them. */
final class JnaMappings {
  private JnaMappings() {}

  /** {@code struct point} of {@link Jni#SOURCE}. */
  public static class Point extends Structure implements Structure.ByValue {
    public double x;
    public int y;

    @Override
    protected List<String> getFieldOrder() {
      return List.of("x", "y");
    }
  }

  /** A function of one integer. */
  interface Same extends Callback {
    int call(int n);
  }

  /** JNA's interface mapping. */
  public interface Functions extends Library {
    int add(int a, int b);

    double sum(Point p);

    Point flip(Point p);

    int length(String text);

    int ten(int a, int b, int c, int d, int e, int f, int g, int h, int i, int j);

    int many(Same f, int n);
  }

  /** JNA's direct mapping. */
  static final class Direct {
    private Direct() {}

    static void bind(String library) {
      Native.register(Direct.class, library);
    }

    static native int add(int a, int b);

    static native double sum(Point p);

    static native Point flip(Point p);

    static native int length(String text);

    static native int ten(int a, int b, int c, int d, int e, int f, int g, int h, int i, int j);
  }
}
