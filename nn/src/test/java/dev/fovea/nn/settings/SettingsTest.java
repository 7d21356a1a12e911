package dev.fovea.nn.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fovea.core.FoveaException;
import dev.fovea.core.loss.ClassWiseFocalLoss;
import dev.fovea.core.loss.CompleteIou;
import dev.fovea.core.loss.DistanceIou;
import dev.fovea.core.loss.EffectiveNumber;
import dev.fovea.core.loss.FocalStar;
import dev.fovea.core.loss.GeneralizedIou;
import dev.fovea.core.loss.Hinge;
import dev.fovea.core.loss.SmoothL1;
import dev.fovea.core.loss.sample.AllAnchors;
import dev.fovea.core.loss.sample.HardExampleMining;
import dev.fovea.core.loss.sample.HardNegativeMining;
import dev.fovea.core.tile.Tiling;
import dev.fovea.model.Architecture.Norm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SettingsTest {
  @TempDir Path folder;

  @Test
  void theNamesOfSettingsArePinned() {
    assertThat(SettingKey.ALL.sequencedKeySet())
        .containsExactly(
            ("like data.train data.validation data.ignoreClasses data.classes data.unreadable"
                    + " input.shortSide input.longSide input.augmentation input.verticalFlip input.fit"
                    + " input.mean input.deviation model.backbone model.weights model.weightsPart"
                    + " model.norm"
                    + " model.normEpsilon model.freeze model.p6 model.width model.headDepth"
                    + " model.headNorm anchors.sizes anchors.scales anchors.ratios anchors.stride"
                    + " anchors.centre anchors.rounding anchors.order matching.foreground"
                    + " matching.background matching.lowQuality matching.ignoreOverlap"
                    + " loss.classification loss.gamma loss.alpha loss.effectiveBeta"
                    + " loss.effectiveMean loss.classCounts loss.shift loss.margin loss.prior"
                    + " loss.sampler loss.samplerSize loss.samplerNms"
                    + " loss.box loss.beta loss.normalizer train.steps train.epochs"
                    + " train.minutes train.batch train.accumulate train.optimizer train.rate"
                    + " train.scaleRate train.backboneRate train.momentum train.weightDecay"
                    + " train.warmup train.schedule train.milestones train.decay train.clip"
                    + " train.precision train.seed train.threads train.ahead train.evaluateEvery"
                    + " train.checkpointEvery train.patience train.lens"
                    + " detect.scoreThreshold detect.topK"
                    + " detect.nms detect.maxDetections detect.clip detect.deltaLimit"
                    + " detect.precision detect.tile detect.overlap")
                .split(" "));
  }

  @Test
  void theDefaultsArePinned() {
    assertThat(Settings.load(Optional.empty(), List.of()).toYaml())
        .isEqualTo(Settings.defaults().toYaml())
        .isEqualTo(
            """
            like: fovea
            data:
              train: none
              validation: none
              ignoreClasses: []
              classes: []
              unreadable: refuse
            input:
              shortSide: 512
              longSide: 853
              augmentation: practical
              verticalFlip: false
              fit: within
              mean: [0.485, 0.456, 0.406]
              deviation: [0.229, 0.224, 0.225]
            model:
              backbone: resnet18
              weights: none
              weightsPart: all
              norm: batch
              normEpsilon: 0.00001
              freeze: 0
              p6: p5
              width: 256
              headDepth: 4
              headNorm: none
            anchors:
              sizes: [32, 64, 128, 256, 512]
              scales: [1, 1.2599210498948732, 1.5874010519681994]
              ratios: [0.5, 1, 2]
              stride: power
              centre: corner
              rounding: exact
              order: ratio
            matching:
              foreground: 0.5
              background: 0.4
              lowQuality: anchorBest
              ignoreOverlap: 0.5
            loss:
              classification: focal
              gamma: 2
              alpha: 0.25
              effectiveBeta: 0.999
              effectiveMean: 0.25
              classCounts: []
              shift: 1
              margin: 0.5
              prior: 0.01
              sampler: all
              samplerSize: 128
              samplerNms: 0.7
              box: l1
              beta: 0.11
              normalizer: image
            train:
              steps: none
              epochs: none
              minutes: none
              batch: 8
              accumulate: 1
              optimizer: sgd
              rate: 0.01
              scaleRate: true
              backboneRate: 1
              momentum: 0.9
              weightDecay: 0.0001
              warmup: 100
              schedule: step
              milestones: [0.7, 0.9]
              decay: 0.1
              clip: 10
              precision: auto
              seed: 0
              threads: 0
              ahead: 2
              evaluateEvery: 500
              checkpointEvery: 100
              patience: 0
              lens: true
            detect:
              scoreThreshold: 0.05
              topK: 1000
              nms: 0.5
              maxDetections: 100
              clip: before
              deltaLimit: above
              precision: auto
              tile: none
              overlap: none
            """);
  }

  @ParameterizedTest
  @EnumSource
  void whatWasWrittenReadsBackAsAnEqualRecord(Like like) {
    Settings settings =
        Settings.defaults(like)
            .with(
                "data.train='b: #'",
                "data.classes=['yes', '1', \"line\\nbreak\", 'Grüße, \"x\"']",
                "train.rate=1.2345678901234567e-9",
                "train.minutes=2.5",
                "train.seed=-9007199254740993",
                "loss.alpha=none",
                "model.weights='none.safetensors'");
    assertThat(Settings.ofYaml(settings.toYaml())).isEqualTo(settings);
    assertThat(Settings.ofYaml(settings.describe())).isEqualTo(settings);
  }

  @Test
  void likeChangesTheDefaultsOfAllBranches() {
    Settings torchvision = load("like=torchvision");
    assertThat(torchvision.toAnchors())
        .isEqualTo(dev.fovea.core.anchor.AnchorSettings.torchvision());
    assertThat(torchvision.toPostProcessing())
        .isEqualTo(dev.fovea.core.detect.PostProcessing.torchvision());
    assertThat(torchvision.toMatching())
        .isEqualTo(dev.fovea.core.anchor.MatchingSettings.torchvision());
    Settings detectron2 = load("like=detectron2");
    assertThat(detectron2.toAnchors()).isEqualTo(dev.fovea.core.anchor.AnchorSettings.detectron2());
    assertThat(detectron2.toPostProcessing())
        .isEqualTo(dev.fovea.core.detect.PostProcessing.detectron2());
    Settings paper = load("like=paper");
    assertThat(paper.toAnchors()).isEqualTo(dev.fovea.core.anchor.AnchorSettings.paper());
    assertThat(paper.toMatching()).isEqualTo(dev.fovea.core.anchor.MatchingSettings.paper());
    assertThat(paper.toPostProcessing()).isEqualTo(dev.fovea.core.detect.PostProcessing.paper());
    assertThat(paper.loss().box()).isEqualTo(LossBranch.BoxLoss.SMOOTH_L1);
  }

  @Test
  void likeIsOverriddenByWhateverIsSetAndTheLastLikeHolds() throws IOException {
    Path file = write("anchors: {order: size}\nlike: paper\n");
    Settings settings = Settings.load(Optional.of(file), List.of("like=torchvision"));
    assertThat(settings.like()).isEqualTo(Like.TORCHVISION);
    assertThat(settings.detect().maxDetections()).isEqualTo(300);
    assertThat(settings.anchors().order())
        .isEqualTo(dev.fovea.core.anchor.AnchorSettings.Order.SIZE_MAJOR);
  }

  @Test
  void aLaterSourcePrevails() throws IOException {
    Path file = write("train:\n  batch: 4\n  rate: 1e-3\n");
    Settings settings = Settings.load(Optional.of(file), List.of("train.batch=2"));
    assertThat(settings.train().batch()).isEqualTo(2);
    assertThat(settings.train().rate()).isEqualTo(0.001);
  }

  @Test
  void allProblemsAreToldAtOnceEachWithItsPlace() throws IOException {
    Path file =
        write(
            """
            like: torchvison
            loss:
              gama: 2
              prior: 1.5
            train:
              batch: many
              schedule: linear
            """);
    assertThatThrownBy(() -> Settings.load(Optional.of(file), List.of("detect.nms=-1")))
        .isInstanceOf(FoveaException.class)
        .hasMessage(
            """
            6 settings cannot be used:
              like is torchvison (%1$s:1); accepted: fovea, torchvision, detectron2, paper
              loss.gama (%1$s:3) is not a setting; did you mean loss.gamma?
              loss.prior is 1.5 (%1$s:4); accepted: between 0 and 1, or none
              train.batch is many (%1$s:6); accepted: a whole number
              train.schedule is linear (%1$s:7); accepted: step, cosine, constant
              detect.nms is -1 (--set); accepted: 0 to 1\
            """
                .formatted(file));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "gamma=1                 | did you mean loss.gamma?",
        "loss.Gamma=1            | did you mean loss.gamma?",
        "trian.batch=1           | did you mean train.batch?",
        "bacth=1                 | did you mean train.batch?",
        "train.colour=1          | train has train.steps, train.epochs",
        "nothing.whatever=1      | the branches are data, input",
        "train=7                 | it is a branch",
        "loss.gamma              | is not key=value",
        "loss.gamma=             | accepted: a number",
        "loss.gamma=.nan         | '.nan'",
        "loss.gamma=NaN          | accepted: a number",
        "loss.gamma=1e999        | accepted: a number",
        "loss.gamma=[1]          | accepted: a number",
        "train.batch=1.5         | accepted: a whole number",
        "train.batch=3000000000  | accepted: a whole number",
        "train.scaleRate=maybe   | accepted: true or false",
        "train.milestones=[.9,.7] | ascending",
        "anchors.sizes=[32]      | five sizes",
        "anchors.ratios=[0]      | 0.01 to 100",
        "model.backbone=vgg16    | one of resnet18",
        "loss.classification=poly | accepted: focal, crossEntropy, focalStar, hinge",
        "input={shortSide: {a: 1}} | input.shortSide.a",
      })
  void aWrongOverrideIsAnswered(String override, String answer) {
    assertThatThrownBy(() -> load(override))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining(answer);
  }

  @Test
  void settingsAreCheckedAgainstOneAnotherOnlyWhenAllAreKnown() {
    assertThat(load("matching.foreground=0.3", "matching.background=0.2").matching().foreground())
        .isEqualTo(0.3);
    assertThatThrownBy(() -> load("matching.foreground=0.3"))
        .hasMessage(
            "matching.background is 0.4, above matching.foreground 0.3; accepted: at most that");
    assertThatThrownBy(() -> load("input.longSide=100"))
        .hasMessageContaining("less than input.shortSide 512");
  }

  @Test
  void stepsReplaceTheEpochsOfAnEarlierSource() throws IOException {
    Path file = write("train: {epochs: 12}\n");
    TrainBranch train = Settings.load(Optional.of(file), List.of("train.steps=7")).train();
    assertThat(train.epochs()).isEmpty();
    assertThat(train.plannedSteps(100)).isEqualTo(OptionalInt.of(7));
    assertThatThrownBy(() -> load("train.steps=7", "train.epochs=2"))
        .hasMessageContaining("train.steps and train.epochs are both set");
  }

  @Test
  void plannedStepsComeFromStepsOrEpochsOrTheData() {
    assertThat(load("train.epochs=1.5").train().plannedSteps(100)).isEqualTo(OptionalInt.of(19));
    assertThat(load("train.minutes=5").train().plannedSteps(100)).isEmpty();
    assertThat(load().train().plannedSteps(100)).isEqualTo(OptionalInt.of(1000));
    assertThat(load().train().plannedSteps(8000)).isEqualTo(OptionalInt.of(30_000));
  }

  @Test
  void theRateIsForABatchOfSixteen() {
    assertThat(load("train.batch=8", "train.accumulate=4").train().baseRate()).isEqualTo(0.02);
    assertThat(load("train.batch=8", "train.scaleRate=false").train().baseRate()).isEqualTo(0.01);
  }

  @Test
  void everyLossIsMadeOfItsOwnSettings() {
    assertThat(load("loss.classification=focalStar", "loss.gamma=4", "loss.shift=0").loss())
        .extracting(LossBranch::toClassification)
        .isEqualTo(new FocalStar(4, 0));
    assertThat(load("loss.classification=hinge", "loss.margin=0.7").loss().toClassification())
        .isEqualTo(new Hinge(0.7));
    assertThat(load("loss.box=giou").loss().toBox()).isEqualTo(new GeneralizedIou());
    assertThat(load("loss.box=diou").loss().toBox()).isEqualTo(new DistanceIou());
    assertThat(load("loss.box=ciou").loss().toBox()).isEqualTo(new CompleteIou());
    assertThat(load("loss.box=smoothL1", "loss.beta=0.5").loss().toBox())
        .isEqualTo(new SmoothL1(0.5));
  }

  @Test
  void everySamplerIsMadeOfItsOwnSettings() {
    assertThat(load().loss().toSampler()).isEqualTo(new AllAnchors());
    assertThat(load("loss.sampler=ohem", "loss.samplerSize=256").loss().toSampler())
        .isEqualTo(new HardExampleMining(256, 0.7));
    assertThat(load("loss.sampler=ohem1to3", "loss.samplerNms=0.5").loss().toSampler())
        .isEqualTo(new HardNegativeMining(0.5));
    assertThatThrownBy(() -> load("loss.sampler=ssd"))
        .hasMessageContaining("accepted: all, ohem, ohem1to3");
  }

  @Test
  void settingsThatALossDoesNotTakeAreRefused() {
    assertThatThrownBy(() -> load("loss.classification=hinge", "loss.alpha=0.25"))
        .hasMessageContaining("loss.alpha is for focal and crossEntropy alone");
    assertThatThrownBy(() -> load("loss.classification=focalStar", "loss.gamma=0"))
        .hasMessageContaining("focalStar needs at least 0.001");
  }

  @Test
  void alphaIsANumberAListOrFollowsFromTheCounts() {
    for (String list : List.of("[0.1, 0.3]", "0.1,0.3")) {
      LossBranch loss = load("loss.alpha=" + list).loss();
      assertThat(loss.toClassification()).isEqualTo(new ClassWiseFocalLoss(2, List.of(0.1, 0.3)));
      assertThat(loss.meanAlpha().orElseThrow()).isCloseTo(0.2, within(1e-15));
    }
    Settings counted = load("loss.alpha=effectiveNumber", "loss.classCounts=[900, 20]");
    assertThat(counted.loss().toClassification())
        .isEqualTo(
            new ClassWiseFocalLoss(
                2, new EffectiveNumber(0.999, 0.25).alphas(new long[] {900, 20})));
    assertThat(Settings.ofYaml(counted.toYaml())).isEqualTo(counted);
    assertThat(load("loss.alpha=[0.5]").loss().toClassification())
        .isEqualTo(new ClassWiseFocalLoss(2, List.of(0.5)));
    LossBranch balanced =
        load("loss.classification=crossEntropy", "loss.alpha=effectiveNumber").loss();
    assertThat(balanced.meanAlpha()).hasValue(0.5);
    assertThatThrownBy(balanced::toClassification)
        .hasMessageContaining("loss.classCounts is empty");
    for (String wrong : List.of("[0.2, 1]", "effective", "0.2,x", "{a: 1}")) {
      assertThatThrownBy(() -> load("loss.alpha=" + wrong)).isInstanceOf(FoveaException.class);
    }
  }

  @Test
  void withoutAPriorEveryAnchorStartsUndecided() {
    assertThat(load("loss.prior=none").loss().priorProbability()).isEqualTo(0.5);
    assertThat(load("loss.prior=none").toYaml()).contains("prior: none");
    assertThat(load().loss().priorProbability()).isEqualTo(0.01);
  }

  @Test
  void crossEntropyHasNoAlphaUnlessOneIsAskedFor() {
    assertThat(load("loss.classification=crossEntropy").loss().alpha()).isEmpty();
    assertThat(load("loss.classification=crossEntropy", "loss.alpha=0.75").loss().alpha())
        .contains(new Alpha.Same(0.75));
  }

  @Test
  void adamwAndPretrainedWeightsHaveDefaultsOfTheirOwn() {
    assertThat(load("train.optimizer=adamw").train().rate()).isEqualTo(1e-4);
    assertThat(load("train.optimizer=adamw", "train.rate=0.002").train().rate()).isEqualTo(0.002);
    assertThat(load("model.weights=r.safetensors").model().norm()).isEqualTo(Norm.FROZEN);
    assertThat(load("model.weights=r.safetensors", "model.norm=batch").model().norm())
        .isEqualTo(Norm.BATCH);
  }

  @Test
  void listsAreTakenFromTheCommandLine() {
    assertThat(load("anchors.sizes=16,32,64,128,256").anchors().sizes())
        .containsExactly(16.0, 32.0, 64.0, 128.0, 256.0);
    assertThat(load("anchors.scales=1").anchors().scales()).containsExactly(1.0);
    assertThat(load("data.ignoreClasses=DontCare").data().ignoreClasses())
        .containsExactly("DontCare");
    assertThat(load("data.classes=[1, b]").data().classes()).containsExactly("1", "b");
  }

  @Test
  void filesThatAreNoSettingsSaySo() throws IOException {
    assertThatThrownBy(() -> Settings.load(Optional.of(folder.resolve("no.yaml")), List.of()))
        .hasMessageContaining("there is no settings file");
    assertThatThrownBy(() -> Settings.load(Optional.of(write("- a\n- b\n")), List.of()))
        .hasMessageContaining("is not a settings file");
    assertThatThrownBy(() -> Settings.load(Optional.of(write("like: fovea\na: [1\n")), List.of()))
        .hasMessageContaining("is not YAML");
    assertThatThrownBy(
            () -> Settings.load(Optional.of(write("like: fovea\nlike: paper\n")), List.of()))
        .hasMessageContaining("settings.yaml:2")
        .hasMessageContaining("like");
    Path binary = Files.write(folder.resolve("b.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertThatThrownBy(() -> Settings.load(Optional.of(binary), List.of()))
        .hasMessageContaining("is not a settings file");
  }

  @Test
  void whatContradictsTheSettingsOfARunIsNamedWithItsPlace() throws IOException {
    Settings run = load("loss.gamma=1", "train.steps=75", "input.shortSide=320");
    Optional<Path> file =
        Optional.of(write("loss:\n  gamma: 2\ntrain:\n  steps: 1200\ninput:\n  shortSide: 512\n"));
    assertThat(run.contradictions(Optional.empty(), List.of("loss.gamma=1"))).isEmpty();
    assertThat(run.contradictions(file, List.of("loss.gamma=1")))
        .containsExactly("input.shortSide (" + file.get() + ":6)");
    assertThat(run.contradictions(Optional.empty(), List.of("train.steps=80", "train.seed=3")))
        .containsExactly("train.steps (--set)", "train.seed (--set)");
  }

  @Test
  void emptyFilesAndEmptyBranchesSetNothing() throws IOException {
    assertThat(Settings.load(Optional.of(write("")), List.of())).isEqualTo(Settings.defaults());
    assertThat(Settings.load(Optional.of(write("# nothing\ntrain:\n")), List.of()))
        .isEqualTo(Settings.defaults());
  }

  @Test
  void everySettingSaysWhatItMeans() {
    assertThat(Settings.defaults().describe().lines().filter(line -> !line.endsWith(":")))
        .hasSize(SettingKey.ALL.size())
        .allMatch(line -> line.contains(" # "));
  }

  @Test
  void tilesOverlapByAQuarterUnlessToldOtherwise() {
    assertThat(load().detect().toTiling()).isEmpty();
    assertThat(load("detect.tile=512").detect().toTiling()).contains(new Tiling(512, 128));
    assertThat(load("detect.tile=512", "detect.overlap=0").detect().toTiling())
        .contains(new Tiling(512, 0));
    assertThatThrownBy(() -> load("detect.tile=512", "detect.overlap=512"))
        .hasMessage("detect.overlap is 512, detect.tile 512; accepted: less than the tile");
  }

  @Test
  void namedSettingsAloneReadBackOverOthers() {
    Settings settings = load("anchors.sizes=[8, 16, 32, 64, 128]", "anchors.ratios=0.4");
    String[] keys = {"anchors.sizes", "anchors.ratios"};
    assertThat(settings.toYaml(keys))
        .isEqualTo("anchors:\n  sizes: [8, 16, 32, 64, 128]\n  ratios: [0.4]\n");
    String[] overrides = settings.toOverrides(keys).toArray(String[]::new);
    assertThat(load(overrides)).isEqualTo(settings);
  }

  private static Settings load(String... overrides) {
    return Settings.load(Optional.empty(), List.of(overrides));
  }

  private Path write(String yaml) throws IOException {
    return Files.writeString(folder.resolve("settings.yaml"), yaml);
  }

  @Test
  void efficientNetHasItsOwnEpsilonUnlessOneIsGiven() {
    String lite = "model.backbone=efficientnet_lite0";
    assertThat(load(lite).model().normEpsilon()).isEqualTo(1e-3);
    assertThat(load(lite, "model.normEpsilon=0.00001").model().normEpsilon()).isEqualTo(1e-5);
    assertThatThrownBy(() -> load(lite, "model.norm=group"))
        .hasMessageContaining("efficientnet_lite0")
        .hasMessageContaining("frozen or batch");
  }
}
