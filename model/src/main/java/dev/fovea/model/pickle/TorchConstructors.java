package dev.fovea.model.pickle;

import dev.fovea.model.pickle.PickleValue.Dict;
import dev.fovea.model.pickle.PickleValue.Global;
import dev.fovea.model.pickle.PickleValue.Inert;
import dev.fovea.model.pickle.PickleValue.None;
import dev.fovea.model.pickle.PickleValue.Place;
import dev.fovea.model.pickle.PickleValue.Sequence;
import dev.fovea.model.pickle.PickleValue.Storage;
import dev.fovea.model.pickle.PickleValue.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tensors as {@code torch/_utils.py} and {@code torch/_tensor.py} (2.15) have them rebuilt. */
final class TorchConstructors {
  private static final int METADATA = 6;
  private static final int ELEMENT_TYPE = 6;

  private static final Map<String, Constructor> BY_NAME = table();

  private TorchConstructors() {}

  static Map<String, Constructor> byName() {
    return BY_NAME;
  }

  private static Map<String, Constructor> table() {
    Map<String, Constructor> byName = new HashMap<>();
    byName.put("torch._utils._rebuild_tensor", TorchConstructors::tensor);
    byName.put("torch._utils._rebuild_tensor_v2", TorchConstructors::tensorWithMetadata);
    byName.put("torch._utils._rebuild_tensor_v3", TorchConstructors::tensorOfUntyped);
    byName.put("torch._utils._rebuild_parameter", TorchConstructors::parameter);
    byName.put("torch._utils._rebuild_parameter_with_state", TorchConstructors::parameter);
    byName.put("torch._tensor._rebuild_from_type_v2", TorchConstructors::tensorWithAttributes);
    byName.put("torch.Size", arguments -> arguments.get(0, Sequence.class));
    byName.put("torch.device", arguments -> new Inert(arguments.of()));
    return byName;
  }

  /** Storage, offset, size, stride. */
  private static Tensor tensor(Arguments arguments) throws MalformedPickleException {
    Storage storage = arguments.get(0, Storage.class);
    return new Tensor(storage.type(), storage, place(arguments));
  }

  private static Place place(Arguments arguments) throws MalformedPickleException {
    return new Place(arguments.get(1), arguments.get(2), arguments.get(3));
  }

  private static PickleValue tensorWithMetadata(Arguments arguments)
      throws MalformedPickleException {
    if (arguments.values().size() > METADATA) {
      PickleValue metadata = arguments.get(METADATA);
      if (!(metadata instanceof None)
          && !(metadata instanceof Dict dict && dict.keys().isEmpty())) {
        throw new MalformedPickleException(
            "a tensor is a conjugated or negated view; save it after resolve_neg()");
      }
    }
    return tensor(arguments);
  }

  private static PickleValue tensorOfUntyped(Arguments arguments) throws MalformedPickleException {
    Storage storage = arguments.get(0, Storage.class);
    Global type = arguments.get(ELEMENT_TYPE, Global.class);
    StorageType element =
        StorageType.ofElement(type.name())
            .orElseThrow(
                () ->
                    new MalformedPickleException(
                        "a tensor is of " + type.name() + ", which is not read"));
    return new Tensor(element, storage, place(arguments));
  }

  private static PickleValue parameter(Arguments arguments) throws MalformedPickleException {
    return arguments.get(0, Tensor.class);
  }

  /** The function that rebuilds the tensor, its class, the function's arguments, attributes. */
  private static PickleValue tensorWithAttributes(Arguments arguments)
      throws MalformedPickleException {
    String rebuild = arguments.get(0, Global.class).name();
    List<PickleValue> inner = arguments.get(2, Sequence.class).items();
    Constructor constructor = BY_NAME.get(rebuild);
    if (constructor == null || rebuild.equals(arguments.of())) {
      throw new MalformedPickleException("a tensor is rebuilt by " + rebuild);
    }
    return constructor.call(new Arguments(rebuild, inner));
  }
}
