package org.umbriel.proxy.configuration;

import java.nio.file.Path;

/** With what the server shows who it is. */
public sealed interface TlsUse {

  /** A certificate chain and its private key, PKCS #8, in PEM files. */
  record Pem(Path certificate, Path key) implements TlsUse {}

  /** A key store. */
  record Keystore(KeyUse key) implements TlsUse {}
}
