package dev.fovea.examples;

import dev.fovea.core.Image;
import dev.fovea.data.image.ImageWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** A data set in VOC layout for tests: bright and dark rectangles on grey noise. */
final class Pictures {
  static final int WIDTH = 96;
  static final int HEIGHT = 80;
  private static final List<String> NAMES = List.of("bright", "dark");

  private Pictures() {}

  /** Four pictures in the split train, two in val; each has two rectangles. */
  static Path write(Path root) throws IOException {
    Files.createDirectories(root.resolve("JPEGImages"));
    Files.createDirectories(root.resolve("Annotations"));
    Files.createDirectories(root.resolve("ImageSets/Main"));
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 6; i++) {
      writePicture(root, "picture" + i, random);
    }
    writeSplit(root, "train", 0, 4);
    writeSplit(root, "val", 4, 6);
    return root;
  }

  private static void writeSplit(Path root, String split, int from, int to) throws IOException {
    List<String> names = IntStream.range(from, to).mapToObj(i -> "picture" + i).toList();
    Files.write(root.resolve("ImageSets/Main/" + split + ".txt"), names);
  }

  private static void writePicture(Path root, String name, SplittableRandom random)
      throws IOException {
    byte[] rgb = new byte[3 * WIDTH * HEIGHT];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) random.nextInt(100, 140);
    }
    List<String> objects = new ArrayList<>();
    for (int kind = 0; kind < NAMES.size(); kind++) {
      int x = random.nextInt(WIDTH - 32);
      int y = random.nextInt(HEIGHT - 28);
      fill(rgb, x, y, kind == 0 ? 240 : 10);
      objects.add(
          "<object><name>%s</name><bndbox><xmin>%d</xmin><ymin>%d</ymin><xmax>%d</xmax><ymax>%d</ymax></bndbox></object>"
              .formatted(NAMES.get(kind), x + 1, y + 1, x + 32, y + 28));
    }
    ImageWriter.write(
        new Image(WIDTH, HEIGHT, rgb), root.resolve("JPEGImages").resolve(name + ".png"));
    Files.writeString(
        root.resolve("Annotations").resolve(name + ".xml"),
        "<annotation><filename>%s.png</filename><size><width>%d</width><height>%d</height></size>%s</annotation>"
            .formatted(name, WIDTH, HEIGHT, String.join("", objects)));
  }

  private static void fill(byte[] rgb, int left, int top, int value) {
    for (int y = top; y < top + 28; y++) {
      for (int x = 3 * left; x < 3 * (left + 32); x++) {
        rgb[3 * WIDTH * y + x] = (byte) value;
      }
    }
  }
}
