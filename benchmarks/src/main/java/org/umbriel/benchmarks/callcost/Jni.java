package org.umbriel.benchmarks.callcost;

/** Bindings by hand, compiled by gcc when they are measured. */
final class Jni {
  static final String SOURCE =
      """
      #include <jni.h>
      struct point { double x; int y; };
      int add(int a, int b) { return a + b; }
      double sum(struct point p) { return p.x + p.y; }
      int many(int (*f)(int), int n) { int s = 0; while (n--) s += f(n); return s; }
      #define JNI(name) Java_org_umbriel_benchmarks_callcost_Jni_##name
      JNIEXPORT jint JNICALL JNI(add)(JNIEnv *e, jclass c, jint a, jint b) { return add(a, b); }
      JNIEXPORT jdouble JNICALL JNI(sum)(JNIEnv *e, jclass c, jdouble x, jint y) {
        struct point p = { x, y };
        return sum(p);
      }
      JNIEXPORT jint JNICALL JNI(many)(JNIEnv *e, jclass c, jint n) {
        static jmethodID f;
        if (!f) f = (*e)->GetStaticMethodID(e, c, "same", "(I)I");
        int s = 0;
        while (n--) s += (*e)->CallStaticIntMethod(e, c, f, n);
        return s;
      }
      """;

  private Jni() {}

  static native int add(int a, int b);

  static native double sum(double x, int y);

  /** Calls {@link #same} so many times. */
  static native int many(int count);

  static int same(int n) {
    return n;
  }
}
