package org.umbriel.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.umbriel.rewriter.sign.JarKey;
import org.umbriel.rewriter.sign.SignatureRules;
import picocli.CommandLine.Option;

/** What becomes of signed jars, and what they are signed with. */
final class SignatureOptions {
  @Option(
      names = "--sign-keystore",
      paramLabel = "FILE",
      description = "Sign the output with a key of this key store (PKCS #12 or JKS).")
  private @Nullable Path keystore;

  @Option(
      names = "--sign-alias",
      paramLabel = "NAME",
      description = "Which of its keys; needed where there are several.")
  private @Nullable String alias;

  @Option(
      names = "--sign-password-file",
      paramLabel = "FILE",
      description = "The key store's password: the first line of a file.")
  private @Nullable Path passwordFile;

  @Option(
      names = "--keep-signed-by",
      paramLabel = "SHA256",
      description =
          "Jars signed by the certificate with this fingerprint stay as they are: cryptography"
              + " providers, say. Repeatable; all other signatures are dropped once they were found"
              + " to hold.")
  private List<String> kept = new ArrayList<>();

  SignatureRules rules() throws UserError {
    Optional<JarKey> key = Optional.empty();
    if (keystore != null) {
      if (passwordFile == null) {
        throw new UserError("--sign-keystore needs a password", "--sign-password-file FILE");
      }
      key = Optional.of(key(keystore, Optional.ofNullable(alias), passwordFile));
    }
    try {
      return SignatureRules.of(kept, key);
    } catch (IllegalArgumentException wrong) {
      throw new UserError("--keep-signed-by " + wrong.getMessage());
    }
  }

  /** Reads a key, for a configuration file too. */
  static JarKey key(Path keystore, Optional<String> alias, Path passwordFile) throws UserError {
    try (InputStream in = Files.newInputStream(keystore)) {
      String password = Files.readString(passwordFile).lines().findFirst().orElse("");
      return JarKey.read(in, alias, password.toCharArray());
    } catch (IOException | GeneralSecurityException unusable) {
      throw new UserError(keystore + ": cannot be used: " + unusable.getMessage());
    }
  }
}
