package dev.fovea.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.FoveaException;
import dev.fovea.core.box.Box;
import dev.fovea.data.Annotation;
import dev.fovea.data.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFormatTest {
  private static final String HEADER = "filename,width,height,class,xmin,ymin,xmax,ymax";

  @TempDir private Path folder;

  @Test
  void everyLineIsABoxOfItsPicture() throws IOException {
    write(
        HEADER, "a.jpg,64,48,tree,1,2,30,40", "b.jpg,64,48,car,5,5,9,9", "a.jpg,64,48,car,0,0,8,8");
    assertThat(new CsvFormat().recognises(folder)).isTrue();
    assertThat(new CsvFormat().splits(folder)).containsExactly("train");
    Dataset read = new CsvFormat().read(folder, "train");
    assertThat(read.classes().names()).containsExactly("car", "tree");
    assertThat(read.images()).extracting(image -> image.name()).containsExactly("a.jpg", "b.jpg");
    assertThat(read.images().getFirst().annotations())
        .containsExactly(
            new Annotation(new Box(1, 2, 30, 40), 1, false),
            new Annotation(new Box(0, 0, 8, 8), 0, false));
  }

  @Test
  void aLineThatCannotBeUsedIsNamed() throws IOException {
    for (String line : List.of("a.jpg,64,48,tree,1,2,30", "a.jpg,64,48,tree,30,2,1,40")) {
      write(HEADER, line);
      assertThatThrownBy(() -> new CsvFormat().read(folder, "train"))
          .isInstanceOf(FoveaException.class)
          .hasMessageContaining("train.csv (line 2)");
    }
  }

  private void write(String... lines) throws IOException {
    Files.write(folder.resolve("train.csv"), List.of(lines));
  }
}
