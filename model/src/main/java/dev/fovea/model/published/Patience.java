package dev.fovea.model.published;

import java.time.Duration;

/**
 * How long a download waits for a network that is slow or fails.
 *
 * @param connect for a connection
 * @param stall for the answer, and then for each next byte
 * @param attempts in a row that bring nothing new, before it gives up
 * @param pause before the second attempt; twice as long before each further one
 */
public record Patience(Duration connect, Duration stall, int attempts, Duration pause) {
  /** For people who wait. */
  public static final Patience STANDARD =
      new Patience(Duration.ofSeconds(20), Duration.ofSeconds(30), 5, Duration.ofSeconds(1));

  public Patience {
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts is " + attempts + "; at least 1 is needed");
    }
  }

  /** Before the attempt that follows so many failures, of which there is one at least. */
  Duration pauseAfter(int failures) {
    return pause.multipliedBy(1L << (failures - 1));
  }
}
