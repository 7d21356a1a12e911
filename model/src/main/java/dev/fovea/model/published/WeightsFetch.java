package dev.fovea.model.published;

import dev.fovea.core.AtomicFiles;
import dev.fovea.core.FoveaException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Brings published weights into the folder. An interrupted download goes on where it ended, also in
 * a later process; nothing but the published bytes gets the file's name.
 *
 * @param folder where they go
 * @param patience with the network
 * @param listener hears how far it is
 */
public record WeightsFetch(WeightsFolder folder, Patience patience, FetchListener listener) {
  /**
   * Fetches the weights from their publisher.
   *
   * @see #fetch(PublishedWeights, URI)
   */
  public Path fetch(PublishedWeights weights) {
    return fetch(weights, weights.url());
  }

  /**
   * The weights' file, fetched where it is not here yet.
   *
   * @param from where it is offered: the publisher, or one who has the same bytes
   * @throws FoveaException when the network, the server or the disk fails, or the bytes are others
   */
  public Path fetch(PublishedWeights weights, URI from) {
    if (folder.holds(weights)) {
      return folder.require(weights); // also from a folder that cannot be written
    }
    makeFolder();
    try (FetchLock lock = FetchLock.of(folder.file(weights), listener)) {
      if (!folder.holds(weights)) {
        bring(weights, from);
      }
      lock.remove();
      return folder.file(weights);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw FoveaException.machine("stopped while fetching " + weights.name(), stopped);
    }
  }

  private void makeFolder() {
    try {
      Files.createDirectories(folder.path());
    } catch (IOException failure) {
      throw FoveaException.machine(
          "cannot make the folder %s: %s; name another one by %s"
              .formatted(folder.path(), AtomicFiles.reason(failure), WeightsFolder.HOME),
          failure);
    }
  }

  private void bring(PublishedWeights weights, URI from) throws InterruptedException {
    PartFile part = new PartFile(folder.file(weights));
    requireRoom(weights.bytes() - part.size());
    try (HttpClient client = client()) {
      new Download(weights, from, part, new Download.Session(patience, listener)).run(client);
    }
    String found = WeightsFolder.sha256(part.path());
    if (!found.startsWith(weights.sha256())) {
      part.discard();
      throw new FoveaException(
          FoveaException.Cause.MACHINE,
          "what %s sent is not %s: its SHA-256 begins with %s, the published one with %s; it is removed.%n%s"
              .formatted(
                  from.getHost(),
                  weights.name(),
                  found.substring(0, weights.sha256().length()),
                  weights.sha256(),
                  folder.byHand(weights)));
    }
    part.finish();
  }

  private void requireRoom(long bytes) {
    try {
      long room = Files.getFileStore(folder.path()).getUsableSpace();
      if (room < bytes) {
        throw new FoveaException(
            FoveaException.Cause.MACHINE,
            "the disk of %s has room for %s, and %s are needed; make room, or name another folder by %s"
                .formatted(folder.path(), Bytes.text(room), Bytes.text(bytes), WeightsFolder.HOME));
      }
    } catch (IOException unknown) {
      // Then the disk says so itself when it is full.
    }
  }

  private HttpClient client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NORMAL)
        .connectTimeout(patience.connect())
        .proxy(ProxyVariables.selector(System.getenv()))
        .build();
  }
}
