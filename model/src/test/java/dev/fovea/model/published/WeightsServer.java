package dev.fovea.model.published;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A server on this machine that answers as it is told, one behaviour for each request. */
final class WeightsServer implements AutoCloseable {
  /** How one request is answered. */
  @FunctionalInterface
  interface Behaviour {
    void answer(HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Deque<Behaviour> behaviours = new ArrayDeque<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<String> requests = new CopyOnWriteArrayList<>();

  /**
   * @param inOrder the last one goes on for all further requests
   */
  WeightsServer(Behaviour... inOrder) throws IOException {
    behaviours.addAll(List.of(inOrder));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    requests.add(
        "%s %s %s"
            .formatted(
                exchange.getRequestURI().getPath(),
                header(exchange, "Range"),
                header(exchange, "If-Range")));
    try (exchange) {
      next().answer(exchange);
    }
  }

  private synchronized Behaviour next() {
    return behaviours.size() > 1 ? behaviours.poll() : behaviours.peek();
  }

  private static String header(HttpExchange exchange, String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse("-");
  }

  /** Where it offers a file of this name. */
  URI url(String file) {
    return URI.create("http://localhost:" + server.getAddress().getPort() + "/" + file);
  }

  /** Path, Range and If-Range of each request; a dash for what it has not. */
  List<String> requests() {
    return requests;
  }

  /** The whole file whatever was asked for, as servers that know no ranges do. */
  static Behaviour whole(byte[] file) {
    return exchange -> {
      exchange.sendResponseHeaders(200, file.length);
      exchange.getResponseBody().write(file);
    };
  }

  /** The asked part of the file, or all of it, with a tag. */
  static Behaviour ranges(byte[] file, String tag) {
    return sending(file, tag, file.length);
  }

  /** As {@link #ranges}, but the connection is cut after some bytes. */
  static Behaviour cutAfter(int bytes, byte[] file, String tag) {
    return sending(file, tag, bytes);
  }

  private static Behaviour sending(byte[] file, String tag, int most) {
    return exchange -> {
      int first = first(exchange, tag);
      exchange.getResponseHeaders().set("ETag", tag);
      if (first >= file.length) {
        exchange.getResponseHeaders().set("Content-Range", "bytes */" + file.length);
        exchange.sendResponseHeaders(416, -1);
        return;
      }
      if (first > 0) {
        exchange
            .getResponseHeaders()
            .set("Content-Range", "bytes %d-%d/%d".formatted(first, file.length - 1, file.length));
      }
      exchange.sendResponseHeaders(first > 0 ? 206 : 200, file.length - first);
      int end = Math.min(file.length, first + most);
      exchange.getResponseBody().write(Arrays.copyOfRange(file, first, end));
    };
  }

  private static int first(HttpExchange exchange, String tag) {
    String condition = header(exchange, "If-Range");
    String range = header(exchange, "Range");
    boolean same = condition.equals("-") || condition.equals(tag);
    return same && range.startsWith("bytes=")
        ? Integer.parseInt(range.substring("bytes=".length(), range.length() - 1))
        : 0;
  }

  /** Some bytes, then nothing more, until the server ends. */
  Behaviour stallingAfter(int bytes, byte[] file) {
    return exchange -> {
      exchange.sendResponseHeaders(200, file.length);
      OutputStream body = exchange.getResponseBody();
      body.write(file, 0, bytes);
      body.flush();
      try {
        closing.await(1, TimeUnit.MINUTES);
      } catch (InterruptedException ended) {
        Thread.currentThread().interrupt();
      }
    };
  }

  /** Adds what the next request after those before gets. */
  synchronized WeightsServer then(Behaviour behaviour) {
    behaviours.add(behaviour);
    return this;
  }

  static Behaviour status(int code) {
    return exchange -> exchange.sendResponseHeaders(code, -1);
  }

  static Behaviour redirect(String to) {
    return exchange -> {
      exchange.getResponseHeaders().set("Location", to);
      exchange.sendResponseHeaders(302, -1);
    };
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
