package dev.fovea.data.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.ClassNames;
import dev.fovea.core.FoveaException;
import dev.fovea.core.box.Box;
import dev.fovea.data.Annotation;
import dev.fovea.data.Dataset;
import dev.fovea.data.LabelledImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CocoAnnotationsTest {
  private static final ClassNames CLASSES =
      new ClassNames(List.of("cat", "\"dog\""), List.of(3L, 17L));

  @TempDir private Path folder;

  @Test
  void aFileHoldsWhatCocoAsksFor() throws IOException {
    Annotation cat = new Annotation(new Box(1, 2, 4.5f, 8), 0, false, 20, 5);
    Annotation dogs = new Annotation(new Box(0, 0, 10, 10), 1, true, 100, 6);
    Path file = folder.resolve("val.json");
    CocoAnnotations.write(file, dataset(List.of(cat, dogs)), "two pets");
    assertThat(Files.readString(file).replace("\n", ""))
        .isEqualTo(
            """
            {"info":{"description":"two pets"},\
            "categories":[{"id":3,"name":"cat"},{"id":17,"name":"\\"dog\\""}],\
            "images":[{"id":9,"file_name":"a.png","width":20,"height":30}],\
            "annotations":[\
            {"id":5,"image_id":9,"category_id":3,"bbox":[1.0,2.0,3.5,6.0],"area":20.0,"iscrowd":0},\
            {"id":6,"image_id":9,"category_id":17,"bbox":[0.0,0.0,10.0,10.0],"area":100.0,\
            "iscrowd":1}]}""");
  }

  @Test
  void aRegionOfNoClassIsRefusedAndNoFileAppears() {
    Annotation region = new Annotation(new Box(1, 2, 4, 8), Annotation.EVERY_CLASS, true);
    Dataset dataset = dataset(List.of(region));
    Path file = folder.resolve("val.json");
    assertThatThrownBy(() -> CocoAnnotations.write(file, dataset, ""))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("image 9");
    assertThat(folder).isEmptyDirectory();
  }

  private Dataset dataset(List<Annotation> annotations) {
    LabelledImage image =
        new LabelledImage(9, folder.resolve("val/a.png"), "a.png", 20, 30, annotations);
    return new Dataset("pets/val", CLASSES, List.of(image), List.of());
  }
}
