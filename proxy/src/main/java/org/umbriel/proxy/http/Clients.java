package org.umbriel.proxy.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ServerChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AttributeKey;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.umbriel.proxy.clients.Client;
import org.umbriel.proxy.clients.ProfileChoice;

/** {@code Channel -> Client}: who is at the other end of a connection, or of a stream of it. */
final class Clients {
  private static final AttributeKey<String> PROFILE = AttributeKey.valueOf("umbriel.profile");

  private Clients() {}

  /** Notes the profile of a connection whose TLS handshake is over. */
  static void note(ChannelHandlerContext context, ProfileChoice profiles) {
    SslHandler tls = context.pipeline().get(SslHandler.class);
    try {
      if (tls.engine().getSession().getPeerCertificates()[0] instanceof X509Certificate shown) {
        profiles.of(shown).ifPresent(name -> context.channel().attr(PROFILE).set(name));
      }
    } catch (SSLPeerUnverifiedException noneShown) {
      context.channel().attr(PROFILE).set(null);
    }
  }

  static Client of(ChannelHandlerContext context) {
    Channel channel = context.channel();
    @Nullable Channel parent = channel.parent();
    Channel connection = parent == null || parent instanceof ServerChannel ? channel : parent;
    String address =
        channel.remoteAddress() instanceof InetSocketAddress remote
            ? remote.getAddress().getHostAddress()
            : "";
    return new Client(address, Optional.ofNullable(connection.attr(PROFILE).get()));
  }
}
