package dev.fovea.model.published;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The proxy that {@code https_proxy}, {@code http_proxy} and {@code no_proxy} name, in letters of
 * either case, as for curl and pip; the JVM itself knows its own properties alone, which win.
 */
final class ProxyVariables extends ProxySelector {
  private static final int USUAL_PORT = 1080;

  private final Map<String, String> environment;

  private ProxyVariables(Map<String, String> environment) {
    this.environment = environment;
  }

  static ProxySelector selector(Map<String, String> environment) {
    boolean set =
        System.getProperty("https.proxyHost") != null
            || System.getProperty("http.proxyHost") != null
            || System.getProperty("socksProxyHost") != null;
    return set ? ProxySelector.getDefault() : new ProxyVariables(environment);
  }

  @Override
  public List<Proxy> select(URI uri) {
    return variable(uri.getScheme() + "_proxy")
        .filter(proxy -> !isExcepted(uri.getHost()))
        .flatMap(ProxyVariables::address)
        .map(address -> List.of(new Proxy(Proxy.Type.HTTP, address)))
        .orElseGet(() -> List.of(Proxy.NO_PROXY));
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name))
        .or(() -> Optional.ofNullable(environment.get(name.toUpperCase(Locale.ROOT))))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }

  private boolean isExcepted(String host) {
    return Arrays.stream(variable("no_proxy").orElse("").split(","))
        .map(each -> each.strip().replaceFirst("^\\*?\\.", ""))
        .filter(each -> !each.isEmpty())
        .anyMatch(each -> each.equals("*") || host.equals(each) || host.endsWith("." + each));
  }

  /**
   * Host and port of {@code http://user:password@host:port/}, of which each part may be missing.
   */
  private static Optional<InetSocketAddress> address(String proxy) {
    URI uri;
    try {
      uri = URI.create(proxy.contains("://") ? proxy : "http://" + proxy);
    } catch (IllegalArgumentException noAddress) {
      return Optional.empty();
    }
    return Optional.ofNullable(uri.getHost())
        .map(host -> new InetSocketAddress(host, uri.getPort() < 0 ? USUAL_PORT : uri.getPort()));
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {
    // The download tells it.
  }
}
