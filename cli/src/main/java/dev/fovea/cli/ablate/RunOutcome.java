package dev.fovea.cli.ablate;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.fovea.core.AtomicFiles;
import dev.fovea.core.FoveaException;
import dev.fovea.core.eval.Estimate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How a finished run of a row ended.
 *
 * @param ap on the validation images, in {@code [0, 1]}; −1 where it diverged or AP is undefined
 * @param low end of AP's interval over images
 * @param high end of AP's interval over images
 * @param steps that were made
 * @param diverged why and where it diverged; else empty
 */
public record RunOutcome(
    @JsonProperty("AP") double ap,
    @JsonProperty("low") double low,
    @JsonProperty("high") double high,
    @JsonProperty("steps") long steps,
    @JsonProperty("diverged") String diverged) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Below it, in {@code [0, 1]}, a detector has not learned. */
  private static final double LEARNED = 0.05;

  /** A run that ended where it was to. */
  public static RunOutcome measured(Estimate ap, long steps) {
    return new RunOutcome(ap.value(), ap.low(), ap.high(), steps, "");
  }

  /** A run whose loss was no number. */
  public static RunOutcome diverged(long steps, String why) {
    return new RunOutcome(-1, -1, -1, steps, why);
  }

  /** Whether there is an AP. */
  @JsonIgnore
  public boolean isMeasured() {
    return diverged.isEmpty();
  }

  /** Whether the AP is that of a detector that learned anything. */
  public boolean hasLearned() {
    return ap >= LEARNED;
  }

  /**
   * What {@link #write} has left.
   *
   * @return nothing where there is no such file
   */
  public static Optional<RunOutcome> read(Path file) {
    try {
      return Files.exists(file)
          ? Optional.of(JSON.readValue(Files.readString(file), RunOutcome.class))
          : Optional.empty();
    } catch (JsonProcessingException foreign) {
      throw FoveaException.data(
          file + " is no outcome of a run; remove it, and the run is measured again");
    } catch (IOException failure) {
      throw FoveaException.machine("cannot read " + file, failure);
    }
  }

  /** Writes the file, whole or not at all. */
  public void write(Path file) {
    try {
      AtomicFiles.write(file, JSON.writeValueAsString(this));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
