package dev.fovea.nn.train;

import dev.fovea.core.Detection;
import dev.fovea.core.diagnosis.HardExample;
import dev.fovea.core.diagnosis.Hardest;
import dev.fovea.data.LabelledImage;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * The hardest examples of a data set: a few of each cause and class, by falling loss, then the
 * larger, then in the order of the images; at most two of an image in each group.
 */
final class HardExamples {
  private static final int OF_A_GROUP = 6;
  private static final int OF_AN_IMAGE = 2;

  private static final Comparator<HardExample> HARDEST_FIRST =
      Comparator.comparingDouble(HardExample::loss)
          .thenComparingDouble(example -> example.box().area())
          .reversed();

  /** What is shown together. */
  private record Group(HardExample.Kind kind, String cause, int classIndex)
      implements Comparable<Group> {
    private static final Comparator<Group> ORDER =
        Comparator.comparing(Group::kind)
            .thenComparing(Group::cause)
            .thenComparingInt(Group::classIndex);

    @Override
    public int compareTo(Group other) {
      return ORDER.compare(this, other);
    }
  }

  private final SequencedMap<Group, Hardest<ImbalancePass.ImageExample>> groups = new TreeMap<>();

  /** Offers what is hard in one image; boxes in the picture's pixels. */
  void add(LabelledImage image, List<HardExample> examples, List<Detection> shown) {
    Map<Group, Integer> taken = new HashMap<>();
    for (HardExample example : examples.stream().sorted(HARDEST_FIRST).toList()) {
      Group group = new Group(example.kind(), example.cause(), example.classIndex());
      if (taken.merge(group, 1, Integer::sum) <= OF_AN_IMAGE) {
        groups
            .computeIfAbsent(group, absent -> new Hardest<>(OF_A_GROUP, byExample()))
            .add(new ImbalancePass.ImageExample(image, example, shown));
      }
    }
  }

  private static Comparator<ImbalancePass.ImageExample> byExample() {
    return Comparator.comparing(ImbalancePass.ImageExample::example, HARDEST_FIRST);
  }

  /** Group by group. */
  List<ImbalancePass.ImageExample> list() {
    return groups.values().stream().flatMap(group -> group.list().stream()).toList();
  }
}
