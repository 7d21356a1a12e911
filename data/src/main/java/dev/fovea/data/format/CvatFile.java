package dev.fovea.data.format;

import dev.fovea.core.ClassNames;
import dev.fovea.core.FoveaException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The text of CVAT's annotation file, not yet judged.
 *
 * @param labels the classes that it defines; possibly none
 */
record CvatFile(List<String> labels, List<CvatFile.Picture> images) {
  /** The split of images that name none. */
  private static final String EVERYTHING = "all";

  /** The elements whose name is a class's definition. */
  private static final String LABEL = "label/name";

  /** An element {@code image}. */
  record Picture(Place place, Map<String, String> attributes, List<Shape> shapes) {
    String split() {
      String subset = attributes.getOrDefault("subset", "");
      return subset.isEmpty() ? EVERYTHING : subset;
    }
  }

  /**
   * An element of an image, such as {@code box}.
   *
   * @param marks the texts of its elements {@code attribute} by their names
   */
  record Shape(
      String kind, Place place, Map<String, String> attributes, Map<String, String> marks) {}

  /**
   * Reads a file.
   *
   * @throws FoveaException with the line where it is no XML
   */
  static CvatFile read(Path file) {
    return XmlFile.read(file, DefectSink.STRICT, reader -> new Reading(file, reader).all())
        .orElseThrow();
  }

  ClassNames classes() {
    if (!labels.isEmpty()) {
      return NamedJoin.numbered(labels);
    }
    return NamedJoin.alphabetical(
        images.stream()
            .flatMap(image -> image.shapes().stream())
            .flatMap(shape -> Optional.ofNullable(shape.attributes().get("label")).stream())
            .toList());
  }

  /** One pass over one file. */
  private static final class Reading {
    private final Path file;
    private final XMLStreamReader reader;
    private final Set<String> labels = new LinkedHashSet<>();
    private final List<Picture> images = new ArrayList<>();
    private final Deque<String> open = new ArrayDeque<>();

    Reading(Path file, XMLStreamReader reader) {
      this.file = file;
      this.reader = reader;
    }

    CvatFile all() throws XMLStreamException {
      while (reader.hasNext()) {
        switch (reader.next()) {
          case XMLStreamConstants.START_ELEMENT -> begin();
          case XMLStreamConstants.END_ELEMENT -> open.pop();
          default -> {}
        }
      }
      return new CvatFile(List.copyOf(labels), List.copyOf(images));
    }

    private void begin() throws XMLStreamException {
      String parent = open.isEmpty() ? "" : open.peek();
      String name = reader.getLocalName();
      Place place = Place.of(file, reader.getLocation().getLineNumber());
      if (name.equals("track")) {
        throw FoveaException.data(
            place + " has a track: this is CVAT for video. Export as 'CVAT for images 1.1'.");
      } else if (name.equals("image")) {
        images.add(new Picture(place, attributes(), new ArrayList<>()));
      } else if (parent.equals("image")) {
        Place named = new Place(file, place.line(), name);
        images.getLast().shapes().add(new Shape(name, named, attributes(), new HashMap<>()));
      } else if (name.equals("attribute") && open.contains("image")) {
        String mark = attributes().getOrDefault("name", "");
        images.getLast().shapes().getLast().marks().put(mark, reader.getElementText().strip());
        return; // Its end is read already.
      } else if ((parent + "/" + name).equals(LABEL)) {
        labels.add(reader.getElementText());
        return;
      }
      open.push(name);
    }

    private Map<String, String> attributes() {
      Map<String, String> attributes = new HashMap<>();
      for (int i = 0; i < reader.getAttributeCount(); i++) {
        attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
      }
      return attributes;
    }
  }
}
