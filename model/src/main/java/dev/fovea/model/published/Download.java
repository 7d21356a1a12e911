package dev.fovea.model.published;

import dev.fovea.core.FoveaException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.FileChannel;
import java.time.Duration;
import javax.net.ssl.SSLException;

/** One file's way over HTTP into its part, which goes on where an attempt ended. */
final class Download {
  private static final int BUFFER = 1 << 16;

  private final PublishedWeights weights;
  private final URI from;
  private final PartFile part;
  private final Patience patience;
  private final FetchListener listener;
  private boolean reached;

  Download(PublishedWeights weights, URI from, PartFile part, Session session) {
    this.weights = weights;
    this.from = from;
    this.part = part;
    this.patience = session.patience();
    this.listener = session.listener();
  }

  /** How long to wait, and who hears of it. */
  record Session(Patience patience, FetchListener listener) {}

  /**
   * Fetches until the part is as long as the server says that the file is.
   *
   * @throws FoveaException when that cannot be; what has come is kept
   */
  void run(HttpClient client) throws InterruptedException {
    long farthest = part.size();
    int failures = 0;
    while (true) {
      try {
        attempt(client);
        return;
      } catch (IOException cut) {
        failures = part.size() > farthest ? 1 : failures + 1;
        farthest = Math.max(farthest, part.size());
        if (isHopeless(cut) || failures >= patience.attempts()) {
          throw failed(cut);
        }
        Duration pause = patience.pauseAfter(failures);
        listener.note(
            "%s: %s; trying again in %s s"
                .formatted(from.getHost(), reason(cut), pause.toMillis() / 1000.0));
        Thread.sleep(pause);
      }
    }
  }

  /** Without a network at the start, or with a certificate that is not trusted. */
  private boolean isHopeless(IOException cut) {
    return !reached
        && (cut instanceof ConnectException
            || cut instanceof HttpConnectTimeoutException
            || cut instanceof SSLException);
  }

  private void attempt(HttpClient client) throws IOException, InterruptedException {
    HttpResponse<InputStream> response = send(client);
    reached = true;
    try (ImpatientInput in = new ImpatientInput(response.body(), patience.stall())) {
      Answer answer = Answer.of(response);
      if (answer.status() == Answer.NO_SUCH_PART) {
        requireComplete(answer);
        return;
      }
      requireBytes(answer);
      if (answer.status() == Answer.WHOLE) {
        part.restart(answer.tag());
      }
      receive(in, answer.total().orElse(weights.bytes()));
      if (part.size() < answer.total().orElse(0)) {
        throw new IOException("the server sent less than it promised");
      }
    }
  }

  private HttpResponse<InputStream> send(HttpClient client)
      throws IOException, InterruptedException {
    try {
      return client.send(request(), BodyHandlers.ofInputStream());
    } catch (IllegalArgumentException nonsense) {
      throw new IOException("it redirects to what is no address", nonsense);
    }
  }

  private HttpRequest request() {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(from)
            .timeout(patience.stall())
            .header("User-Agent", "fovea")
            .header("Accept-Encoding", "identity");
    if (part.size() > 0) {
      request.header("Range", "bytes=" + part.size() + "-");
      part.tag().ifPresent(tag -> request.header("If-Range", tag));
    }
    return request.build();
  }

  /** Nothing is left to send: all is here, or what is here is of another file. */
  private void requireComplete(Answer answer) throws IOException {
    if (answer.total().orElse(-1) != part.size()) {
      part.discard();
      throw new IOException("the server has another file than the one that was begun");
    }
  }

  private void requireBytes(Answer answer) throws IOException {
    if (answer.isPassing()) {
      throw new IOException("the server answers " + answer.status());
    }
    boolean fits = answer.status() == Answer.PART && answer.first() == part.size();
    if (answer.status() == Answer.PART && !fits) {
      part.discard();
      throw new IOException("the server sent another part than the one asked for");
    }
    if (!fits && answer.status() != Answer.WHOLE) {
      throw refused("the server answers %d to %s".formatted(answer.status(), from));
    }
    boolean otherSize = answer.total().isPresent() && !weights.mayHave(answer.total().getAsLong());
    if (answer.isPage() || otherSize) {
      String offered = answer.isPage() ? "a web page" : Bytes.text(answer.total().getAsLong());
      throw refused(
          "%s gives %s in place of the %s of %s: does a page here ask to sign in?"
              .formatted(from, offered, Bytes.text(weights.bytes()), weights.name()));
    }
  }

  private void receive(ImpatientInput in, long total) throws IOException, InterruptedException {
    byte[] buffer = new byte[BUFFER];
    long here = part.size();
    listener.begun(here, total);
    try (FileChannel channel = part.append()) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        here += count;
        if (here > weights.limit()) {
          part.discard();
          throw refused(
              "%s sends more than the %s of %s"
                  .formatted(from, Bytes.text(weights.bytes()), weights.name()));
        }
        part.write(channel, buffer, count);
        listener.received(here);
      }
    }
  }

  private FoveaException refused(String what) {
    return new FoveaException(FoveaException.Cause.MACHINE, what + ".%n%s".formatted(byHand()));
  }

  private FoveaException failed(IOException cut) {
    String kept =
        part.size() == 0
            ? ""
            : " %s of %s are kept, and the same command goes on from there."
                .formatted(Bytes.text(part.size()), Bytes.text(weights.bytes()));
    return FoveaException.machine(
        "cannot fetch %s from %s: %s.%s%n%s"
            .formatted(weights.name(), from.getHost(), reason(cut), kept, byHand()),
        cut);
  }

  private String byHand() {
    return "By hand: get %s and copy it to %s".formatted(weights.url(), part.target());
  }

  private static String reason(IOException cut) {
    return switch (cut) {
      case ConnectException e ->
          "it cannot be reached (no network, or a proxy that https_proxy should name)";
      case SSLException e -> "its certificate is not accepted (" + e.getMessage() + ")";
      default -> String.valueOf(cut.getMessage());
    };
  }
}
