package dev.fovea.data.format;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.fovea.core.ClassNames;
import dev.fovea.core.FoveaException;
import dev.fovea.core.box.Box;
import dev.fovea.data.Annotation;
import dev.fovea.data.Dataset;
import dev.fovea.data.LabelledImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Writes COCO's annotation files, which {@link CocoFormat} reads; every number in full precision,
 * one image or annotation on a line.
 */
public final class CocoAnnotations {
  private final JsonGenerator json;
  private final ClassNames classes;
  private final Fields more;

  private CocoAnnotations(JsonGenerator json, ClassNames classes, Fields more) {
    this.json = json;
    this.classes = classes;
    this.more = more;
  }

  /** Fields that an annotation has besides the usual ones. */
  interface Fields {
    /** Writes those of the annotation with this id; possibly none. */
    void write(long id, JsonGenerator json) throws IOException;
  }

  /**
   * Writes a split, under a temporary name first, so that nobody sees half a file.
   *
   * @param file beside the pictures' folder, or in the folder {@code annotations} beside it; its
   *     folder must exist
   * @param dataset its annotations' ids are written as they are, and must differ
   * @param description what the data are, for people; stands under {@code info}
   * @throws FoveaException if the file cannot be written, or an annotation belongs to every class,
   *     which COCO cannot say
   */
  public static void write(Path file, Dataset dataset, String description) {
    write(file, dataset, description, (id, json) -> {});
  }

  /** Writes a split whose annotations have more than the usual fields. */
  static void write(Path file, Dataset dataset, String description, Fields more) {
    try {
      Path temporary = file.resolveSibling("." + file.getFileName() + ".tmp");
      try {
        try (JsonGenerator json =
            new JsonFactory()
                .createGenerator(Files.newOutputStream(temporary), JsonEncoding.UTF8)) {
          new CocoAnnotations(json, dataset.classes(), more).writeAll(dataset, description);
        }
        Files.move(
            temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException failure) {
      throw FoveaException.machine(
          file + " cannot be written: " + failure.getMessage() + ".", failure);
    }
  }

  private void writeAll(Dataset dataset, String description) throws IOException {
    json.writeStartObject();
    json.writeObjectFieldStart("info");
    json.writeStringField("description", description);
    json.writeEndObject();
    writeCategories();
    json.writeArrayFieldStart("images");
    for (LabelledImage image : dataset.images()) {
      write(image);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("annotations");
    for (LabelledImage image : dataset.images()) {
      for (Annotation annotation : image.annotations()) {
        write(image.id(), annotation);
      }
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeRaw('\n');
  }

  private void writeCategories() throws IOException {
    json.writeArrayFieldStart("categories");
    for (int index = 0; index < classes.count(); index++) {
      json.writeRaw('\n');
      json.writeStartObject();
      json.writeNumberField("id", classes.id(index));
      json.writeStringField("name", classes.name(index));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void write(LabelledImage image) throws IOException {
    json.writeRaw('\n');
    json.writeStartObject();
    json.writeNumberField("id", image.id());
    json.writeStringField("file_name", image.name());
    json.writeNumberField("width", image.width());
    json.writeNumberField("height", image.height());
    json.writeEndObject();
  }

  private void write(long image, Annotation annotation) throws IOException {
    if (annotation.classIndex() == Annotation.EVERY_CLASS) {
      throw FoveaException.data(
          "image " + image + " has a region to ignore for every class, which COCO cannot say");
    }
    Box box = annotation.box();
    double[] corner = {
      box.x1(), box.y1(), (double) box.x2() - box.x1(), (double) box.y2() - box.y1()
    };
    json.writeRaw('\n');
    json.writeStartObject();
    json.writeNumberField("id", annotation.id());
    json.writeNumberField("image_id", image);
    json.writeNumberField("category_id", classes.id(annotation.classIndex()));
    json.writeFieldName("bbox");
    json.writeArray(corner, 0, corner.length);
    json.writeNumberField("area", annotation.area());
    json.writeNumberField("iscrowd", annotation.ignore() ? 1 : 0);
    more.write(annotation.id(), json);
    json.writeEndObject();
  }
}
