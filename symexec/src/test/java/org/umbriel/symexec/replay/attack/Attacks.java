package org.umbriel.symexec.replay.attack;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.FileReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.URL;
import java.net.URLConnection;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.AccessController;
import java.security.AllPermission;
import java.security.Permissions;
import java.security.PrivilegedExceptionAction;
import java.security.ProtectionDomain;
import java.security.Security;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Timer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.ToIntFunction;
import java.util.zip.ZipFile;

/**
 * Each method reaches out of the process, or tries to leave something behind in it. It returns if
 * it succeeded and throws if it did not. The folder has files {@code secret}, {@code a.zip}, {@code
 * delete1}, {@code delete2}, {@code rename1}, {@code rename2}; at the port someone listens.
 */
@SuppressWarnings({"removal", "deprecation", "unchecked", "resource", "try"})
public final class Attacks {
  private static byte[] read(InputStream in) throws IOException {
    try (in) {
      return in.readAllBytes();
    }
  }

  private static void mustBe(boolean condition) throws IOException {
    if (!condition) {
      throw new IOException("no effect");
    }
  }

  // files

  static void readsByStream(String folder, int port) throws Exception {
    mustBe(read(new FileInputStream(folder + "/secret")).length > 0);
  }

  static void readsByReader(String folder, int port) throws Exception {
    try (FileReader reader = new FileReader(new File(folder, "secret"))) {
      mustBe(reader.read() >= 0);
    }
  }

  static void readsByChannel(String folder, int port) throws Exception {
    try (FileChannel channel = FileChannel.open(Path.of(folder, "secret"))) {
      mustBe(channel.map(FileChannel.MapMode.READ_ONLY, 0, 1).get() != 0);
    }
  }

  static void readsByFiles(String folder, int port) throws Exception {
    mustBe(Files.readString(Path.of(folder, "secret")).length() > 0);
  }

  static void readsBeyondTheJdk(String folder, int port) throws Exception {
    String home = System.getProperty("java.home");
    String up = "/..".repeat(20);
    mustBe(read(new FileInputStream(home + up + folder + "/secret")).length > 0);
  }

  static void readsByRandomAccess(String folder, int port) throws Exception {
    try (RandomAccessFile file = new RandomAccessFile(folder + "/secret", "r")) {
      mustBe(file.length() > 0);
    }
  }

  static void readsByUrl(String folder, int port) throws Exception {
    mustBe(read(new URL("file:" + folder + "/secret").openStream()).length > 0);
  }

  static void readsByLyingFile(String folder, int port) throws Exception {
    class Lying extends File {
      Lying() {
        super(folder + "/secret");
      }

      @Override
      public String toString() {
        return System.getProperty("java.home") + "/release";
      }
    }
    mustBe(new Lying().length() > 0);
  }

  static void opensZip(String folder, int port) throws Exception {
    try (ZipFile zip = new ZipFile(folder + "/a.zip")) {
      mustBe(zip.size() > 0);
    }
  }

  static void listsByFile(String folder, int port) throws Exception {
    mustBe(new File(folder).list().length > 0);
  }

  static void listsByFiles(String folder, int port) throws Exception {
    try (var files = Files.list(Path.of(folder))) {
      mustBe(files.count() > 0);
    }
  }

  static void looksByFile(String folder, int port) throws Exception {
    mustBe(new File(folder, "secret").exists());
  }

  static void looksByFiles(String folder, int port) throws Exception {
    mustBe(Files.size(Path.of(folder, "secret")) > 0);
  }

  static void writesByStream(String folder, int port) throws Exception {
    new FileOutputStream(folder + "/written1").close();
  }

  static void writesByWriter(String folder, int port) throws Exception {
    new PrintWriter(folder + "/written2").close();
  }

  static void writesByFiles(String folder, int port) throws Exception {
    Files.writeString(Path.of(folder, "written3"), "x");
  }

  static void writesByRandomAccess(String folder, int port) throws Exception {
    new RandomAccessFile(folder + "/written4", "rw").close();
  }

