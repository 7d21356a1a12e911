package dev.fovea.cli;

import dev.fovea.core.Image;
import dev.fovea.data.image.ImageWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** A data set of six pictures in VOC layout, for commands to be run on, that a test may spoil. */
record SmallVoc(Path root) {
  private static final int WIDTH = 96;
  private static final int HEIGHT = 72;

  static SmallVoc in(Path root) throws IOException {
    for (String folder : new String[] {"Annotations", "JPEGImages", "ImageSets/Main"}) {
      Files.createDirectories(root.resolve(folder));
    }
    SmallVoc data = new SmallVoc(root);
    for (int number = 0; number < 6; number++) {
      byte[] noise = new byte[3 * WIDTH * HEIGHT];
      new Random(number).nextBytes(noise);
      ImageWriter.write(new Image(WIDTH, HEIGHT, noise), data.picture(number));
      Files.writeString(data.annotation(number), xml(number));
    }
    Files.writeString(data.list("train"), "0\n1\n2\n3\n");
    Files.writeString(data.list("val"), "4\n5\n");
    return data;
  }

  private static String xml(int number) {
    return """
    <annotation>
      <filename>%d.png</filename>
      <size><width>96</width><height>72</height></size>
      <object><name>disc</name><bndbox><xmin>5</xmin><ymin>6</ymin><xmax>44</xmax><ymax>47</ymax></bndbox></object>
      <object><name>bar</name><bndbox><xmin>30</xmin><ymin>10</ymin><xmax>80</xmax><ymax>60</ymax></bndbox></object>
    </annotation>
    """
        .formatted(number);
  }

  Path picture(int number) {
    return root.resolve("JPEGImages").resolve(number + ".png");
  }

  Path annotation(int number) {
    return root.resolve("Annotations").resolve(number + ".xml");
  }

  Path list(String split) {
    return root.resolve("ImageSets/Main").resolve(split + ".txt");
  }

  /** Replaces a text in the annotation of picture 1. */
  SmallVoc with(String text, String replacement) throws IOException {
    String xml = Files.readString(annotation(1));
    if (!xml.contains(text)) {
      throw new IllegalArgumentException(text + " is not in " + xml);
    }
    Files.writeString(annotation(1), xml.replaceFirst(text, replacement));
    return this;
  }
}
