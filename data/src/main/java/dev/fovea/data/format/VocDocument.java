package dev.fovea.data.format;

import dev.fovea.core.ClassNames;
import dev.fovea.core.box.Box;
import dev.fovea.data.Annotation;
import dev.fovea.data.LabelledImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.xml.stream.XMLStreamException;

/** Writes one VOC annotation file. */
final class VocDocument {
  private VocDocument() {}

  static void write(Path file, String picture, LabelledImage image, ClassNames classes)
      throws IOException {
    XmlLines.write(file, xml -> all(xml, picture, image, classes));
  }

  private static void all(XmlLines xml, String picture, LabelledImage image, ClassNames classes)
      throws XMLStreamException {
    xml.begin("annotation");
    xml.field("folder", "JPEGImages");
    xml.field("filename", picture);
    xml.begin("size");
    xml.field("width", Integer.toString(image.width()));
    xml.field("height", Integer.toString(image.height()));
    xml.field("depth", "3");
    xml.end();
    xml.field("segmented", "0");
    for (Annotation annotation : image.annotations()) {
      object(xml, classes.name(annotation.classIndex()), annotation);
    }
    xml.end();
  }

  private static void object(XmlLines xml, String name, Annotation annotation)
      throws XMLStreamException {
    xml.begin("object");
    xml.field("name", name);
    xml.field("pose", "Unspecified");
    xml.field("truncated", "0");
    xml.field("difficult", annotation.ignore() ? "1" : "0");
    Box box = annotation.box();
    xml.begin("bndbox");
    xml.field("xmin", Decimals.plain(box.x1() + 1.0));
    xml.field("ymin", Decimals.plain(box.y1() + 1.0));
    xml.field("xmax", Decimals.plain(box.x2()));
    xml.field("ymax", Decimals.plain(box.y2()));
    xml.end();
    xml.end();
  }
}
