package dev.fovea.data.format;

import dev.fovea.core.box.Box;
import dev.fovea.data.Annotation;
import dev.fovea.data.Dataset;
import dev.fovea.data.LabelledImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes {@code annotations.csv} for all splits beside one folder {@code images}. */
final class CsvWriter implements DatasetWriter {
  @Override
  public List<String> write(Map<String, Dataset> splits, PictureStore pictures) {
    Losses losses = new Losses("CSV");
    List<List<String>> rows = new ArrayList<>();
    rows.add(CsvColumns.WRITTEN);
    splits.forEach(
        (split, dataset) -> {
          for (LabelledImage image : dataset.images()) {
            String name = pictures.placeInImages(image);
            List<Annotation> held = losses.held(image.annotations(), true);
            held.forEach(box -> rows.add(row(name, split, image, cells(box, dataset))));
            if (held.isEmpty()) {
              rows.add(row(name, split, image, List.of("", "", "", "", "", "")));
            }
          }
        });
    CsvFile.write(pictures.root().resolve("annotations.csv"), rows);
    losses.alphabeticalClasses(splits);
    return losses.sentences();
  }

  private static List<String> row(
      String name, String split, LabelledImage image, List<String> box) {
    List<String> row = new ArrayList<>();
    row.add(name);
    row.add(Integer.toString(image.width()));
    row.add(Integer.toString(image.height()));
    row.addAll(box);
    row.add(split);
    return row;
  }

  private static List<String> cells(Annotation annotation, Dataset dataset) {
    Box box = annotation.box();
    return List.of(
        dataset.classes().name(annotation.classIndex()),
        Decimals.plain(box.x1()),
        Decimals.plain(box.y1()),
        Decimals.plain(box.x2()),
        Decimals.plain(box.y2()),
        annotation.ignore() ? "1" : "0");
  }
}
