package org.umbriel.proxy;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.umbriel.proxy.configuration.ProxyConfiguration;
import org.umbriel.proxy.http.Limits;
import org.umbriel.proxy.maven.ArtifactRewriter;

/** Proxies without upstreams, on ports of their own. */
final class TestProxies {
  private TestProxies() {}

  static ProxyConfiguration configuration(Path store) {
    return ProxyConfiguration.DEFAULT.withAddress("127.0.0.1", 0).withStore(store, 1L << 30);
  }

  static Proxy start(ProxyConfiguration configuration, ArtifactRewriter rewriter) throws Exception {
    return start(configuration, rewriter, Limits.DEFAULT, 60);
  }

  static Proxy start(
      ProxyConfiguration configuration,
      ArtifactRewriter rewriter,
      Limits limits,
      int upstreamStallSeconds)
      throws Exception {
    return Proxy.start(
        configuration,
        List.of(),
        Map.of("default", rewriter),
        Clock.systemUTC(),
        line -> {},
        limits,
        upstreamStallSeconds);
  }

  /** A key store with one key for 127.0.0.1, made by the JDK's own tool. */
  static Path keystore(Path folder, String password) throws Exception {
    return keystore(folder, password, "CN=127.0.0.1");
  }

  /** The same, for someone else. */
  static Path keystore(Path folder, String password, String subject) throws Exception {
    Path store = folder.resolve("server.p12");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                subject,
                "-ext",
                "san=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                password)
            .redirectErrorStream(true)
            .start();
    String out = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) {
      throw new IllegalStateException(out);
    }
    return store;
  }
}
