package org.umbriel.proxy.configuration;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.umbriel.proxy.maven.UpstreamAddress;
import org.umbriel.proxy.maven.View;

/**
 * How a proxy is set up.
 *
 * @param host where it listens
 * @param port where it listens; 0 for any that is free
 * @param upstreams repositories, asked in this order; if empty, what the machine's Maven settings
 *     name
 * @param store the directory of what it serves
 * @param storeBytes how much may lie there; what was not asked for longest goes first
 * @param passThrough what is served as it came: {@code group:artifact} with {@code *}, or {@code
 *     sha256:DIGEST}
 * @param profiles what is done for which clients; there is always a default
 * @param signatures what becomes of signed jars
 * @param tls with what the server shows who it is; plain HTTP if nothing
 * @param forward what it does as an HTTP proxy
 * @param proofs what is proven in the background
 */
public record ProxyConfiguration(
    String host,
    int port,
    List<UpstreamAddress> upstreams,
    Path store,
    long storeBytes,
    List<String> passThrough,
    Map<String, ClientProfile> profiles,
    SignatureUse signatures,
    Optional<TlsUse> tls,
    ForwardUse forward,
    ProofUse proofs) {
  public static final int DEFAULT_PORT = 8899;

  private static final long DEFAULT_STORE_BYTES = 20L << 30;

  /**
   * Listens on loopback, rewrites with link checks and assertions, keeps its store in the working
   * directory.
   */
  public static final ProxyConfiguration DEFAULT =
      new ProxyConfiguration(
          "127.0.0.1",
          DEFAULT_PORT,
          List.of(),
          Path.of("umbriel-store"),
          DEFAULT_STORE_BYTES,
          List.of(),
          Map.of(
              View.DEFAULT_PROFILE,
              new ClientProfile(List.of(), List.of(ServiceUse.LINK, ServiceUse.ASSERTIONS))),
          SignatureUse.DROP,
          Optional.empty(),
          ForwardUse.DEFAULT,
          ProofUse.DEFAULT);

  public ProxyConfiguration {
    upstreams = List.copyOf(upstreams);
    passThrough = List.copyOf(passThrough);
    profiles = Map.copyOf(profiles);
  }

  /** What clients get that name no profile. */
  public ClientProfile defaultProfile() {
    return profiles.getOrDefault(
        View.DEFAULT_PROFILE, new ClientProfile(List.of(), List.of(ServiceUse.LINK)));
  }

  public ProxyConfiguration withAddress(String newHost, int newPort) {
    Draft draft = new Draft(this);
    draft.host = newHost;
    draft.port = newPort;
    return draft.whole();
  }

  public ProxyConfiguration withUpstreams(List<UpstreamAddress> names) {
    Draft draft = new Draft(this);
    draft.upstreams = names;
    return draft.whole();
  }

  public ProxyConfiguration withStore(Path directory, long bytes) {
    Draft draft = new Draft(this);
    draft.store = directory;
    draft.storeBytes = bytes;
    return draft.whole();
  }

  public ProxyConfiguration withPassThrough(List<String> rules) {
    Draft draft = new Draft(this);
    draft.passThrough = rules;
    return draft.whole();
  }

  public ProxyConfiguration withProfiles(Map<String, ClientProfile> byName) {
    Draft draft = new Draft(this);
    draft.profiles = byName;
    return draft.whole();
  }

  public ProxyConfiguration withSignatures(SignatureUse use) {
    Draft draft = new Draft(this);
    draft.signatures = use;
    return draft.whole();
  }

  public ProxyConfiguration withTls(TlsUse use) {
    Draft draft = new Draft(this);
    draft.tls = Optional.of(use);
    return draft.whole();
  }

  public ProxyConfiguration withForward(ForwardUse use) {
    Draft draft = new Draft(this);
    draft.forward = use;
    return draft.whole();
  }

  public ProxyConfiguration withProofs(ProofUse use) {
    Draft draft = new Draft(this);
    draft.proofs = use;
    return draft.whole();
  }

  /** A configuration of which some parts are to be others. */
  private static final class Draft {
    private String host;
    private int port;
    private List<UpstreamAddress> upstreams;
    private Path store;
    private long storeBytes;
    private List<String> passThrough;
    private Map<String, ClientProfile> profiles;
    private SignatureUse signatures;
    private Optional<TlsUse> tls;
    private ForwardUse forward;
    private ProofUse proofs;

    Draft(ProxyConfiguration from) {
      host = from.host;
      port = from.port;
      upstreams = from.upstreams;
      store = from.store;
      storeBytes = from.storeBytes;
      passThrough = from.passThrough;
      profiles = from.profiles;
      signatures = from.signatures;
      tls = from.tls;
      forward = from.forward;
      proofs = from.proofs;
    }

    ProxyConfiguration whole() {
      return new ProxyConfiguration(
          host,
          port,
          upstreams,
          store,
          storeBytes,
          passThrough,
          profiles,
          signatures,
          tls,
          forward,
          proofs);
    }
  }
}
