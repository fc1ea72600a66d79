package org.umbriel.proxy.configuration;

import java.nio.file.Path;
import java.util.Optional;

/** With what the server shows who it is, and whom it asks the same. */
public sealed interface TlsUse {

  /**
   * Certificates of the authorities that clients' certificates are from, in a PEM file. Where there
   * are some, clients may show a certificate; one that is not from them is refused.
   */
  Optional<Path> clients();

  /** The same, with authorities for clients. */
  TlsUse withClients(Path authorities);

  /** A certificate chain and its private key, PKCS #8, in PEM files. */
  record Pem(Path certificate, Path key, Optional<Path> clients) implements TlsUse {
    public Pem(Path certificate, Path key) {
      this(certificate, key, Optional.empty());
    }

    @Override
    public TlsUse withClients(Path authorities) {
      return new Pem(certificate, key, Optional.of(authorities));
    }
  }

  /** A key store. */
  record Keystore(KeyUse key, Optional<Path> clients) implements TlsUse {
    public Keystore(KeyUse key) {
      this(key, Optional.empty());
    }

    @Override
    public TlsUse withClients(Path authorities) {
      return new Keystore(key, Optional.of(authorities));
    }
  }
}
