package dev.fovea.data.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** XML files that nothing outside of them is fetched for. */
final class XmlFile {
  private XmlFile() {}

  /** Reads a whole file. */
  interface Reading<T> {
    T read(XMLStreamReader reader) throws XMLStreamException;
  }

  /** What {@code reading} makes of a file; empty where it is no XML, which the sink was told. */
  static <T> Optional<T> read(Path file, DefectSink sink, Reading<T> reading) {
    try (InputStream in = Files.newInputStream(file)) {
      XMLStreamReader reader = factory().createXMLStreamReader(in);
      try {
        return Optional.of(reading.read(reader));
      } finally {
        reader.close();
      }
    } catch (XMLStreamException failure) {
      int line = failure.getLocation() == null ? 0 : failure.getLocation().getLineNumber();
      sink.refuse(
          new Defect(
              DefectKind.MALFORMED,
              Place.of(file, line),
              "The annotation file %s is no well-formed XML (line %d): %s. Write it again, or take it out of the split."
                  .formatted(file, line, reason(failure))));
      return Optional.empty();
    } catch (IOException failure) {
      throw Folders.unreadable(file, failure);
    }
  }

  /** The name of a file's first element; empty where it is no XML. */
  static Optional<String> root(Path file) {
    return read(
        file,
        defect -> {},
        reader -> {
          while (reader.next() != XMLStreamReader.START_ELEMENT) {}
          return reader.getLocalName();
        });
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return factory;
  }

  /** The parser's words without the place, which is told already. */
  private static String reason(XMLStreamException failure) {
    return failure
        .getMessage()
        .replaceAll("\\s+", " ")
        .replaceFirst("^ParseError at .*? Message: ", "")
        .replaceFirst("\\.$", "");
  }
}
