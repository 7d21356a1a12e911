package dev.fovea.data.check;

import dev.fovea.core.Image;
import dev.fovea.data.check.Finding.Severity;
import dev.fovea.data.image.ImageWriter;
import dev.fovea.data.image.TurnedJpeg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/** A small data set without any defect, to plant defects in. Pictures are 64 x 48 waves. */
final class MadeData {
  static final int WIDTH = 64;
  static final int HEIGHT = 48;

  static final String TRAIN =
      """
      {"images": [
      {"id": 1, "file_name": "a.png", "width": 64, "height": 48},
      {"id": 2, "file_name": "b.png", "width": 64, "height": 48}],
      "annotations": [
      {"id": 11, "image_id": 1, "category_id": 1, "bbox": [2, 3, 10, 8], "area": 80},
      {"id": 12, "image_id": 2, "category_id": 2, "bbox": [4, 4, 9, 9], "area": 81}],
      "categories": [
      {"id": 1, "name": "cat"},
      {"id": 2, "name": "dog"}]}
      """;

  private static final String VAL =
      """
      {"images": [{"id": 1, "file_name": "c.png", "width": 64, "height": 48}],
      "annotations": [
      {"id": 1, "image_id": 1, "category_id": 1, "bbox": [2, 3, 10, 8], "area": 80}],
      "categories": [{"id": 1, "name": "cat"}, {"id": 2, "name": "dog"}]}
      """;

  private MadeData() {}

  static void coco(Path root) throws IOException {
    Files.createDirectories(root.resolve("train"));
    Files.createDirectories(root.resolve("val"));
    Files.writeString(root.resolve("train.json"), TRAIN);
    Files.writeString(root.resolve("val.json"), VAL);
    ImageWriter.write(waves(1, 0), root.resolve("train/a.png"));
    ImageWriter.write(waves(2, 0), root.resolve("train/b.png"));
    ImageWriter.write(waves(3, 0), root.resolve("val/c.png"));
  }

  static Image waves(long seed, int brighter) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] wave = random.doubles(6, 0.1, 0.6).toArray();
    byte[] rgb = new byte[WIDTH * HEIGHT * 3];
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        double value =
            Math.sin(wave[0] * x + wave[1] * y + seed) + Math.sin(wave[2] * x - wave[3] * y);
        int pixel = 3 * (y * WIDTH + x);
        rgb[pixel] = (byte) (110 + 45 * value + brighter);
        rgb[pixel + 1] = rgb[pixel];
        rgb[pixel + 2] = rgb[pixel];
      }
    }
    return new Image(WIDTH, HEIGHT, rgb);
  }

  /** A JPEG with an EXIF segment that holds nothing but an orientation. */
  static void turnedJpeg(Path file, int orientation) throws IOException {
    ImageWriter.write(waves(9, 0), file);
    Files.write(file, TurnedJpeg.of(Files.readAllBytes(file), orientation));
  }

  /** Two images with an object each, of which one is in {@code train}, one in {@code val}. */
  static void voc(Path root) throws IOException {
    for (String folder : List.of("Annotations", "JPEGImages", "ImageSets/Main")) {
      Files.createDirectories(root.resolve(folder));
    }
    for (String name : List.of("a", "b")) {
      ImageWriter.write(waves(name.charAt(0), 0), root.resolve("JPEGImages/" + name + ".png"));
      Files.writeString(
          root.resolve("Annotations/" + name + ".xml"),
          """
          <annotation><filename>NAME.png</filename>
          <size><width>64</width><height>48</height></size>
          <object><name>cat</name>
          <bndbox><xmin>3</xmin><ymin>4</ymin><xmax>12</xmax><ymax>11</ymax></bndbox></object>
          </annotation>
          """
              .replace("NAME", name));
    }
    Files.writeString(root.resolve("ImageSets/Main/train.txt"), "a\n");
    Files.writeString(root.resolve("ImageSets/Main/val.txt"), "b\n");
  }

  /** One image with an object, in {@code train}. */
  static void yolo(Path root) throws IOException {
    Files.createDirectories(root.resolve("images"));
    Files.createDirectories(root.resolve("labels"));
    Files.writeString(root.resolve("data.yaml"), "train: images\nnames: [cat]\nnc: 1\n");
    ImageWriter.write(waves(1, 0), root.resolve("images/a.png"));
    Files.writeString(root.resolve("labels/a.txt"), "0 0.5 0.5 0.25 0.25\n");
  }

  static Findings check(Path root) {
    return DataCheck.read(root).look(done -> {});
  }

  /** For assertions: {@code ERROR box-swapped PLACE: TEXT}. */
  static List<String> told(Path root) {
    return check(root).all().stream()
        .map(
            each ->
                "%s %s %s: %s"
                    .formatted(
                        each.finding().severity(),
                        each.kind(),
                        each.place(),
                        each.finding().text()))
        .toList();
  }

  static long errors(Path root) {
    return check(root).count(Severity.ERROR);
  }
}
