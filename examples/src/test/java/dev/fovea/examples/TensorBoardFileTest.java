package dev.fovea.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class TensorBoardFileTest {
  /**
   * The Python package tensorboard 2.21.0: {@code RecordWriter.write} of the serialised {@code
   * Event(wall_time=1500000000.25, file_version="brain.Event:2")} and of {@code
   * Event(wall_time=1500000000.25, step=300)} with {@code Summary.Value(tag="loss/box",
   * simple_value=0.625)}.
   */
  private static final String RECORDED =
      "1800000000000000a37f4b2209000010c00b5ad6411a0d627261696e2e4576656e743a32130a0322"
          + "1f00000000000000514b441809000010c00b5ad64110ac022a110a0f0a086c6f73732f626f78150000203f"
          + "218a2696";

  @Test
  void theBytesAreThoseThatTensorBoardItselfWrites() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TensorBoardFile file = new TensorBoardFile(out, () -> 1500000000.25)) {
      file.write(300, "loss/box", 0.625);
    }
    assertThat(HexFormat.of().formatHex(out.toByteArray())).isEqualTo(RECORDED);
  }
}
