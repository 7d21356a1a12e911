package dev.fovea.data.format;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The text of one VOC annotation file, not yet judged.
 *
 * @param file where it lies
 * @param fields texts of the file's elements by path, such as {@code size/width}
 * @param objects the objects, in the file's order
 */
record VocFile(Path file, Map<String, String> fields, List<Element> objects) {
  private static final String ROOT = "annotation";
  private static final String OBJECT = ROOT + "/object";

  /**
   * One object.
   *
   * @param line where it begins
   * @param fields texts by path, such as {@code bndbox/xmin}; an object's parts lie deeper, so that
   *     their names and boxes are not taken for its own
   */
  record Element(int line, Map<String, String> fields) {}

  Optional<String> field(String path) {
    return Optional.ofNullable(fields.get(path));
  }

  /** Reads a file; empty where it is no XML, which the sink was told. */
  static Optional<VocFile> read(Path file, DefectSink sink) {
    return XmlFile.read(file, sink, reader -> new Reading(file).all(reader));
  }

  /** One pass over one file. */
  private static final class Reading {
    private final Path file;
    private final Map<String, String> fields = new HashMap<>();
    private final List<Element> objects = new ArrayList<>();
    private final Deque<String> open = new ArrayDeque<>();
    private final StringBuilder text = new StringBuilder();

    Reading(Path file) {
      this.file = file;
    }

    VocFile all(XMLStreamReader reader) throws XMLStreamException {
      while (reader.hasNext()) {
        switch (reader.next()) {
          case XMLStreamConstants.START_ELEMENT -> begin(reader);
          case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
              text.append(reader.getText());
          case XMLStreamConstants.END_ELEMENT -> end();
          default -> {}
        }
      }
      return new VocFile(file, Map.copyOf(fields), List.copyOf(objects));
    }

    private void begin(XMLStreamReader reader) {
      String parent = open.isEmpty() ? "" : open.peek() + "/";
      open.push(parent + reader.getLocalName());
      text.setLength(0);
      if (open.peek().equals(OBJECT)) {
        objects.add(new Element(reader.getLocation().getLineNumber(), new HashMap<>()));
      }
    }

    /** Of several elements with the same path the first counts. */
    private void end() {
      String path = open.pop();
      String value = text.toString().strip();
      text.setLength(0);
      if (path.startsWith(OBJECT + "/")) {
        objects.getLast().fields().putIfAbsent(path.substring(OBJECT.length() + 1), value);
      } else if (path.startsWith(ROOT + "/")) {
        fields.putIfAbsent(path.substring(ROOT.length() + 1), value);
      }
    }
  }
}
