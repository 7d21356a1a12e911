package dev.fovea.data.split;

import dev.fovea.core.FoveaException;
import dev.fovea.data.Dataset;
import dev.fovea.data.LabelledImage;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a data set is divided.
 *
 * <p>Groups are given out whole, by Sechidis, Tsoumakas and Vlahavas's iterative stratification
 * (2011): those of the rarest class first, each to the part that lacks most of that class and has
 * room. Each part has its share of the images, rounded, where every image is a group of its own;
 * else no part has more than its share by the size of the largest group. The same images, plan and
 * seed give the same parts.
 *
 * @param shares of the parts
 * @param grouping what stays together
 * @param seed decides among equals
 */
public record SplitPlan(Shares shares, Grouping grouping, long seed) {
  /**
   * Divides a data set.
   *
   * @return part → its images, in the data set's order
   * @throws FoveaException when a part would have no image, or an image no group
   */
  public Map<String, Dataset> apply(Dataset dataset) {
    int classes = dataset.classes().count();
    List<Group> groups = Group.of(dataset.images(), classes, this);
    Assignment assignment = new Assignment(shares, groups, classes);
    assignment.complete();
    Map<String, Dataset> parts = new LinkedHashMap<>();
    for (int part = 0; part < shares.names().size(); part++) {
      Set<LabelledImage> own = new HashSet<>(assignment.images(part));
      String name = shares.names().get(part);
      if (own.isEmpty()) {
        throw FoveaException.user(
            "the part %s would have none of %d images in %d groups; give it a larger share, or smaller groups"
                .formatted(name, dataset.images().size(), groups.size()));
      }
      List<LabelledImage> images = dataset.images().stream().filter(own::contains).toList();
      parts.put(name, new Dataset(name, dataset.classes(), images, List.of()));
    }
    return parts;
  }
}
