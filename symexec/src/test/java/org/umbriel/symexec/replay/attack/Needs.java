package org.umbriel.symexec.replay.attack;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.Collator;
import java.text.NumberFormat;
import java.text.SimpleDateFormat;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.ResourceBundle;
import java.util.ServiceLoader;
import java.util.TimeZone;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;

/** What ordinary code does: each method returns, and the limits deny nothing meanwhile. */
public final class Needs {
  private Needs() {}

  private static void mustBe(boolean condition) {
    if (!condition) {
      throw new IllegalStateException();
    }
  }

  static void timeZones() {
    mustBe(ZonedDateTime.of(2020, 7, 1, 0, 0, 0, 0, ZoneId.of("Europe/Berlin")).getHour() == 0);
    mustBe(TimeZone.getTimeZone("America/New_York").getRawOffset() < 0);
    mustBe(TimeZone.getDefault() != null);
  }

  static void formats() {
    mustBe(String.format(Locale.GERMANY, "%,d", 1234).equals("1.234"));
    mustBe(NumberFormat.getInstance(Locale.FRANCE).format(1.5).equals("1,5"));
    mustBe(new SimpleDateFormat("EEEE", Locale.ITALY).toPattern().equals("EEEE"));
    mustBe(DateTimeFormatter.ofPattern("MMMM", Locale.JAPAN) != null);
    mustBe(Currency.getInstance("EUR").getSymbol(Locale.GERMANY).equals("\u20ac"));
    mustBe(Collator.getInstance(Locale.GERMANY).compare("a", "b") < 0);
  }

  static void lambdasAndStrings() {
    int n = IntStream.range(0, 10).filter(i -> i % 2 == 0).sum();
    Function<Object, String> f = Object::toString;
    mustBe(("n = " + n + f.apply("x")).equals("n = 20x"));
    mustBe(Pattern.compile("a+b").matcher("aab").matches());
    mustBe(List.of(3, 1, 2).stream().sorted().toList().get(0) == 1);
  }

  static void charsets() {
    mustBe(new String(new byte[] {(byte) 0x80}, Charset.forName("windows-1252")).equals("\u20ac"));
    mustBe("x".getBytes(Charset.forName("IBM037")).length == 1);
    mustBe("x".getBytes(StandardCharsets.UTF_16).length == 4);
  }

  static void randomness() {
    mustBe(UUID.randomUUID().version() == 4);
    mustBe(new Random(1).nextInt() == new Random(1).nextInt());
  }

  static void digests() throws Exception {
    mustBe(MessageDigest.getInstance("SHA-256").digest().length == 32);
  }

  static void reflection() throws Exception {
    mustBe(Needs.class.getDeclaredMethod("reflection").getParameterCount() == 0);
    mustBe(Class.forName(Needs.class.getName()) == Needs.class);
    mustBe(Needs.class.getClassLoader().loadClass(Needs.class.getName()) == Needs.class);
    Runnable proxy =
        (Runnable)
            Proxy.newProxyInstance(
                Needs.class.getClassLoader(), new Class<?>[] {Runnable.class}, (p, m, a) -> null);
    proxy.run();
    mustBe(Needs.class.getPackage() != null);
  }

  static void serialization() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(List.of("a", 1));
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      mustBe(in.readObject().equals(List.of("a", 1)));
    }
  }

  static void resources() throws IOException {
    try (var in = Needs.class.getResourceAsStream("Needs.class")) {
      mustBe(in != null && in.read() == 0xca);
    }
    mustBe(Needs.class.getResource("Nowhere") == null);
    try (var in = Needs.class.getResource("Needs.class").openStream()) {
      mustBe(in.read() == 0xca);
    }
    mustBe(ServiceLoader.load(Runnable.class).findFirst().isEmpty());
    try {
      ResourceBundle.getBundle("none.Bundle");
      mustBe(false);
    } catch (java.util.MissingResourceException expected) {
      mustBe(true);
    }
  }

  static void documents() throws Exception {
    byte[] text = "<a b='c'/>".getBytes(StandardCharsets.UTF_8);
    mustBe(
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(text))
            .getDocumentElement()
            .getAttribute("b")
            .equals("c"));
  }

  static void properties() {
    mustBe(System.getProperty("line.separator") != null);
    mustBe(System.lineSeparator() != null);
    mustBe(Locale.getDefault() != null);
    mustBe(System.identityHashCode("") != 1);
    mustBe(Runtime.getRuntime().availableProcessors() > 0);
  }

  static void threads() {
    mustBe(Thread.currentThread().getContextClassLoader() == Needs.class.getClassLoader());
    ThreadLocal<String> local = ThreadLocal.withInitial(() -> "x");
    mustBe(local.get().equals("x"));
    synchronized (Needs.class) {
      Needs.class.notifyAll();
    }
    mustBe(Thread.currentThread().getStackTrace().length > 0);
  }
}
