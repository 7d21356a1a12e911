package dev.fovea.model.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fovea.core.FoveaException;
import dev.fovea.model.TensorView;
import dev.fovea.model.pickle.PickleValue.Dict;
import dev.fovea.model.pickle.PickleValue.Sequence;
import dev.fovea.model.pickle.PickleValue.Text;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What wraps a state dict is taken away, and it is said. */
class CheckpointTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "types.pth             | ",
        "wrapped-model.pth     | the tensors are those under \"model\"; objects were skipped:"
            + " argparse.Namespace, torch.device",
        "wrapped-module.pth    | the prefix \"module.\" was taken from all names",
        "wrapped-lightning.pth | the tensors are those under \"state_dict\"; the prefix \"model.\""
            + " was taken from all names",
        "wrapped-both.pth      | the tensors are those under \"model\"; tensors elsewhere in the"
            + " file were left: \"ema\"",
        "wrapped-averaged.pth  | the tensors are those under \"model_ema\"; the prefix \"module.\""
            + " was taken from all names",
        "wrapped-nested.pth    | the tensors are those under \"trainer.net\"; the prefix"
            + " \"module.\" was taken from all names",
      })
  void saysWhatWasUnwrapped(String name, String notes) throws URISyntaxException {
    try (StateDict state = TorchFile.open(Corpus.file(name))) {
      assertThat(String.join("; ", state.notes())).isEqualTo(notes == null ? "" : notes);
    }
  }

  @Test
  void opensTheBranchThatIsNamed() throws URISyntaxException {
    Path both = Corpus.file("wrapped-both.pth");
    try (StateDict model = TorchFile.open(both);
        StateDict averaged = TorchFile.open(both, "ema")) {
      TensorView once = model.tensors().get("0.bias");
      TensorView twice = averaged.tensors().get("0.bias");
      for (int i = 0; i < once.elements(); i++) {
        assertThat(twice.toFloats()[i]).isEqualTo(2 * once.toFloats()[i]).isNotZero();
      }
    }
    assertThatThrownBy(() -> TorchFile.open(both, "student"))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("no \"student\"");
  }

  @Test
  void keepsWhatLiesBeside() throws URISyntaxException {
    try (StateDict state = TorchFile.open(Corpus.file("wrapped-mmengine.pth"))) {
      assertThat(state.extras().keySet()).containsExactly("meta", "message_hub");
      Dict meta = (Dict) state.extras().get("meta");
      Dict dataset = (Dict) meta.get("dataset_meta").orElseThrow();
      Sequence classes = (Sequence) dataset.get("CLASSES").orElseThrow();
      assertThat(classes.items())
          .map(name -> ((Text) name).value())
          .isEqualTo(List.of("cat", "dog"));
    }
  }

  @Test
  void sharedStoragesAreMappedOnce() throws URISyntaxException {
    try (StateDict state = TorchFile.open(Corpus.file("views.pth"))) {
      TensorView tied = state.tensors().get("tied");
      TensorView again = state.tensors().get("tied_again");
      assertThat(again.data().address()).isEqualTo(tied.data().address());
    }
  }

  @Test
  void isGoneWhenClosed() throws URISyntaxException {
    StateDict state = TorchFile.open(Corpus.file("types.pth"));
    TensorView tensor = state.tensors().get("float32");
    state.close();
    assertThatThrownBy(tensor::toFloats).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void saysWhatIsNoFile() {
    assertThatThrownBy(() -> TorchFile.open(folder.resolve("none.pth")))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("there is no file");
    assertThatThrownBy(() -> TorchFile.open(folder))
        .isInstanceOf(FoveaException.class)
        .hasMessageContaining("is a folder");
  }
}
