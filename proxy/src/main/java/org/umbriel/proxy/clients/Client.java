package org.umbriel.proxy.clients;

import java.util.Optional;

/**
 * Who asks.
 *
 * @param address its IP address
 * @param profile that its certificate belongs to; nothing if it has shown none
 */
public record Client(String address, Optional<String> profile) {}
