package dev.fovea.data.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.FoveaException;
import dev.fovea.core.Image;
import dev.fovea.core.box.Box;
import dev.fovea.data.Annotation;
import dev.fovea.data.Dataset;
import dev.fovea.data.LabelledImage;
import dev.fovea.data.image.ImageWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFormatTest {
  private static final String TENSORFLOW = "filename,width,height,class,xmin,ymin,xmax,ymax";

  @TempDir private Path root;

  private void write(String file, String... lines) throws IOException {
    Files.createDirectories(root.resolve(file).getParent());
    Files.write(root.resolve(file), List.of(lines));
  }

  /** A picture of 20 x 10 pixels. */
  private void picture(String name) throws IOException {
    Files.createDirectories(root.resolve(name).getParent());
    ImageWriter.write(new Image(20, 10, new byte[600]), root.resolve(name));
  }

  private Dataset read(String split) {
    return DatasetFormats.read(root, split);
  }

  private static List<String> names(Dataset dataset) {
    return dataset.images().stream().map(LabelledImage::name).toList();
  }

  @Test
  void columnsAreFoundByTheirNamesInAnyOrder() throws IOException {
    picture("images/a.png");
    write(
        "boxes.csv",
        "\uFEFFSplit, X2,y2,x1,y1,image,class,ignore,remark",
        "train,9,8,1,2.5,a.png,\"dog, small\",TRUE,\"a",
        "note\"",
        "",
        "train,4,4,1,1,a.png,cat,0,",
        "val,,,,,a.png,,,");
    assertThat(DatasetFormats.recognise(root)).isInstanceOf(CsvFormat.class);
    assertThat(new CsvFormat().splits(root)).containsExactly("train", "val");
    Dataset train = read("train");
    assertThat(train.name()).isEqualTo(root.getFileName() + "/train");
    assertThat(train.classes().names()).containsExactly("cat", "dog, small");
    assertThat(train.images().getFirst().width()).isEqualTo(20);
    assertThat(train.images().getFirst().annotations())
        .containsExactly(
            new Annotation(new Box(1, 2.5f, 9, 8), 1, true),
            new Annotation(new Box(1, 1, 4, 4), 0, false));
    assertThat(read("val").boxCount()).isZero();
    assertThat(read("val").classes()).isEqualTo(train.classes());
  }

  @Test
  void tensorFlowsFilesAreSplitsNamedAfterThem() throws IOException {
    picture("images/train/a.png");
    picture("images/test/b.png");
    write("train_labels.csv", TENSORFLOW, "a.png,20,10,cat,1,2,9,8");
    write("test_labels.csv", TENSORFLOW, "b.png,20,10,dog,1,2,9,8");
    write("class-ids.csv", "id,name", "1,cat");
    assertThat(new CsvFormat().splits(root)).containsExactly("test", "train");
    assertThat(read("test").classes().names()).containsExactly("cat", "dog");
    assertThat(read("test").images().getFirst().file()).exists();
    assertThat(DatasetFormats.read(root.resolve("train_labels.csv"), "train").name())
        .isEqualTo("train");
  }

  @Test
  void roboflowsFoldersAreSplits() throws IOException {
    picture("train/a.png");
    picture("valid/b.png");
    write("train/_annotations.csv", TENSORFLOW, "a.png,20,10,cat,1,2,9,8");
    write("valid/_annotations.csv", TENSORFLOW, "b.png,20,10,cat,1,2,9,8");
    assertThat(names(read("valid"))).containsExactly("b.png");
    assertThat(new CsvFormat().splits(root)).containsExactly("train", "valid");
  }

  @Test
  void errorsNameTheLineTheColumnAndTheValue() throws IOException {
    picture("a.png");
    assertError("a.png,20,10,cat,1,two,9,8", "ymin", "train.csv (line 3)", "'two'");
    assertError("a.png,20,10,cat,1,2,9", "ymax", "train.csv (line 3)", "''");
    assertError("a.png,20,10,cat,1,NaN,9,8", "ymin", "NaN", "finite");
    assertError("a.png,20,10,,1,2,9,8", "class", "is empty");
    assertError(",20,10,cat,1,2,9,8", "filename", "is empty");
    assertError("a.png,20,0.5,cat,1,2,9,8", "height", "0.5");
    assertError("a.png,20,11,cat,1,2,9,8", "(line 3)", "a.png is 20x10");
    assertError("a.png,20,10,cat,9,2,1,8", "(line 3)", "ends before it begins");
  }

  private void assertError(String line, String... parts) throws IOException {
    write("train.csv", TENSORFLOW, "a.png,20,10,cat,1,2,9,8", line, "a.png,20,10,dog,1,2,9,8");
    assertThatThrownBy(() -> read("train"))
        .isInstanceOf(FoveaException.class)
        .satisfies(failure -> assertThat(failure.getMessage()).contains(parts))
        .extracting(failure -> ((FoveaException) failure).kind())
        .isEqualTo(FoveaException.Cause.DATA);
    List<Defect> defects = new ArrayList<>();
    Dataset rest = new CsvFormat().read(root, "train", defects::add);
    assertThat(defects).hasSize(1);
    assertThat(rest.boxCount()).isEqualTo(2);
  }

  @Test
  void anUnknownSplitIsAnsweredWithTheKnownOnes() throws IOException {
    picture("a.png");
    write("train.csv", TENSORFLOW, "a.png,20,10,cat,1,2,9,8");
    assertThatThrownBy(() -> read("trian")).hasMessageContaining("Did you mean train?");
  }

  @Test
  void aFileThatIsNoUtf8IsNamed() throws IOException {
    picture("a.png");
    String text = TENSORFLOW + "\na.png,20,10,Käfer,1,2,9,8\n";
    Files.write(root.resolve("train.csv"), text.getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> read("train"))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("train.csv");
  }

  @Test
  void theWrittenFileIsOneThatPeopleCanRead() throws IOException {
    picture("a, b.png");
    write("train.csv", TENSORFLOW, "\"a, b.png\",20,10,\"a \"\"cat\"\"\",1.1,2,9.25,8");
    Path out = root.resolve("out");
    Conversion.write(Conversion.read(root), new CsvWriter(), out, PictureStore.Transfer.COPY);
    assertThat(out.resolve("annotations.csv"))
        .hasContent(
            "image,width,height,class,x1,y1,x2,y2,ignore,split\n"
                + "\"a, b.png\",20,10,\"a \"\"cat\"\"\",1.1,2,9.25,8,0,train\n");
  }
}
