package dev.fovea.data.split;

import dev.fovea.data.Annotation;
import dev.fovea.data.LabelledImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Images that stay together.
 *
 * @param images at least one
 * @param boxes for each class, those to ignore left out; not copied
 */
record Group(List<LabelledImage> images, long[] boxes) {
  /** The groups in an order that the seed alone decides, whatever order the images have. */
  static List<Group> of(List<LabelledImage> images, int classes, SplitPlan plan) {
    Map<String, List<LabelledImage>> named = new TreeMap<>();
    for (LabelledImage image : images) {
      named.computeIfAbsent(plan.grouping().groupOf(image), name -> new ArrayList<>()).add(image);
    }
    List<Group> groups = new ArrayList<>();
    named.values().forEach(together -> groups.add(of(together, classes)));
    SplittableRandom random = new SplittableRandom(plan.seed());
    for (int last = groups.size() - 1; last > 0; last--) {
      Collections.swap(groups, last, random.nextInt(last + 1));
    }
    return groups;
  }

  private static Group of(List<LabelledImage> images, int classes) {
    long[] boxes = new long[classes];
    for (LabelledImage image : images) {
      for (Annotation annotation : image.annotations()) {
        if (!annotation.ignore()) {
          boxes[annotation.classIndex()]++;
        }
      }
    }
    return new Group(images, boxes);
  }

  int size() {
    return images.size();
  }
}
