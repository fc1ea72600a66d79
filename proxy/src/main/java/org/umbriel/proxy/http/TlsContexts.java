package org.umbriel.proxy.http;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import org.umbriel.proxy.configuration.KeyUse;
import org.umbriel.proxy.configuration.TlsUse;

/** {@code TlsUse -> SslContext}: TLS 1.2 and 1.3 of the JDK, HTTP/2 or 1.1 as the client likes. */
final class TlsContexts {
  private TlsContexts() {}

  /**
   * Reads certificate and key.
   *
   * @throws IOException if they cannot be used; the message is one line
   */
  static SslContext of(TlsUse use) throws IOException {
    try {
      return withClients(builder(use), use.clients())
          .sslProvider(SslProvider.JDK)
          .protocols("TLSv1.3", "TLSv1.2")
          .clientAuth(use.clients().isPresent() ? ClientAuth.OPTIONAL : ClientAuth.NONE)
          .applicationProtocolConfig(
              new ApplicationProtocolConfig(
                  ApplicationProtocolConfig.Protocol.ALPN,
                  ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                  ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                  ApplicationProtocolNames.HTTP_2,
                  ApplicationProtocolNames.HTTP_1_1))
          .build();
    } catch (GeneralSecurityException | IllegalArgumentException unusable) {
      throw new IOException("tls: " + unusable.getMessage(), unusable);
    }
  }

  private static SslContextBuilder withClients(
      SslContextBuilder builder, Optional<Path> authorities) throws IOException {
    if (authorities.isEmpty()) {
      return builder;
    }
    Path file = authorities.get();
    if (!Files.isReadable(file)) {
      throw new IOException(file + ": cannot be read");
    }
    return builder.trustManager(file.toFile());
  }

  private static SslContextBuilder builder(TlsUse use)
      throws IOException, GeneralSecurityException {
    if (use instanceof TlsUse.Pem pem) {
      for (Path file : List.of(pem.certificate(), pem.key())) {
        if (!Files.isReadable(file)) {
          throw new IOException(file + ": cannot be read");
        }
      }
      return SslContextBuilder.forServer(pem.certificate().toFile(), pem.key().toFile());
    }
    return SslContextBuilder.forServer(keys(((TlsUse.Keystore) use).key()));
  }

  private static KeyManagerFactory keys(KeyUse use) throws IOException, GeneralSecurityException {
    char[] password =
        Files.readString(use.passwordFile()).lines().findFirst().orElse("").toCharArray();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(use.keystore())) {
      store.load(in, password);
    }
    if (use.alias().isPresent()) {
      String alias = use.alias().get();
      if (!store.isKeyEntry(alias)) {
        throw new IOException(use.keystore() + ": no private key " + alias);
      }
      for (String other : Collections.list(store.aliases())) {
        if (!other.equalsIgnoreCase(alias)) {
          store.deleteEntry(other);
        }
      }
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, password);
    return keys;
  }
}
