package dev.fovea.data.format;

import dev.fovea.core.ClassNames;
import dev.fovea.core.FoveaException;
import dev.fovea.core.box.Box;
import dev.fovea.data.Annotation;
import dev.fovea.data.LabelledImage;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes one VOC annotation file, an element on a line. */
final class VocDocument {
  private static final String INDENT = "  ";

  private final XMLStreamWriter xml;
  private int depth;

  private VocDocument(XMLStreamWriter xml) {
    this.xml = xml;
  }

  static void write(Path file, String picture, LabelledImage image, ClassNames classes)
      throws IOException {
    try (Writer out = Files.newBufferedWriter(file)) {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out);
      new VocDocument(xml).all(picture, image, classes);
      xml.close();
      out.write('\n');
    } catch (XMLStreamException failure) {
      throw FoveaException.machine(
          file + " cannot be written: " + failure.getMessage() + ".", failure);
    }
  }

  private void all(String picture, LabelledImage image, ClassNames classes)
      throws XMLStreamException {
    begin("annotation");
    field("folder", "JPEGImages");
    field("filename", picture);
    begin("size");
    field("width", Integer.toString(image.width()));
    field("height", Integer.toString(image.height()));
    field("depth", "3");
    end();
    field("segmented", "0");
    for (Annotation annotation : image.annotations()) {
      object(classes.name(annotation.classIndex()), annotation);
    }
    end();
  }

  private void object(String name, Annotation annotation) throws XMLStreamException {
    begin("object");
    field("name", name);
    field("pose", "Unspecified");
    field("truncated", "0");
    field("difficult", annotation.ignore() ? "1" : "0");
    Box box = annotation.box();
    begin("bndbox");
    field("xmin", Decimals.plain(box.x1() + 1.0));
    field("ymin", Decimals.plain(box.y1() + 1.0));
    field("xmax", Decimals.plain(box.x2()));
    field("ymax", Decimals.plain(box.y2()));
    end();
    end();
  }

  private void begin(String name) throws XMLStreamException {
    newLine();
    xml.writeStartElement(name);
    depth++;
  }

  private void end() throws XMLStreamException {
    depth--;
    xml.writeCharacters("\n" + INDENT.repeat(depth));
    xml.writeEndElement();
  }

  private void field(String name, String text) throws XMLStreamException {
    newLine();
    xml.writeStartElement(name);
    xml.writeCharacters(text);
    xml.writeEndElement();
  }

  private void newLine() throws XMLStreamException {
    if (depth > 0) {
      xml.writeCharacters("\n" + INDENT.repeat(depth));
    }
  }
}