  static void writesByChannel(String folder, int port) throws Exception {
    FileChannel.open(
            Path.of(folder, "written5"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)
        .close();
  }

  static void writesByAsynchronousChannel(String folder, int port) throws Exception {
    AsynchronousFileChannel.open(
            Path.of(folder, "written6"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)
        .close();
  }

  static void createsFile(String folder, int port) throws Exception {
    mustBe(new File(folder, "created").createNewFile());
  }

  static void createsTemporaryFile(String folder, int port) throws Exception {
    mustBe(File.createTempFile("attack", "x", new File(folder)) != null);
  }

  static void createsFolder(String folder, int port) throws Exception {
    mustBe(new File(folder, "folder1").mkdir());
  }

  static void createsFolderByFiles(String folder, int port) throws Exception {
    Files.createDirectory(Path.of(folder, "folder2"));
  }

  static void createsLink(String folder, int port) throws Exception {
    Files.createSymbolicLink(Path.of(folder, "link"), Path.of("/"));
  }

  static void createsHardLink(String folder, int port) throws Exception {
    Files.createLink(Path.of(folder, "hard"), Path.of(folder, "secret"));
  }

  static void deletesByFile(String folder, int port) throws Exception {
    mustBe(new File(folder, "delete1").delete());
  }

  static void deletesByFiles(String folder, int port) throws Exception {
    Files.delete(Path.of(folder, "delete2"));
  }

  static void renamesByFile(String folder, int port) throws Exception {
    mustBe(new File(folder, "rename1").renameTo(new File(folder, "renamed1")));
  }

  static void movesByFiles(String folder, int port) throws Exception {
    Files.move(Path.of(folder, "rename2"), Path.of(folder, "renamed2"));
  }

  static void copiesByFiles(String folder, int port) throws Exception {
    Files.copy(Path.of(System.getProperty("java.home"), "release"), Path.of(folder, "copied"));
  }

  static void changesPermissions(String folder, int port) throws Exception {
    mustBe(new File(folder, "secret").setReadable(true));
  }

  static void changesPermissionsByFiles(String folder, int port) throws Exception {
    Files.setPosixFilePermissions(
        Path.of(folder, "secret"), PosixFilePermissions.fromString("rw-------"));
  }

  static void changesTime(String folder, int port) throws Exception {
    mustBe(new File(folder, "secret").setLastModified(1_000_000));
  }

  static void changesTimeByFiles(String folder, int port) throws Exception {
    Files.setLastModifiedTime(Path.of(folder, "secret"), FileTime.fromMillis(1_000_000));
  }

  static void asksForSpace(String folder, int port) throws Exception {
    mustBe(new File(folder).getTotalSpace() > 0);
  }

  static void readsAsPrivileged(String folder, int port) throws Exception {
    byte[] bytes =
        AccessController.doPrivileged(
            (PrivilegedExceptionAction<byte[]>)
                () -> read(new FileInputStream(folder + "/secret")));
    mustBe(bytes.length > 0);
  }

  static void readsInPrivilegedClass(String folder, int port) throws Exception {
    class Own extends ClassLoader {
      Own() {
        super(null);
      }

      Class<?> define(byte[] bytes) {
        Permissions all = new Permissions();
        all.add(new AllPermission());
        return defineClass(null, bytes, 0, bytes.length, new ProtectionDomain(null, all));
      }
    }
    byte[] bytes = read(Attacks.class.getResourceAsStream("Reader.class"));
    Class<?> reader = new Own().define(bytes);
    mustBe(((ToIntFunction<String>) reader.getConstructor().newInstance()).applyAsInt(folder) > 0);
  }

  static void readsByHandle(String folder, int port) throws Throwable {
    MethodHandle open =
        MethodHandles.lookup()
            .findConstructor(
                FileInputStream.class, MethodType.methodType(void.class, String.class));
    mustBe(read((InputStream) open.invoke(folder + "/secret")).length > 0);
  }

  static void readsByReflection(String folder, int port) throws Exception {
    try {
      Object in =
          FileInputStream.class.getConstructor(String.class).newInstance(folder + "/secret");
      mustBe(read((InputStream) in).length > 0);
    } catch (InvocationTargetException e) {
      throw (Exception) e.getCause();
    }
  }

  // the worker's own pipes

  static void writesToStandardOutput(String folder, int port) throws Exception {
    new FileOutputStream(FileDescriptor.out).write(new byte[0]);
  }

  static void readsStandardInput(String folder, int port) throws Exception {
    mustBe(new FileInputStream(FileDescriptor.in).available() >= 0);
  }

  static void opensStandardOutputByName(String folder, int port) throws Exception {
    new FileOutputStream("/proc/self/fd/1").close();
  }

  // network

  static void connects(String folder, int port) throws Exception {
    new Socket("127.0.0.1", port).close();
  }

  static void connectsByAddress(String folder, int port) throws Exception {
    new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port).close();
  }

  static void connectsByChannel(String folder, int port) throws Exception {
    SocketChannel.open(
            new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port))
        .close();
  }

