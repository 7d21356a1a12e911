package dev.fovea.data.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fovea.core.Image;
import dev.fovea.core.Size;
import dev.fovea.core.box.Box;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContactSheetTest {
  private static final ContactSheet SHEET = new ContactSheet(new Size(200, 120), 2);

  private static Image grey(int width, int height) {
    byte[] rgb = new byte[3 * width * height];
    Arrays.fill(rgb, (byte) 99);
    return new Image(width, height, rgb);
  }

  private static int[] at(Image image, int x, int y) {
    int at = 3 * (y * image.width() + x);
    byte[] rgb = image.rgb();
    return new int[] {rgb[at] & 0xff, rgb[at + 1] & 0xff, rgb[at + 2] & 0xff};
  }

  @Test
  void everyPictureHasACellOfOneSizeWhateverItsOwn() {
    List<ContactSheet.Panel> panels =
        List.of(
            new ContactSheet.Panel(grey(1000, 500), List.of(), "wide"),
            new ContactSheet.Panel(grey(50, 100), List.of(), "high"),
            new ContactSheet.Panel(grey(3, 2), List.of(), "tiny"));
    Image sheet = SHEET.of(panels);
    assertThat(sheet.width()).isEqualTo(2 * 200 + 6);
    assertThat(sheet.height()).isEqualTo(2 * 120 + 6);
    // 200 x 100 below the caption; 50 x 100 in the middle; 12 x 8, four times its own.
    assertThat(at(sheet, 100, 110)).containsExactly(99, 99, 99);
    assertThat(at(sheet, 206 + 100, 70)).containsExactly(99, 99, 99);
    assertThat(at(sheet, 206 + 60, 70)).containsExactly(0, 0, 0);
    assertThat(at(sheet, 206 + 140, 70)).containsExactly(0, 0, 0);
    assertThat(at(sheet, 100, 126 + 70)).containsExactly(99, 99, 99);
    assertThat(at(sheet, 90, 126 + 70)).containsExactly(0, 0, 0);
  }

  @Test
  void boxesAreDrawnWhereTheyLieInTheScaledPicture() {
    Mark mark = new Mark(new Box(500, 250, 900, 450), 3, "");
    Image sheet = SHEET.of(List.of(new ContactSheet.Panel(grey(1000, 500), List.of(mark), "a")));
    int[] colour = BoxPainter.colour(3);
    assertThat(at(sheet, 100, 20 + 70)).containsExactly(colour);
    assertThat(at(sheet, 179, 20 + 70)).containsExactly(colour);
    assertThat(at(sheet, 140, 20 + 50)).containsExactly(colour);
    assertThat(at(sheet, 140, 20 + 70)).containsExactly(99, 99, 99);
  }
}
