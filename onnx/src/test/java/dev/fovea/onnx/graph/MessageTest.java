package dev.fovea.onnx.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Against the bytes in protobuf's description of its encoding. */
class MessageTest {
  @Test
  void aNumberIsAVarint() {
    assertThat(hex(new Message().number(1, 150))).isEqualTo("089601");
  }

  @Test
  void aNegativeNumberHasTenBytes() {
    assertThat(hex(new Message().number(1, -2))).isEqualTo("08feffffffffffffffff01");
  }

  @Test
  void aTextHasItsLengthBeforeIt() {
    assertThat(hex(new Message().text(2, "testing"))).isEqualTo("120774657374696e67");
  }

  @Test
  void aMessageLiesInAMessage() {
    assertThat(hex(new Message().message(3, new Message().number(1, 150)))).isEqualTo("1a03089601");
  }

  @Test
  void aRealNumberIsLittleEndian() {
    assertThat(hex(new Message().real(2, 1))).isEqualTo("150000803f");
  }

  @Test
  void repeatedNumbersHaveATagEach() {
    assertThat(hex(new Message().numbers(5, List.of(1L, 2L)))).isEqualTo("28012802");
  }

  private static String hex(Message message) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (ByteBuffer part : message.encoded()) {
      byte[] own = new byte[part.remaining()];
      part.get(own);
      bytes.writeBytes(own);
    }
    assertThat(message.size()).isEqualTo(bytes.size());
    return HexFormat.of().formatHex(bytes.toByteArray());
  }
}
