package dev.fovea.cli;

import dev.fovea.core.eval.DetectedObjects;
import dev.fovea.data.format.CocoInputs;
import dev.fovea.data.format.CocoResults;
import dev.fovea.data.format.CocoTruth;
import java.nio.file.Path;
import java.util.List;

/**
 * COCO's numbers of any detector's results: what {@code fovea eval --truth --detections} does.
 *
 * @param truth COCO's data set file
 * @param detections COCO's results file
 * @param options what is told beside the figures
 */
record ResultsEvaluation(Path truth, Path detections, EvalOptions options) {
  /**
   * Reads both files, judges, prints.
   *
   * @param against COCO's results file to compare with; null for none
   * @throws dev.fovea.core.FoveaException for values and files that cannot be used
   */
  void run(Path against, Console console, EvalOutput output) {
    CocoInputs inputs = CocoInputs.read(truth, detections);
    CocoTruth expected = inputs.truth();
    Evaluated evaluated = new Evaluated(expected.truth(), inputs.detections(), expected.classes());
    List<DetectedObjects> others =
        against == null ? List.of() : List.of(CocoResults.read(against, expected));
    options.check(evaluated.found());
    console.started();
    List<EvalSection> sections = options.sections(evaluated);
    others.forEach(other -> sections.add(options.comparison(evaluated, other)));
    output.print(evaluated, sections);
  }
}
