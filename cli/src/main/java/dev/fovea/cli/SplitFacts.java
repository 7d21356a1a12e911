package dev.fovea.cli;

import dev.fovea.core.ClassNames;
import dev.fovea.data.Dataset;
import java.util.Arrays;
import java.util.List;

/**
 * What a split has in it, counted.
 *
 * @param name of the split
 * @param images how many
 * @param empty images without any annotation
 * @param ignored boxes to ignore: crowds, difficult objects
 * @param classes of the data set
 * @param boxes for each class, those to ignore left out
 * @param notes what reading changed
 */
record SplitFacts(
    String name,
    int images,
    long empty,
    long ignored,
    ClassNames classes,
    List<Long> boxes,
    List<String> notes) {
  static SplitFacts of(String name, Dataset dataset) {
    long all = dataset.images().stream().mapToLong(i -> i.annotations().size()).sum();
    long empty = dataset.images().stream().filter(i -> i.annotations().isEmpty()).count();
    return new SplitFacts(
        name,
        dataset.images().size(),
        empty,
        all - dataset.boxCount(),
        dataset.classes(),
        Arrays.stream(dataset.boxCounts()).boxed().toList(),
        dataset.notes());
  }

  /** Images and boxes in a few words. */
  String summary() {
    String more = ignored > 0 ? ", " + ignored + " to ignore" : "";
    return images + (images == 1 ? " image, " : " images, ") + allBoxes() + " boxes" + more;
  }

  /** Boxes to be found. */
  long allBoxes() {
    return boxes.stream().mapToLong(Long::longValue).sum();
  }

  /** Boxes of the class with an id; 0 where the split does not know it. */
  long boxesOf(long id) {
    int index = classes.ids().indexOf(id);
    return index < 0 ? 0 : boxes.get(index);
  }
}
