package dev.fovea.data.check;

import dev.fovea.core.FoveaException;
import dev.fovea.core.Size;
import dev.fovea.data.format.PictureStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * The check of a whole data set: annotation files, boxes, classes, pictures, and pictures beside
 * each other.
 */
public final class DataCheck {
  /** One look at all that was read. A new one is a line here. */
  private interface Check {
    void look(CheckedData data, Findings findings);
  }

  private static final List<Check> CHECKS =
      List.of(
          BoxCheck::look,
          BoxConvention::look,
          BoxPairs::look,
          ImageChecks::listedTwice,
          ImageChecks::withoutBoxes,
          ClassChecks::alike,
          ClassChecks::blank,
          ClassChecks::withoutBoxes,
          ClassChecks::differ);

  private final Findings findings = new Findings();
  private final CheckedData data;
  private Map<Path, Size> sizes = Map.of();

  private DataCheck(Path root) {
    data = CheckedData.read(root, findings);
  }

  /**
   * Reads the annotations.
   *
   * @throws FoveaException when there is nothing that can be read as a data set
   */
  public static DataCheck read(Path root) {
    return new DataCheck(root);
  }

  /** How many pictures {@link #look} will open. */
  public int pictures() {
    return data.images().size();
  }

  /**
   * Checks everything.
   *
   * @param done is told how many pictures have been seen
   */
  public Findings look(IntConsumer done) {
    CHECKS.forEach(check -> check.look(data, findings));
    PictureChecks pictures = PictureChecks.look(data, findings, done);
    sizes = pictures.sizes();
    Leakage leakage = new Leakage(data.separateSplits(), pictures.prints());
    leakage.duplicates(findings);
    leakage.acrossSplits(findings);
    return findings;
  }

  /**
   * Writes the data set anew, with what can be mended safely mended; to be called after {@link
   * #look}.
   *
   * @param out new or empty
   * @return sentences about what was done, and what was left as it is, each with its count
   * @throws FoveaException when something is wrong of which the right form can only be guessed;
   *     then nothing is written
   */
  public List<String> mend(Path out, PictureStore.Transfer transfer) {
    for (PlacedFinding each : findings.all()) {
      if (Mending.GUESSES.contains(each.kind())) {
        throw FoveaException.data(
            "nothing was mended, since %s can only be guessed at; mend by hand what is said of %s"
                .formatted(each.kind(), each.place()));
      }
    }
    List<String> sentences = new ArrayList<>(new Mending(data, sizes).write(out, transfer));
    long shared =
        findings.all().stream().filter(each -> each.kind().equals(Leakage.SHARED)).count();
    if (shared > 0) {
      sentences.add("pictures in two splits stay in both; take them out of one (" + shared + ").");
    }
    return sentences;
  }
}
