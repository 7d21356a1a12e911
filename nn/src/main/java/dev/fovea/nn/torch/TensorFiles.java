package dev.fovea.nn.torch;

import dev.fovea.core.FoveaException;
import dev.fovea.model.DType;
import dev.fovea.model.TensorView;
import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Consumer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/** Tensors as files hold them: float32, row-major {@code [out, in, k, k]}. */
public final class TensorFiles {
  private TensorFiles() {}

  /** Lends row-major views of the tensors to {@code use}; they are gone afterwards. */
  public static void lend(
      Map<String, Tensor> tensors, Consumer<SequencedMap<String, TensorView>> use) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard constant = new NoGradGuard()) {
      SequencedMap<String, Tensor> held = new LinkedHashMap<>();
      SequencedMap<String, TensorView> views = new LinkedHashMap<>();
      tensors.forEach(
          (name, tensor) -> {
            Tensor rowMajor = tensor.contiguous(MemoryFormat.Contiguous);
            held.put(name, rowMajor);
            List<Long> shape = Arrays.stream(Tensors.shape(tensor)).boxed().toList();
            views.put(name, new TensorView(DType.F32, shape, Tensors.memory(rowMajor)));
          });
      try {
        use.accept(views);
      } finally {
        Reference.reachabilityFence(held);
      }
    }
  }

  /**
   * Copies every stored tensor into the tensor of its name.
   *
   * @param file named in errors
   * @throws FoveaException where a tensor is missing, or has another type or shape
   */
  public static void copyInto(
      Map<String, Tensor> tensors, Map<String, TensorView> stored, String file) {
    tensors.forEach(
        (name, tensor) -> {
          TensorView view = stored.get(name);
          if (view == null) {
            throw FoveaException.data(
                "%s has no tensor %s; give the weights of the network that is set (model.backbone)"
                    .formatted(file, name));
          }
          copyInto(tensor, view, file + ": tensor " + name);
        });
  }

  private static void copyInto(Tensor tensor, TensorView view, String what) {
    long[] shape = view.shape().stream().mapToLong(Long::longValue).toArray();
    if (view.type() != DType.F32 || !Arrays.equals(shape, Tensors.shape(tensor))) {
      throw FoveaException.data(
          "%s is %s %s, but the architecture needs F32 %s"
              .formatted(what, view.type(), view.shape(), Arrays.toString(Tensors.shape(tensor))));
    }
    try (PointerScope scope = new PointerScope();
        NoGradGuard constant = new NoGradGuard()) {
      tensor.copy_(Tensors.over(view.data(), shape));
    }
  }
}
