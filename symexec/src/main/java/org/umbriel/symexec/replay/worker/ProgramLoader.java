package org.umbriel.symexec.replay.worker;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The program's classes and resources, for one witness; its parent is the platform's loader. */
@SuppressWarnings("removal") // AccessController: needed where there is a SecurityManager
final class ProgramLoader extends ClassLoader {
  private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();

  private final Fetcher fetcher;
  private final ProtectionDomain domain;

  ProgramLoader(Fetcher fetcher, ProtectionDomain domain) {
    super(PLATFORM);
    this.fetcher = fetcher;
    this.domain = domain;
    setDefaultAssertionStatus(true);
  }

  Class<?> define(String name, byte[] bytes) {
    return defineClass(name, bytes, 0, bytes.length, domain);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = fetch(name.replace('.', '/') + ".class");
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return define(name, bytes);
  }

  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    InputStream platform = PLATFORM.getResourceAsStream(name);
    if (platform != null) {
      return platform;
    }
    byte[] bytes = fetch(name);
    return bytes == null ? null : new ByteArrayInputStream(bytes);
  }

  @Override
  protected @Nullable URL findResource(String name) {
    byte[] bytes = fetch(name);
    return bytes == null
        ? null
        : AccessController.doPrivileged((PrivilegedAction<URL>) () -> url(name, bytes));
  }

  @Override
  protected Enumeration<URL> findResources(String name) {
    URL found = findResource(name);
    return found == null ? Collections.emptyEnumeration() : Collections.enumeration(List.of(found));
  }

  private byte @Nullable [] fetch(String path) {
    return AccessController.doPrivileged(
        (PrivilegedAction<byte @Nullable []>) () -> fetcher.fetch(path));
  }

  private static URL url(String path, byte[] bytes) {
    try {
      return new URL("umbriel", "", -1, "/" + path, new Content(bytes));
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(path, e);
    }
  }

  /** A resource's bytes behind its URL. */
  private static final class Content extends URLStreamHandler {
    private final byte[] bytes;

    Content(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    protected URLConnection openConnection(URL url) {
      return new URLConnection(url) {
        @Override
        public void connect() {
          connected = true;
        }

        @Override
        public InputStream getInputStream() throws IOException {
          return new ByteArrayInputStream(bytes);
        }

        @Override
        public int getContentLength() {
          return bytes.length;
        }
      };
    }
  }
}
