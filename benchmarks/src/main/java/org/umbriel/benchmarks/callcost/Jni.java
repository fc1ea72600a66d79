package org.umbriel.benchmarks.callcost;

/** Bindings by hand, compiled by gcc when they are measured. */
final class Jni {
  static final String SOURCE =
      """
      #include <jni.h>
      struct point { double x; int y; };
      int add(int a, int b) { return a + b; }
      double sum(struct point p) { return p.x + p.y; }
      struct point flip(struct point p) { struct point r = { p.y, p.x }; return r; }
      int length(const char *s) { int n = 0; while (s[n]) n++; return n; }
      int ten(int a, int b, int c, int d, int e, int f, int g, int h, int i, int j) {
        return a + b + c + d + e + f + g + h + i + j;
      }
      int many(int (*f)(int), int n) { int s = 0; while (n--) s += f(n); return s; }
      #define JNI(name) Java_org_umbriel_benchmarks_callcost_Jni_##name
      JNIEXPORT jint JNICALL JNI(add)(JNIEnv *e, jclass c, jint a, jint b) { return add(a, b); }
      JNIEXPORT jdouble JNICALL JNI(sum)(JNIEnv *e, jclass c, jdouble x, jint y) {
        struct point p = { x, y };
        return sum(p);
      }
      JNIEXPORT jobject JNICALL JNI(flip)(JNIEnv *e, jclass c, jdouble x, jint y) {
        static jclass type;
        static jmethodID make;
        if (!make) {
          type = (*e)->FindClass(e, "org/umbriel/benchmarks/callcost/CallCosts$Point");
          type = (*e)->NewGlobalRef(e, type);
          make = (*e)->GetMethodID(e, type, "<init>", "(DI)V");
        }
        struct point p = { x, y };
        struct point r = flip(p);
        return (*e)->NewObject(e, type, make, r.x, r.y);
      }
      JNIEXPORT jint JNICALL JNI(length)(JNIEnv *e, jclass c, jstring s) {
        const char *text = (*e)->GetStringUTFChars(e, s, 0);
        int n = length(text);
        (*e)->ReleaseStringUTFChars(e, s, text);
        return n;
      }
      JNIEXPORT jint JNICALL JNI(ten)(JNIEnv *env, jclass k, jint a, jint b, jint c, jint d, jint e,
          jint f, jint g, jint h, jint i, jint j) {
        return ten(a, b, c, d, e, f, g, h, i, j);
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

  static native CallCosts.Point flip(double x, int y);

  static native int length(String text);

  static native int ten(int a, int b, int c, int d, int e, int f, int g, int h, int i, int j);

  /** Calls {@link #same} so many times. */
  static native int many(int count);

  static int same(int n) {
    return n;
  }
}
