package dev.fovea.model.recognise;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** One publisher's way of naming a network's tensors, with the conventions that go with it. */
public sealed interface Flavour permits DetectorFlavour, BackboneFlavour {
  /** What {@code --as} calls it. */
  String name();

  /** Whose it is, in a few words. */
  String about();

  /** Whether a file with tensors of these names and shapes is of this kind. */
  boolean recognises(Map<String, List<Long>> shapes);

  /** Fovea's name for the publisher's; nothing for a name that is not known. */
  Optional<String> rename(String tensor);

  /** Why a tensor is not needed; nothing where it is, or is not known. */
  default Optional<String> notNeeded(String tensor) {
    return tensor.endsWith(".num_batches_tracked")
        ? Optional.of("counters of batch norm")
        : Optional.empty();
  }

  /** The value of a tensor of Fovea's that the publisher leaves out of its files. */
  default OptionalDouble constant(String tensor) {
    return OptionalDouble.empty();
  }

  /** The backbone of this flavour that has the tensors of {@code torchvision}'s of that name. */
  default String backbone(String torchvision) {
    return torchvision;
  }

  /** The pixels that the weights expect. */
  Pixels pixels();

  /** What is added to the variance in batch norm. */
  double normEpsilon();
}
