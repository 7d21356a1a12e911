package dev.fovea.report;

import dev.fovea.core.ClassNames;
import dev.fovea.core.Detection;
import dev.fovea.core.diagnosis.HardExample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The gallery of the lens as its template shows it; its cuttings are drawn from the image files,
 * and those that cannot be read are left out.
 */
final class Gallery {
  private final PictureMaker maker;

  private Gallery(ClassNames classes) {
    maker = new PictureMaker(classes, 0);
  }

  static Map<String, Object> of(List<GalleryItem> items, ClassNames classes) {
    Gallery gallery = new Gallery(classes);
    List<Map<String, Object>> pictures = new ArrayList<>();
    Map<String, Integer> groups = new LinkedHashMap<>();
    for (GalleryItem item : items) {
      gallery
          .cutting(item)
          .ifPresent(
              picture -> {
                Map<String, Object> shown = new LinkedHashMap<>(PageModel.picture(picture));
                shown.put("group", group(item.example()));
                shown.put("class", item.example().classIndex());
                pictures.add(shown);
                groups.merge(group(item.example()), 1, Integer::sum);
              });
    }
    List<Map<String, Object>> choices = new ArrayList<>();
    groups.forEach((group, count) -> choices.add(Map.of("group", group, "count", count)));
    return Map.of("pictures", pictures, "groups", choices);
  }

  private static String group(HardExample example) {
    return example.kind().words() + ": " + example.cause();
  }

  private Optional<Picture> cutting(GalleryItem item) {
    HardExample example = item.example();
    List<Detection> drawn = new ArrayList<>(item.shown());
    if (example.kind() == HardExample.Kind.NEGATIVE) {
      drawn.removeIf(found -> found.box().equals(example.box()));
      drawn.add(new Detection(example.classIndex(), (float) example.score(), example.box()));
    }
    String reason =
        String.format(
            Locale.ROOT, "%s; IoU %.2f, loss %.2g", group(example), example.iou(), example.loss());
    return maker.cutting(
        new Miss(
            JudgedImage.of(item.image(), drawn),
            example.classIndex(),
            example.box(),
            example.score(),
            reason));
  }
}
