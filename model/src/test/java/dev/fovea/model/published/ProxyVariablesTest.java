package dev.fovea.model.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProxyVariablesTest {
  private static final URI SECURE = URI.create("https://files.example.org/a.pth");

  private static Proxy proxy(Map<String, String> environment, URI uri) {
    return ProxyVariables.selector(environment).select(uri).getFirst();
  }

  private static String address(Map<String, String> environment) {
    InetSocketAddress address = (InetSocketAddress) proxy(environment, SECURE).address();
    return address.getHostString() + ":" + address.getPort();
  }

  @Test
  void theSchemesVariableNamesTheProxyInEitherCase() {
    assertThat(address(Map.of("https_proxy", "http://localhost:3128/")))
        .isEqualTo("localhost:3128");
    assertThat(address(Map.of("HTTPS_PROXY", "localhost:3128"))).isEqualTo("localhost:3128");
    assertThat(address(Map.of("https_proxy", "http://me:secret@localhost:99")))
        .isEqualTo("localhost:99");
    assertThat(proxy(Map.of("http_proxy", "localhost:3128"), SECURE)).isEqualTo(Proxy.NO_PROXY);
  }

  @Test
  void exceptedHostsAreReachedDirectly() {
    for (String except : new String[] {"example.org", ".example.org", "*.example.org", "a, *"}) {
      Map<String, String> environment = Map.of("https_proxy", "localhost:3128", "no_proxy", except);
      assertThat(proxy(environment, SECURE)).as(except).isEqualTo(Proxy.NO_PROXY);
    }
    assertThat(
            address(Map.of("https_proxy", "localhost:3128", "no_proxy", "ample.org,example.com")))
        .isEqualTo("localhost:3128");
  }

  @Test
  void withoutVariablesOrWithNonsenseThereIsNone() {
    assertThat(proxy(Map.of(), SECURE)).isEqualTo(Proxy.NO_PROXY);
    assertThat(proxy(Map.of("https_proxy", " "), SECURE)).isEqualTo(Proxy.NO_PROXY);
    assertThat(proxy(Map.of("https_proxy", "ht tp:/"), SECURE)).isEqualTo(Proxy.NO_PROXY);
  }
}
