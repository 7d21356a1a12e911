package dev.fovea.data.format;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fovea.core.AtomicFiles;
import dev.fovea.core.box.Box;
import dev.fovea.data.Annotation;
import dev.fovea.data.Dataset;
import dev.fovea.data.LabelledImage;
import java.util.List;
import java.util.Map;

/** Writes {@code SPLIT/annotations.json} for Create ML beside the pictures of the split. */
final class CreateMlWriter implements DatasetWriter {
  private static final JsonMapper JSON = new JsonMapper();

  @Override
  public List<String> write(Map<String, Dataset> splits, PictureStore pictures) {
    Losses losses = new Losses("CreateML");
    splits.forEach(
        (split, dataset) -> {
          ArrayNode images = JSON.createArrayNode();
          for (LabelledImage image : dataset.images()) {
            String name = pictures.placeBeside(image, split);
            losses.pictureName(image, name);
            ObjectNode entry = images.addObject().put("image", name);
            ArrayNode annotations = entry.putArray("annotations");
            for (Annotation annotation : losses.held(image.annotations(), false)) {
              write(annotations.addObject(), annotation, dataset);
            }
          }
          AtomicFiles.write(
              pictures.root().resolve(split).resolve("annotations.json"),
              images.toPrettyString() + "\n");
        });
    losses.alphabeticalClasses(splits);
    return losses.sentences();
  }

  private static void write(ObjectNode entry, Annotation annotation, Dataset dataset) {
    Box box = annotation.box();
    entry.put("label", dataset.classes().name(annotation.classIndex()));
    entry
        .putObject("coordinates")
        .put("x", ((double) box.x1() + box.x2()) / 2)
        .put("y", ((double) box.y1() + box.y2()) / 2)
        .put("width", (double) box.x2() - box.x1())
        .put("height", (double) box.y2() - box.y1());
  }
}
