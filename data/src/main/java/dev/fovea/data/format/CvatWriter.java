package dev.fovea.data.format;

import dev.fovea.core.FoveaException;
import dev.fovea.core.box.Box;
import dev.fovea.data.Annotation;
import dev.fovea.data.Dataset;
import dev.fovea.data.LabelledImage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamException;

/**
 * Writes {@code annotations.xml} as CVAT for images 1.1 beside one folder {@code images}; boxes to
 * ignore have the attribute {@code difficult}.
 */
final class CvatWriter implements DatasetWriter {
  @Override
  public List<String> write(Map<String, Dataset> splits, PictureStore pictures) {
    Losses losses = new Losses("CVAT");
    try {
      XmlLines.write(
          pictures.root().resolve("annotations.xml"), xml -> all(xml, splits, pictures, losses));
    } catch (IOException failure) {
      throw FoveaException.machine(
          pictures.root() + " cannot be written: " + failure.getMessage() + ".", failure);
    }
    splits.values().stream().findFirst().ifPresent(first -> losses.classIds(first, 1));
    return losses.sentences();
  }

  private static void all(
      XmlLines xml, Map<String, Dataset> splits, PictureStore pictures, Losses losses)
      throws XMLStreamException {
    xml.begin("annotations");
    xml.field("version", "1.1");
    labels(xml, splits.values().iterator().next().classes().names());
    int id = 0;
    for (Map.Entry<String, Dataset> split : splits.entrySet()) {
      for (LabelledImage image : split.getValue().images()) {
        String name = pictures.placeInImages(image);
        xml.begin(
            "image",
            "id",
            Integer.toString(id++),
            "name",
            name,
            "subset",
            split.getKey(),
            "width",
            Integer.toString(image.width()),
            "height",
            Integer.toString(image.height()));
        for (Annotation annotation : losses.held(image.annotations(), true)) {
          box(xml, split.getValue().classes().name(annotation.classIndex()), annotation);
        }
        xml.end();
      }
    }
    xml.end();
  }

  private static void labels(XmlLines xml, List<String> names) throws XMLStreamException {
    xml.begin("meta");
    xml.begin("task");
    xml.begin("labels");
    for (String name : names) {
      xml.begin("label");
      xml.field("name", name);
      xml.begin("attributes");
      xml.begin("attribute");
      xml.field("name", "difficult");
      xml.field("mutable", "False");
      xml.field("input_type", "checkbox");
      xml.field("default_value", "false");
      xml.field("values", "");
      xml.end();
      xml.end();
      xml.end();
    }
    xml.end();
    xml.end();
    xml.end();
  }

  private static void box(XmlLines xml, String label, Annotation annotation)
      throws XMLStreamException {
    Box box = annotation.box();
    xml.begin(
        "box",
        "label",
        label,
        "source",
        "manual",
        "occluded",
        "0",
        "xtl",
        Decimals.plain(box.x1()),
        "ytl",
        Decimals.plain(box.y1()),
        "xbr",
        Decimals.plain(box.x2()),
        "ybr",
        Decimals.plain(box.y2()),
        "z_order",
        "0");
    if (annotation.ignore()) {
      xml.field("attribute", "true", "name", "difficult");
    }
    xml.end();
  }
}
