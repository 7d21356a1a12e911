package dev.fovea.cli.ablate;

import dev.fovea.core.AtomicFiles;
import dev.fovea.core.FoveaException;
import dev.fovea.nn.settings.Settings;
import dev.fovea.nn.train.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The folder of an ablation: a run folder for each row and seed, with what became of it, and the
 * table.
 *
 * @param path need not exist yet
 */
public record AblationFolder(Path path) {
  /** The finished table. */
  public Path table() {
    return path.resolve("table.csv");
  }

  /** What all rows have in common; other runs than those of this text do not belong here. */
  public Path identity() {
    return path.resolve("ablation.yaml");
  }

  /** The run of a row. */
  public RunFolder run(AblationRow row, long seed) {
    return new RunFolder(path.resolve(row.name() + "-seed" + seed));
  }

  /** How the run ended; nothing where it has not. */
  public Optional<RunOutcome> outcome(AblationRow row, long seed) {
    return RunOutcome.read(outcomeFile(row, seed));
  }

  /** Where {@link #outcome} is kept. */
  public Path outcomeFile(AblationRow row, long seed) {
    return run(row, seed).path().resolve("outcome.json");
  }

  /** What the run's model found in the validation images, as COCO results. */
  public Path detections(AblationRow row, long seed) {
    return run(row, seed).path().resolve("detections.json");
  }

  /** How many steps a run was to make; nothing where it has not begun. */
  public OptionalInt steps(AblationRow row, long seed) {
    Path configuration = run(row, seed).configuration();
    try {
      if (!Files.exists(configuration)) {
        return OptionalInt.empty();
      }
      Settings settings = Settings.ofYaml(Files.readString(configuration));
      return OptionalInt.of(settings.train().steps().orElseThrow());
    } catch (IOException failure) {
      throw FoveaException.machine("cannot read " + configuration, failure);
    }
  }

  /**
   * Requires that what is in the folder was begun with the same words.
   *
   * @throws FoveaException where it was not
   */
  public void requireSame(String wanted) {
    if (!Files.exists(identity())) {
      return;
    }
    try {
      String found = Files.readString(identity());
      if (!found.equals(wanted)) {
        throw FoveaException.user(
            ("%s holds an ablation of another table, other data, minutes or settings (%s): %s"
                    + " there, %s here.%nGive the same ones to go on, or another --out.")
                .formatted(path, identity(), firstOther(found, wanted), firstOther(wanted, found)));
      }
    } catch (IOException failure) {
      throw FoveaException.machine("cannot read " + identity(), failure);
    }
  }

  private static String firstOther(String text, String other) {
    return text.lines()
        .map(String::strip)
        .filter(line -> other.lines().noneMatch(each -> each.strip().equals(line)))
        .findFirst()
        .orElse("nothing else");
  }

  /** Makes the folder and notes what all its runs have in common. */
  public void begin(String identity) {
    try {
      Files.createDirectories(path);
    } catch (IOException failure) {
      throw new FoveaException(
          FoveaException.Cause.USER,
          "cannot make the folder %s; give another --out".formatted(path),
          failure);
    }
    AtomicFiles.write(identity(), identity);
  }

  /** Clears away a run that was killed before its first checkpoint, from which nothing goes on. */
  public void dropUnsaved(AblationRow row, long seed) {
    RunFolder run = run(row, seed);
    if (Files.exists(run.configuration()) && !run.checkpoint().exists()) {
      try {
        Files.deleteIfExists(run.metrics());
        Files.delete(run.configuration());
      } catch (IOException failure) {
        throw FoveaException.machine("cannot clear " + run.path(), failure);
      }
    }
  }
}
