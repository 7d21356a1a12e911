package dev.fovea.data.format;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fovea.core.AtomicFiles;
import dev.fovea.core.box.Box;
import dev.fovea.data.Annotation;
import dev.fovea.data.Dataset;
import dev.fovea.data.LabelledImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Writes a JSON file for each picture beside it, in a folder for each split. */
final class LabelMeWriter implements DatasetWriter {
  private static final JsonMapper JSON = new JsonMapper();

  /** The version of LabelMe whose files these are like. */
  private static final String VERSION = "5.5.0";

  @Override
  public List<String> write(Map<String, Dataset> splits, PictureStore pictures) {
    Losses losses = new Losses("LabelMe");
    splits.forEach(
        (split, dataset) -> {
          for (LabelledImage image : dataset.images()) {
            String name = pictures.placeBeside(image, split);
            // A picture of another split lies there; its name may be taken here.
            String free =
                name.startsWith("../")
                    ? pictures.reserve(split + "/" + Folders.stem(Path.of(name)))
                    : split + "/" + Folders.stem(Path.of(name));
            losses.pictureName(image, name);
            AtomicFiles.write(
                pictures.root().resolve(free + ".json"),
                document(name, image, dataset, losses).toPrettyString() + "\n");
          }
        });
    losses.alphabeticalClasses(splits);
    return losses.sentences();
  }

  private static ObjectNode document(
      String name, LabelledImage image, Dataset dataset, Losses losses) {
    ObjectNode document = JSON.createObjectNode();
    document.put("version", VERSION);
    document.putObject("flags");
    ArrayNode shapes = document.putArray("shapes");
    for (Annotation annotation : losses.held(image.annotations(), true)) {
      write(shapes.addObject(), annotation, dataset);
    }
    document.put("imagePath", name);
    document.putNull("imageData");
    document.put("imageHeight", image.height());
    document.put("imageWidth", image.width());
    return document;
  }

  private static void write(ObjectNode shape, Annotation annotation, Dataset dataset) {
    Box box = annotation.box();
    shape.put("label", dataset.classes().name(annotation.classIndex()));
    ArrayNode points = shape.putArray("points");
    points.addArray().add(box.x1()).add(box.y1());
    points.addArray().add(box.x2()).add(box.y2());
    shape.putNull("group_id");
    shape.put("description", "");
    shape.put("shape_type", "rectangle");
    ObjectNode flags = shape.putObject("flags");
    if (annotation.ignore()) {
      flags.put("ignore", true);
    }
  }
}
