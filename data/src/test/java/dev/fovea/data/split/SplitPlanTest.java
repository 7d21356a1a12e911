package dev.fovea.data.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.ClassNames;
import dev.fovea.core.FoveaException;
import dev.fovea.core.box.Box;
import dev.fovea.data.Annotation;
import dev.fovea.data.Dataset;
import dev.fovea.data.LabelledImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SplitPlanTest {
  private static final ClassNames CLASSES =
      new ClassNames(List.of("common", "usual", "rare"), List.of(1L, 2L, 3L));
  private static final Shares SHARES = Shares.parse("train=0.7,val=0.2,test=0.1");
  private static final Grouping VIDEO = Grouping.parse("^([^_]+)_");

  static List<Long> seeds() {
    return LongStream.range(0, 40).boxed().toList();
  }

  /** Up to 400 images of up to 30 videos with up to {@code boxes} boxes each, classes 40:8:1. */
  private static Dataset random(long seed, int boxes) {
    SplittableRandom random = new SplittableRandom(seed);
    List<LabelledImage> images = new ArrayList<>();
    int videos = random.nextInt(10, 31);
    int count = random.nextInt(60, 401);
    for (int i = 0; i < count; i++) {
      String name = "v%d_%d.jpg".formatted(random.nextInt(videos), i);
      images.add(image(name, annotations(random, boxes)));
    }
    return new Dataset("made", CLASSES, images, List.of());
  }

  private static List<Annotation> annotations(SplittableRandom random, int most) {
    List<Annotation> annotations = new ArrayList<>();
    for (int b = most == 1 ? 1 : random.nextInt(most + 1); b > 0; b--) {
      int draw = random.nextInt(49);
      int index = draw < 40 ? 0 : draw < 48 ? 1 : 2;
      annotations.add(new Annotation(new Box(1, 2, 3, 4 + b), index, false));
    }
    return annotations;
  }

  private static LabelledImage image(String name, List<Annotation> annotations) {
    return new LabelledImage(1, Path.of("made", name), name, 64, 48, annotations);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void noImageIsLostOrDoubledAndNoGroupIsDivided(long seed) {
    Dataset all = random(seed, 6);
    Map<String, Dataset> parts = new SplitPlan(SHARES, VIDEO, seed).apply(all);
    List<LabelledImage> together = new ArrayList<>();
    Map<String, String> partOfVideo = new HashMap<>();
    parts.forEach(
        (part, dataset) -> {
          together.addAll(dataset.images());
          for (LabelledImage image : dataset.images()) {
            String video = image.name().substring(0, image.name().indexOf('_'));
            assertThat(partOfVideo.merge(video, part, (before, now) -> before))
                .as("seed %d, %s", seed, video)
                .isEqualTo(part);
          }
        });
    assertThat(together).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(all.images());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void noPartHasMoreThanItsShareByTheLargestGroup(long seed) {
    Dataset all = random(seed, 6);
    Map<String, Integer> sizes = new HashMap<>();
    all.images().forEach(image -> sizes.merge(VIDEO.groupOf(image), 1, Integer::sum));
    int largest = Collections.max(sizes.values());
    new SplitPlan(SHARES, VIDEO, seed)
        .apply(all)
        .forEach(
            (part, dataset) ->
                assertThat((double) dataset.images().size())
                    .as("seed %d, %s", seed, part)
                    .isLessThan(SHARES.parts().get(part) * all.images().size() + largest)
                    .isGreaterThan(SHARES.parts().get(part) * all.images().size() - 2 * largest));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void imagesThatAreFreeGiveEachPartItsShareExactly(long seed) {
    Dataset all = random(seed, 6);
    new SplitPlan(SHARES, Grouping.NONE, seed)
        .apply(all)
        .forEach(
            (part, dataset) ->
                assertThat((double) dataset.images().size())
                    .as("seed %d, %s", seed, part)
                    .isBetween(
                        SHARES.parts().get(part) * all.images().size() - 1,
                        SHARES.parts().get(part) * all.images().size() + 1));
  }

  /** One box an image: all but the commonest class can have its share to the box. */
  @ParameterizedTest
  @MethodSource("seeds")
  void rareClassesLandInAllPartsInProportion(long seed) {
    Dataset all = random(seed, 1);
    new SplitPlan(SHARES, Grouping.NONE, seed)
        .apply(all)
        .forEach(
            (part, dataset) -> {
              for (int k = 1; k < 3; k++) {
                double share = SHARES.parts().get(part) * all.boxCounts()[k];
                assertThat((double) dataset.boxCounts()[k])
                    .as("seed %d, class %d in %s", seed, k, part)
                    .isBetween(share - 1, share + 1);
              }
            });
  }

  @Test
  void theSameSeedGivesTheSamePartsWhateverOrderTheImagesHave() {
    Dataset all = random(3, 6);
    List<LabelledImage> turned = all.images().reversed();
    Dataset reversed = new Dataset("made", CLASSES, turned, List.of());
    for (Grouping grouping : List.of(Grouping.NONE, VIDEO)) {
      Set<LabelledImage> once = val(all, grouping, 5);
      assertThat(val(all, grouping, 5)).isEqualTo(once);
      assertThat(val(reversed, grouping, 5)).isEqualTo(once);
    }
    assertThat(val(all, Grouping.NONE, 6)).isNotEqualTo(val(all, Grouping.NONE, 5));
  }

  private static Set<LabelledImage> val(Dataset all, Grouping grouping, long seed) {
    return new HashSet<>(new SplitPlan(SHARES, grouping, seed).apply(all).get("val").images());
  }

  @Test
  void aFolderIsAGroup() {
    List<LabelledImage> images = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      images.add(image("patient" + i % 4 + "/" + i + ".png", List.of()));
    }
    Dataset all = new Dataset("made", CLASSES, images, List.of());
    Shares halves = Shares.parse("a=0.5,b=0.5");
    Map<String, Dataset> parts = new SplitPlan(halves, Grouping.FOLDER, 0).apply(all);
    Set<Path> folders = new HashSet<>();
    for (Dataset part : parts.values()) {
      assertThat(part.images()).hasSize(10);
      part.images().stream()
          .map(image -> image.file().getParent())
          .distinct()
          .forEach(folder -> assertThat(folders.add(folder)).isTrue());
    }
  }

  @Test
  void aPartWithoutImagesIsRefused() {
    Dataset all =
        new Dataset(
            "made",
            CLASSES,
            List.of(image("v1_1", List.of()), image("v1_2", List.of())),
            List.of());
    assertThatThrownBy(() -> new SplitPlan(Shares.parse("a=0.5,b=0.5"), VIDEO, 0).apply(all))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("the part b would have none of 2 images in 1 groups");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train=0.8",
        "a=0.5,b=0.6",
        "a=0.5,a=0.5",
        "a=0,b=1",
        "a,b",
        "a=x,b=1",
        "a b=.5,c=.5"
      })
  void sharesThatAreNoneAreRefused(String text) {
    assertThatThrownBy(() -> Shares.parse(text))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("train=0.8,val=0.2");
  }

  @Test
  void groupingsThatAreNoneAreRefused() {
    assertThatThrownBy(() -> Grouping.parse("("))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("no regular expression");
    assertThatThrownBy(() -> Grouping.parse("video"))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("no group in parentheses");
    assertThatThrownBy(() -> VIDEO.groupOf(image("alone.jpg", List.of())))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("alone.jpg");
  }

  @Test
  void aUnionHasEachPictureOnceUnderAnIdOfItsOwn() {
    LabelledImage a = image("a.jpg", List.of());
    LabelledImage b = image("b.jpg", List.of());
    Dataset train = new Dataset("d/train", CLASSES, List.of(a), List.of());
    Dataset all = new Dataset("d/all", CLASSES, List.of(a, b), List.of());
    Map<String, Dataset> splits = new LinkedHashMap<>();
    splits.put("train", train);
    splits.put("all", all);
    Dataset union = Union.of(splits);
    assertThat(union.images()).extracting(LabelledImage::name).containsExactly("a.jpg", "b.jpg");
    assertThat(union.images()).extracting(LabelledImage::id).containsExactly(1L, 2L);
  }
}