  static void connectsByUrl(String folder, int port) throws Exception {
    URLConnection connection = new URL("http://127.0.0.1:" + port + "/").openConnection();
    connection.setConnectTimeout(300);
    connection.setReadTimeout(300);
    try {
      connection.getInputStream();
    } catch (SocketException | SocketTimeoutException spokenTo) {
      return;
    }
  }

  static void listens(String folder, int port) throws Exception {
    new ServerSocket(0).close();
  }

  static void listensByChannel(String folder, int port) throws Exception {
    ServerSocketChannel.open().bind(new InetSocketAddress(0)).close();
  }

  static void sends(String folder, int port) throws Exception {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.send(
          new DatagramPacket(
              new byte[1], 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
    }
  }

  static void sendsByChannel(String folder, int port) throws Exception {
    try (DatagramChannel channel = DatagramChannel.open()) {
      channel.send(
          ByteBuffer.allocate(1),
          new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
    }
  }

  static void listensOnUnixSocket(String folder, int port) throws Exception {
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    channel.bind(UnixDomainSocketAddress.of(folder + "/socket"));
    channel.close();
  }

  static void looksUpName(String folder, int port) throws Exception {
    InetAddress address = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    mustBe(!address.getHostName().equals("127.0.0.1"));
  }

  // processes and exit

  static void startsProcess(String folder, int port) throws Exception {
    mustBe(new ProcessBuilder("/bin/true").start().waitFor() == 0);
  }

  static void executes(String folder, int port) throws Exception {
    mustBe(Runtime.getRuntime().exec(new String[] {"/bin/true"}).waitFor() == 0);
  }

  static void listsProcesses(String folder, int port) throws Exception {
    mustBe(ProcessHandle.allProcesses().count() > 0);
  }

  static void findsParent(String folder, int port) throws Exception {
    mustBe(ProcessHandle.current().parent().isPresent());
  }

  static void exits(String folder, int port) {
    System.exit(42);
  }

  static void halts(String folder, int port) {
    Runtime.getRuntime().halt(42);
  }

  static void haltsByHandle(String folder, int port) throws Exception {
    MethodHandle halt =
        MethodHandles.publicLookup()
            .findVirtual(Runtime.class, "halt", MethodType.methodType(void.class, int.class));
    Runnable runnable =
        MethodHandleProxies.asInterfaceInstance(
            Runnable.class, MethodHandles.insertArguments(halt, 0, Runtime.getRuntime(), 42));
    runnable.run();
  }

  static void addsShutdownHook(String folder, int port) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> {}));
  }

  // native code

  static void loads(String folder, int port) {
    System.load(System.getProperty("java.home") + "/lib/libzip.so");
  }

  static void loadsLibrary(String folder, int port) {
    System.loadLibrary("zip");
  }

  static void callsNative(String folder, int port) throws Exception {
    Class<?> type = Class.forName("java.lang.foreign.Linker");
    Object linker = type.getMethod("nativeLinker").invoke(null);
    Object lookup = type.getMethod("defaultLookup").invoke(linker);
    Object symbol =
        ((Optional<?>)
                Class.forName("java.lang.foreign.SymbolLookup")
                    .getMethod("find", String.class)
                    .invoke(lookup, "getpid"))
            .get();
    Class<?> descriptor = Class.forName("java.lang.foreign.FunctionDescriptor");
    Class<?> layout = Class.forName("java.lang.foreign.MemoryLayout");
    Object ofInt = Class.forName("java.lang.foreign.ValueLayout").getField("JAVA_INT").get(null);
    Object function =
        descriptor
            .getMethod("of", layout, layout.arrayType())
            .invoke(null, ofInt, Array.newInstance(layout, 0));
    Class<?> option = Class.forName("java.lang.foreign.Linker$Option");
    try {
      type.getMethod(
              "downcallHandle",
              Class.forName("java.lang.foreign.MemorySegment"),
              descriptor,
              option.arrayType())
          .invoke(linker, symbol, function, Array.newInstance(option, 0));
    } catch (InvocationTargetException e) {
      throw new IOException(e.getCause());
    }
  }

  static void usesUnsafe(String folder, int port) throws Exception {
    Class<?> type = Class.forName("sun.misc.Unsafe");
    Field field = type.getDeclaredField("theUnsafe");
    field.setAccessible(true);
    mustBe(field.get(null) != null);
  }

  static void usesUnsafeByLookup(String folder, int port) throws Throwable {
    Class<?> type = Class.forName("sun.misc.Unsafe");
    MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
    mustBe(lookup.findStaticGetter(type, "theUnsafe", type).invoke() != null);
  }

  static void opensInternals(String folder, int port) throws Exception {
    Field field = Class.forName("sun.reflect.ReflectionFactory").getDeclaredField("delegate");
    field.setAccessible(true);
    mustBe(field.get(null) != null);
  }

  // threads, and what the next call would see

  static void startsThread(String folder, int port) {
    new Thread(() -> {}).start();
  }

  static void startsExecutor(String folder, int port) throws Exception {
    ExecutorService service = Executors.newSingleThreadExecutor();
    service.submit(() -> 1).get();
    service.shutdown();
  }

  static void startsTimer(String folder, int port) {
    new Timer(true).cancel();
  }

  static void startsVirtualThread(String folder, int port) throws Exception {
    Thread thread =
        (Thread)
            Thread.class
                .getMethod("startVirtualThread", Runnable.class)
                .invoke(null, (Runnable) () -> {});
    thread.join();
    mustBe(!thread.isAlive());
  }

  static void setsProperty(String folder, int port) {
    System.setProperty("attack", "x");
  }

  static void clearsProperty(String folder, int port) {
    System.clearProperty("attack");
  }

  static void replacesProperties(String folder, int port) {
    System.setProperties(null);
  }

  static void replacesOutput(String folder, int port) {
    System.setOut(new PrintStream(new ByteArrayOutputStream()));
  }

  static void changesLocale(String folder, int port) {
    Locale.setDefault(Locale.JAPAN);
  }

  static void changesSecurityProperties(String folder, int port) {
    Security.setProperty("attack", "x");
  }

  static void removesProvider(String folder, int port) {
    Security.removeProvider("none");
  }

  static void changesUrlHandlers(String folder, int port) {
    URL.setURLStreamHandlerFactory(protocol -> null);
  }

  static void catchesOthersExceptions(String folder, int port) {
    Thread.setDefaultUncaughtExceptionHandler((thread, exception) -> {});
  }

  static void attaches(String folder, int port) throws Exception {
    Class<?> machine = Class.forName("com.sun.tools.attach.VirtualMachine");
    mustBe(!((List<?>) machine.getMethod("list").invoke(null)).isEmpty());
  }

  static void dumpsHeap(String folder, int port) throws Exception {
    Class<?> type = Class.forName("com.sun.management.HotSpotDiagnosticMXBean");
    Object bean =
        Class.forName("java.lang.management.ManagementFactory")
            .getMethod("getPlatformMXBean", Class.class)
            .invoke(null, type);
    type.getMethod("dumpHeap", String.class, boolean.class)
        .invoke(bean, folder + "/heap.hprof", true);
  }
}
