package dev.fovea.data.format;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** An XML file that is being written, an element on a line. */
final class XmlLines {
  private static final String INDENT = "  ";

  private final XMLStreamWriter xml;
  private int depth;

  private XmlLines(XMLStreamWriter xml) {
    this.xml = xml;
  }

  /** Writes a whole document. */
  interface Content {
    void write(XmlLines lines) throws XMLStreamException;
  }

  /** Writes a file. */
  static void write(Path file, Content content) throws IOException {
    try (Writer out = Files.newBufferedWriter(file)) {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out);
      content.write(new XmlLines(xml));
      xml.close();
      out.write('\n');
    } catch (XMLStreamException failure) {
      throw new IOException(failure.getMessage(), failure);
    }
  }

  /**
   * Begins an element.
   *
   * @param attributes name, value, name, value, …
   */
  void begin(String name, String... attributes) throws XMLStreamException {
    newLine();
    xml.writeStartElement(name);
    for (int i = 0; i < attributes.length; i += 2) {
      xml.writeAttribute(attributes[i], attributes[i + 1]);
    }
    depth++;
  }

  /** Ends the element begun last. */
  void end() throws XMLStreamException {
    depth--;
    xml.writeCharacters("\n" + INDENT.repeat(depth));
    xml.writeEndElement();
  }

  /** An element that holds nothing but a text. */
  void field(String name, String text, String... attributes) throws XMLStreamException {
    begin(name, attributes);
    xml.writeCharacters(text);
    xml.writeEndElement();
    depth--;
  }

  private void newLine() throws XMLStreamException {
    if (depth > 0) {
      xml.writeCharacters("\n" + INDENT.repeat(depth));
    }
  }
}
