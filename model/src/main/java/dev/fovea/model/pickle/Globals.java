package dev.fovea.model.pickle;

import dev.fovea.model.Excerpt;
import dev.fovea.model.pickle.PickleValue.Global;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The table of globals: all that a pickle may name. */
final class Globals {
  /** Named as arguments only. */
  private static final Set<String> TYPES =
      Set.of("numpy.ndarray", "torch.Tensor", "torch.nn.parameter.Parameter", "builtins.object");

  private final Map<String, Constructor> constructors = new HashMap<>();
  private final Map<String, Global> accepted = new HashMap<>();

  Globals(Limits limits) {
    constructors.putAll(new PlainConstructors(limits).byName());
    constructors.putAll(TorchConstructors.byName());
    constructors.putAll(NumpyConstructors.byName());
  }

  /** The global {@code name} of {@code module}, if it is known or may be skipped. */
  Global lookUp(String module, String name) throws MalformedPickleException {
    Global before = accepted.get(module + "." + name);
    return before == null ? accept(module, name) : before;
  }

  private Global accept(String module, String name) throws MalformedPickleException {
    String full = modern(module + "." + name);
    if (full.length() <= Limits.LONGEST_NAME && (isKnown(full) || SkippedClasses.contain(full))) {
      Global global = new Global(full);
      accepted.put(module + "." + name, global);
      return global;
    }
    throw new MalformedPickleException(
        ("its pickle names %s, which no file of weights needs; tensors, numbers, texts and"
                + " containers are read, nothing is run")
            .formatted(Excerpt.of(module + "." + name)));
  }

  private boolean isKnown(String full) {
    return constructors.containsKey(full)
        || TYPES.contains(full)
        || (full.startsWith("torch.") && StorageType.ofStorage(full).isPresent())
        || full.matches("torch\\.(b?float|u?int|complex|q?u?int|bool)[0-9a-z_]*");
  }

  /** What stands for the known global {@code name} when it is called. */
  Optional<Constructor> constructor(String name) {
    return Optional.ofNullable(constructors.get(name));
  }

  /** Names of Python 2 and of NumPy before and after its version 2 are one. */
  private static String modern(String name) {
    return name.replaceFirst("^__builtin__\\.", "builtins.")
        .replaceFirst("^copy_reg\\.", "copyreg.")
        .replaceFirst("^numpy\\._core\\.", "numpy.core.");
  }
}
