package org.umbriel.proxy.clients;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.security.auth.x500.X500Principal;
import org.umbriel.metadata.store.Key;
import org.umbriel.proxy.configuration.ClientProfile;
import org.umbriel.proxy.maven.View;

/**
 * Which profile a client gets that names none in its path: that of its certificate, or, for an
 * agent, one for the release that it runs on.
 */
public final class ProfileChoice {
  private final Map<String, ClientProfile> profiles;

  public ProfileChoice(Map<String, ClientProfile> profiles) {
    this.profiles = new TreeMap<>(profiles);
  }

  public boolean has(String name) {
    return profiles.containsKey(name);
  }

  /** The profile that a certificate belongs to; it was verified by whoever asks. */
  public Optional<String> of(X509Certificate certificate) {
    return profiles.entrySet().stream()
        .filter(p -> p.getValue().certificates().stream().anyMatch(text -> is(certificate, text)))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static boolean is(X509Certificate certificate, String text) {
    if (!text.startsWith(ClientProfile.FINGERPRINT)) {
      return certificate.getSubjectX500Principal().equals(new X500Principal(text));
    }
    try {
      return text.equals(ClientProfile.FINGERPRINT + Key.digest(certificate.getEncoded()));
    } catch (CertificateEncodingException impossible) {
      return false;
    }
  }

  /**
   * The profile for a Java release: the default if it is for it, or if none is; else the first, by
   * name, that is.
   */
  public String of(int release) {
    return isFor(View.DEFAULT_PROFILE, release)
        ? View.DEFAULT_PROFILE
        : profiles.keySet().stream()
            .filter(name -> isFor(name, release))
            .findFirst()
            .orElse(View.DEFAULT_PROFILE);
  }

  private boolean isFor(String name, int release) {
    ClientProfile profile = profiles.get(name);
    return profile != null && profile.isFor(release);
  }
}
