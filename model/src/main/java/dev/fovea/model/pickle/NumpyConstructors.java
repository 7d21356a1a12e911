package dev.fovea.model.pickle;

import dev.fovea.model.pickle.PickleValue.Array;
import dev.fovea.model.pickle.PickleValue.Bool;
import dev.fovea.model.pickle.PickleValue.ElementKind;
import dev.fovea.model.pickle.PickleValue.Sequence;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Arrays and scalars as NumPy 1 and 2 pickle them. */
final class NumpyConstructors {
  private static final int STATE_FIELDS = 5;

  private NumpyConstructors() {}

  static Map<String, Constructor> byName() {
    Map<String, Constructor> byName = new HashMap<>();
    byName.put("numpy.core.multiarray._reconstruct", arguments -> new Array());
    byName.put("numpy.core.multiarray.scalar", NumpyConstructors::scalar);
    byName.put("numpy.core.numeric._frombuffer", NumpyConstructors::ofBuffer);
    byName.put("numpy.dtype", arguments -> new ElementKind(arguments.text(0)));
    return byName;
  }

  /** Element type, bytes. */
  private static PickleValue scalar(Arguments arguments) throws MalformedPickleException {
    ElementKind kind = arguments.get(0, ElementKind.class);
    return new Array(new NumpyState(new Sequence(List.of()), kind, false, arguments.get(1)));
  }

  /** Bytes, element type, shape, "C" or "F". */
  private static PickleValue ofBuffer(Arguments arguments) throws MalformedPickleException {
    ElementKind kind = arguments.get(1, ElementKind.class);
    boolean columnMajor = arguments.text(3).equals("F");
    return new Array(new NumpyState(arguments.get(2), kind, columnMajor, arguments.get(0)));
  }

  /** Version, shape, element type, whether column-major, bytes; version 0 has no number. */
  static NumpyState state(PickleValue state) throws MalformedPickleException {
    if (!(state instanceof Sequence fields) || fields.items().size() < STATE_FIELDS - 1) {
      throw new MalformedPickleException("an array's state is " + Containers.kind(state));
    }
    int first = fields.items().size() - STATE_FIELDS + 1;
    Arguments arguments = new Arguments("an array's state", fields.items());
    return new NumpyState(
        arguments.get(first),
        arguments.get(first + 1, ElementKind.class),
        arguments.get(first + 2, Bool.class).value(),
        arguments.get(first + 3));
  }
}
