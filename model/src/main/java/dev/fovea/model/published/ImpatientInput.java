package dev.fovea.model.published;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A server's bytes, of which each next one must come in time: the HTTP client's own timeout ends
 * with the answer's head.
 */
final class ImpatientInput implements AutoCloseable {
  private final InputStream in;
  private final Duration stall;
  private final ExecutorService reader =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());

  ImpatientInput(InputStream in, Duration stall) {
    this.in = in;
    this.stall = stall;
  }

  /**
   * Waits for bytes.
   *
   * @return how many there are now in {@code buffer}; −1 at the end
   * @throws IOException when the connection is cut or nothing comes
   */
  int read(byte[] buffer) throws IOException, InterruptedException {
    Future<Integer> read = reader.submit(() -> in.read(buffer));
    try {
      return read.get(stall.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException stalled) {
      throw new HttpTimeoutException("nothing came for " + stall.toMillis() / 1000.0 + " s");
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof IOException cut ? cut : new IOException(failed.getCause());
    }
  }

  /** Ends the exchange, which wakes a reader that still waits. */
  @Override
  public void close() throws IOException {
    try {
      in.close();
    } finally {
      reader.shutdownNow();
    }
  }
}
