package dev.fovea.data.format;

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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VocFormatTest {
  @TempDir private Path root;

  @BeforeEach
  void folders() throws IOException {
    Files.createDirectories(root.resolve("Annotations"));
    Files.createDirectories(root.resolve("ImageSets/Main"));
    Files.createDirectories(root.resolve("JPEGImages"));
  }

  private static String object(String name, String corners, String more) {
    String[] c = corners.split(" ", -1);
    return "<object>\n<name>"
        + name
        + "</name>"
        + more
        + "<bndbox><xmin>"
        + c[0]
        + "</xmin><ymin>"
        + c[1]
        + "</ymin><xmax>"
        + c[2]
        + "</xmax><ymax>"
        + c[3]
        + "</ymax></bndbox></object>\n";
  }

  private void annotate(String stem, String objects) throws IOException {
    Files.writeString(
        root.resolve("Annotations/" + stem + ".xml"),
        "<annotation><filename>"
            + stem
            + ".png</filename>\n"
            + "<size><width>20</width><height>10</height></size>\n"
            + objects
            + "</annotation>");
  }

  private void list(String split, String content) throws IOException {
    Files.writeString(root.resolve("ImageSets/Main/" + split + ".txt"), content);
  }

  private Dataset read(String split) {
    return new VocFormat().read(root, split);
  }

  @Test
  void cornersDifficultAndPartsAreReadAsVocMeansThem() throws IOException {
    String part = "<part><name>head</name><bndbox><xmin>9</xmin></bndbox></part>";
    annotate(
        "a",
        object("dog", "1 2 20 10", "<difficult>1</difficult>") + object("cat", "3 3 4.5 4", part));
    list("train", "a\n\n");
    Dataset dataset = read("train");
    assertThat(dataset.classes().names()).containsExactly("cat", "dog");
    assertThat(dataset.images().getFirst().name()).isEqualTo("a.png");
    assertThat(dataset.images().getFirst().annotations())
        .containsExactly(
            new Annotation(new Box(0, 1, 20, 10), 1, true),
            new Annotation(new Box(2, 2, 4.5f, 4), 0, false));
  }

  @Test
  void everySplitHasTheSameClasses() throws IOException {
    annotate("a", object("dog", "1 2 20 10", ""));
    annotate("b", object("cat", "1 2 20 10", "") + object("cat", "5 5 5 5", ""));
    list("train", "a");
    list("val", "b");
    list("cat_train", "a  -1\n");
    assertThat(new VocFormat().splits(root)).containsExactly("train", "val");
    assertThat(read("train").classes()).isEqualTo(read("val").classes());
    assertThat(read("val").notes()).containsExactly("1 box with zero area dropped.");
  }

  @Test
  void withoutListsAllImagesAreOneSplit() throws IOException {
    annotate("a", "");
    annotate("b", object("cat", "1 2 20 10", ""));
    assertThat(new VocFormat().splits(root)).containsExactly("all");
    assertThat(read("all").images()).hasSize(2);
  }

  @Test
  void errorsNameTheFileTheLineAndTheValue() throws IOException {
    list("train", "a");
    annotate("a", object("dog", "1 two 20 10", ""));
    assertError("a.xml (line 3)", "ymin", "'two'");
    annotate("a", object("dog", "9 2 3 10", ""));
    assertError("a.xml (line 3)", "ends before it begins");
    annotate("a", object("", "9 2 3 10", ""));
    assertError("a.xml (line 3)", "no name");
    annotate("a", "<object>");
    assertError("a.xml", "well-formed", "line");
    Files.writeString(root.resolve("Annotations/a.xml"), "<annotation></annotation>");
    assertError("a.xml", "size/width");
  }

  @Test
  void splitsThatAreMissingEmptyOrWrongAreToldApart() throws IOException {
    annotate("a", "");
    list("train", "a");
    list("empty", " \n");
    list("wrong", "b");
    assertThatThrownBy(() -> read("trian"))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("no split trian")
        .hasMessageContaining("Did you mean train?");
    assertThatThrownBy(() -> read("empty")).hasMessageContaining("empty.txt is empty");
    assertThatThrownBy(() -> read("wrong"))
        .hasMessageContaining("wrong.txt lists b")
        .hasMessageContaining("b.xml");
  }

  @Test
  void entitiesAreNotFetched() throws IOException {
    list("train", "a");
    Path secret = Files.writeString(root.resolve("secret.txt"), "dog");
    Files.writeString(
        root.resolve("Annotations/a.xml"),
        "<!DOCTYPE annotation [<!ENTITY e SYSTEM \""
            + secret.toUri()
            + "\">]><annotation>"
            + "<size><width>2</width><height>2</height></size>"
            + object("&e;", "1 1 2 2", "")
            + "</annotation>");
    assertThatThrownBy(() -> read("train")).isInstanceOf(FoveaException.class);
  }

  private void assertError(String... parts) {
    assertThatThrownBy(() -> read("train"))
        .isInstanceOf(FoveaException.class)
        .satisfies(e -> assertThat(e.getMessage()).contains(List.of(parts)))
        .extracting(e -> ((FoveaException) e).kind())
        .isEqualTo(FoveaException.Cause.DATA);
  }
}
