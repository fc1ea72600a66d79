package org.umbriel.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** HTTP/2 without TLS, by clients that know that the server speaks it (RFC 9113 section 3.3). */
@Timeout(60)
final class PriorKnowledgeTest {
  private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII);
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int SETTINGS = 4;
  private static final int END_STREAM_AND_HEADERS = 5;

  @TempDir Path folder;

  @Test
  void requestsOnOneConnectionAreAnswered() throws Exception {
    try (Proxy proxy =
            TestProxies.start(
                TestProxies.configuration(folder.resolve("store")), new MarkingRewriter("x"));
        Socket socket = new Socket("127.0.0.1", URI.create(proxy.address()).getPort())) {
      socket.setSoTimeout(60_000);
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      out.write(PREFACE);
      frame(out, SETTINGS, 0, 0, new byte[0]);
      for (int stream = 1; stream <= 5; stream += 2) {
        frame(out, HEADERS, END_STREAM_AND_HEADERS, stream, get("/health"));
        assertEquals("ok\n", body(new DataInputStream(socket.getInputStream()), stream));
      }
    }
  }

  /** Frames that are none, or nearly: whatever the answer, the server lives. */
  @Test
  void randomFramesNeverEndTheServer() throws Exception {
    Random random = new Random(13);
    try (Proxy proxy =
        TestProxies.start(
            TestProxies.configuration(folder.resolve("store")), new MarkingRewriter("x"))) {
      int port = URI.create(proxy.address()).getPort();
      for (int round = 0; round < 300; round++) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(PREFACE);
        frame(out, SETTINGS, 0, 0, new byte[0]);
        for (int i = random.nextInt(6); i >= 0; i--) {
          byte[] payload = random.nextBoolean() ? get("/health") : new byte[random.nextInt(40)];
          frame(out, random.nextInt(11), random.nextInt(256), random.nextInt(6), payload);
        }
        byte[] sent = bytes.toByteArray();
        for (int i = random.nextInt(3); i > 0; i--) {
          int at = PREFACE.length + random.nextInt(sent.length - PREFACE.length);
          sent[at] = (byte) random.nextInt(256);
        }
        try (Socket socket = new Socket("127.0.0.1", port)) {
          socket.setSoTimeout(60_000);
          socket.getOutputStream().write(sent);
          socket.shutdownOutput();
          socket.getInputStream().readAllBytes();
        } catch (SocketException reset) {
          continue;
        }
      }
      try (Socket socket = new Socket("127.0.0.1", port)) {
        socket.setSoTimeout(60_000);
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        out.write(PREFACE);
        frame(out, SETTINGS, 0, 0, new byte[0]);
        frame(out, HEADERS, END_STREAM_AND_HEADERS, 1, get("/health"));
        assertEquals("ok\n", body(new DataInputStream(socket.getInputStream()), 1));
      }
    }
  }

  /** RFC 7541: two indexed fields, then the path and the authority as literals. */
  private static byte[] get(String path) throws IOException {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.write(0x82);
    block.write(0x86);
    block.write(0x04);
    block.write(path.length());
    block.write(path.getBytes(US_ASCII));
    block.write(0x01);
    block.write(1);
    block.write('x');
    return block.toByteArray();
  }

  private static void frame(DataOutputStream out, int type, int flags, int stream, byte[] payload)
      throws IOException {
    out.writeByte(payload.length >> 16);
    out.writeShort(payload.length);
    out.writeByte(type);
    out.writeByte(flags);
    out.writeInt(stream);
    out.write(payload);
    out.flush();
  }

  private static String body(DataInputStream in, int wanted) throws IOException {
    StringBuilder body = new StringBuilder();
    while (true) {
      int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
      int type = in.readUnsignedByte();
      int flags = in.readUnsignedByte();
      int stream = in.readInt();
      byte[] payload = in.readNBytes(length);
      if (stream == wanted && type == DATA) {
        body.append(new String(payload, US_ASCII));
      }
      if (stream == wanted && (type == DATA || type == HEADERS) && (flags & 1) != 0) {
        return body.toString();
      }
    }
  }
}
