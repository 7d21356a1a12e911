package dev.fovea.cli;

import dev.fovea.model.published.FetchListener;
import dev.fovea.model.published.Patience;
import dev.fovea.model.published.PublishedWeights;
import dev.fovea.model.published.WeightsFetch;
import dev.fovea.model.published.WeightsFolder;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Fetches published weights while the user watches.
 *
 * @param console where progress is shown
 */
record Fetching(Console console) {
  private static final long MEGABYTE = 1_000_000;

  /** The weights' file, from their publisher where it is not here yet. */
  Path of(PublishedWeights weights) {
    return from(weights, weights.url());
  }

  /** The weights' file, from another address where it is not here yet. */
  Path from(PublishedWeights weights, URI address) {
    WeightsFolder folder = WeightsFolder.standard();
    if (!folder.holds(weights)) {
      console.say(
          String.format(
              Locale.ROOT,
              "fetching %s (%.1f MB, %s) from %s",
              weights.name(),
              (double) weights.bytes() / MEGABYTE,
              weights.licence(),
              address));
    }
    try (Display display = new Display(weights.name(), console)) {
      return new WeightsFetch(folder, Patience.STANDARD, display).fetch(weights, address);
    }
  }

  /** Megabytes as steps; those from before are not counted, since they took no time. */
  private static final class Display implements FetchListener, AutoCloseable {
    private final String name;
    private final Console console;
    private Progress progress = new Progress.Silent();
    private long already;
    private long shown;

    Display(String name, Console console) {
      this.name = name;
      this.console = console;
    }

    @Override
    public void begun(long bytes, long total) {
      progress.close();
      already = bytes;
      shown = 0;
      if (bytes >= MEGABYTE) {
        console.say("going on after " + bytes / MEGABYTE + " MB");
      }
      progress = console.progress(name + ", MB", megabytes(total - bytes));
    }

    @Override
    public void received(long bytes) {
      long done = megabytes(bytes - already);
      if (done > shown) {
        shown = done;
        progress.step(done, "");
      }
    }

    /** Rounded up, so that the last byte completes the last step. */
    private static long megabytes(long bytes) {
      return Math.ceilDiv(bytes, MEGABYTE);
    }

    @Override
    public void note(String text) {
      console.say(text);
    }

    @Override
    public void close() {
      progress.close();
    }
  }
}
