package org.umbriel.proxy.configuration;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A private key in a key store (PKCS #12 or JKS).
 *
 * @param alias which of its keys; nothing where there is but one
 * @param passwordFile has the store's password in its first line
 */
public record KeyUse(Path keystore, Optional<String> alias, Path passwordFile) {}
