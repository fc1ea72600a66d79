package org.umbriel.symexec.compete;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The {@code Verifier} of a replay: copied into the forked JVM under that name. It answers one line
 * of a witness ({@code KIND number-or-hexadecimal-text}) after the other, and zeros behind the
 * last; in a trial, one line of a kind after the other. It refers to the platform alone.
 */
final class ReplayVerifier {
  /** The first line if what follows are values to choose from, for each kind of its own. */
  static final String TRIAL = "TRIAL";

  /** Kinds differ in their first letters. */
  static final int LETTERS = 2;

  private static final Deque<String> LINES = new ArrayDeque<>();
  private static final Map<String, Deque<String>> CHOICES = new HashMap<>();
  private static final StringBuilder ASKED = new StringBuilder();

  private ReplayVerifier() {}

  /** Reads a witness: the first that happens in a run. */
  public static void begin(String resource) {
    read(resource);
    if (LINES.removeFirstOccurrence(TRIAL)) {
      for (String line : LINES) {
        String kind = line.substring(0, line.indexOf(' '));
        CHOICES.computeIfAbsent(kind, key -> new ArrayDeque<>()).add(line);
      }
    }
  }

  private static boolean isTrial() {
    return !CHOICES.isEmpty();
  }

  /** What a trial ends with: the exception's class, and the kinds of the inputs in order. */
  public static RuntimeException ended(Throwable thrown) {
    return new IllegalStateException(thrown.getClass().getName() + " " + ASKED);
  }

  private static @Nullable String take(String kind) {
    if (isTrial()) {
      ASKED.append(kind, 0, LETTERS);
      return CHOICES.getOrDefault(kind, LINES).poll();
    }
    String line = LINES.poll();
    if (line != null && !line.startsWith(kind + " ")) {
      throw new IllegalStateException("the witness has " + line + " where " + kind + " is asked");
    }
    return line;
  }

  private static void read(String resource) {
    try (@Nullable InputStream in =
        ReplayVerifier.class.getClassLoader().getResourceAsStream(resource)) {
      if (in != null) {
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          LINES.add(line);
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long next(String kind) {
    String line = take(kind);
    return line == null ? 0 : Long.parseLong(line.substring(kind.length() + 1));
  }

  /** The program's arguments: none, if the witness does not begin with them. */
  public static String[] arguments() {
    String first = LINES.peek();
    if (!isTrial() && (first == null || !first.startsWith("ARGUMENTS "))) {
      return new String[0];
    }
    String[] arguments = new String[(int) next("ARGUMENTS")];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = nondetString();
    }
    return arguments;
  }

  public static void assume(boolean condition) {
    if (!condition && isTrial()) {
      throw new LinkageError("a trial that the program does not want");
    }
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
    String line = take("STRING");
    if (line == null) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    for (int i = "STRING ".length(); i + 4 <= line.length(); i += 4) {
      text.append((char) Integer.parseInt(line.substring(i, i + 4), 16));
    }
    return text.toString();
  }
}
