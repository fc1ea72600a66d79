package org.umbriel.symexec.compete;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The {@code Verifier} of a replay: copied into the forked JVM under that name. It answers one line
 * of {@link #WITNESS} after the other, and zeros behind the last. It refers to the platform alone.
 */
final class ReplayVerifier {
  /** The resource with the inputs: {@code KIND number-or-hexadecimal-text}. */
  static final String WITNESS = "META-INF/umbriel/witness.txt";

  private static final Deque<String> LINES = read();

  private ReplayVerifier() {}

  private static Deque<String> read() {
    Deque<String> lines = new ArrayDeque<>();
    try (@Nullable InputStream in =
        ReplayVerifier.class.getClassLoader().getResourceAsStream("META-INF/umbriel/witness.txt")) {
      if (in != null) {
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          lines.add(line);
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return lines;
  }

  private static long next(String kind) {
    String line = LINES.poll();
    if (line == null) {
      return 0;
    }
    if (!line.startsWith(kind + " ")) {
      throw new IllegalStateException("the witness has " + line + " where " + kind + " is asked");
    }
    return Long.parseLong(line.substring(kind.length() + 1));
  }

  /** The program's arguments: none, if the witness does not begin with them. */
  public static String[] arguments() {
    String first = LINES.peek();
    if (first == null || !first.startsWith("ARGUMENTS ")) {
      return new String[0];
    }
    String[] arguments = new String[(int) next("ARGUMENTS")];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = nondetString();
    }
    return arguments;
  }

  public static void assume(boolean condition) {
    if (!condition) {
      Runtime.getRuntime().halt(1);
    }
  }

  public static boolean nondetBoolean() {
    return next("BOOLEAN") != 0;
  }

  public static byte nondetByte() {
    return (byte) next("BYTE");
  }

  public static char nondetChar() {
    return (char) next("CHAR");
  }

  public static short nondetShort() {
    return (short) next("SHORT");
  }

  public static int nondetInt() {
    return (int) next("INT");
  }

  public static long nondetLong() {
    return next("LONG");
  }

  public static float nondetFloat() {
    return Float.intBitsToFloat((int) next("FLOAT"));
  }

  public static double nondetDouble() {
    return Double.longBitsToDouble(next("DOUBLE"));
  }

  public static String nondetString() {
    String line = LINES.poll();
    if (line == null) {
      return "";
    }
    if (!line.startsWith("STRING ")) {
      throw new IllegalStateException("the witness has " + line + " where STRING is asked");
    }
    StringBuilder text = new StringBuilder();
    for (int i = "STRING ".length(); i + 4 <= line.length(); i += 4) {
      text.append((char) Integer.parseInt(line.substring(i, i + 4), 16));
    }
    return text.toString();
  }
}
