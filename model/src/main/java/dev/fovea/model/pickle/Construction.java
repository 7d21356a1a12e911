package dev.fovea.model.pickle;

import dev.fovea.model.pickle.PickleValue.Array;
import dev.fovea.model.pickle.PickleValue.Dict;
import dev.fovea.model.pickle.PickleValue.ElementKind;
import dev.fovea.model.pickle.PickleValue.Global;
import dev.fovea.model.pickle.PickleValue.Inert;
import dev.fovea.model.pickle.PickleValue.Sequence;
import dev.fovea.model.pickle.PickleValue.Tensor;
import dev.fovea.model.pickle.PickleValue.Text;
import java.util.List;

/**
 * The operations that would construct objects: known ones become plain data, others are skipped.
 */
final class Construction {
  private final Globals globals;

  Construction(Globals globals) {
    this.globals = globals;
  }

  PickleValue global(String module, String name) throws MalformedPickleException {
    return globals.lookUp(module, name);
  }

  /** The global whose module and name were pushed. */
  PickleValue global(List<PickleValue> moduleAndName) throws MalformedPickleException {
    Arguments arguments = new Arguments("STACK_GLOBAL", moduleAndName);
    return globals.lookUp(arguments.text(0), arguments.text(1));
  }

  /** The first of {@code values} called with the others. */
  PickleValue call(List<PickleValue> values) throws MalformedPickleException {
    PickleValue callee = new Arguments("OBJ", values).get(0);
    return call(callee, new Sequence(values.subList(1, values.size())));
  }

  /** Class, arguments and named arguments, which only skipped objects have. */
  PickleValue callWithNames(List<PickleValue> values) throws MalformedPickleException {
    boolean named = !(values.getLast() instanceof Dict names && names.keys().isEmpty());
    if (named && values.getFirst() instanceof Global type && SkippedClasses.contain(type.name())) {
      return new Inert(type.name());
    }
    if (named) {
      throw new MalformedPickleException("its pickle calls something with named arguments");
    }
    return call(values.get(0), values.get(1));
  }

  PickleValue call(PickleValue callee, PickleValue arguments) throws MalformedPickleException {
    if (callee instanceof Inert method) {
      return method; // such as a method of a skipped object
    }
    if (!(callee instanceof Global global)) {
      throw new MalformedPickleException("its pickle calls " + Containers.kind(callee));
    }
    if (!(arguments instanceof Sequence sequence)) {
      throw new MalformedPickleException(
          "its pickle calls %s with %s".formatted(global.name(), Containers.kind(arguments)));
    }
    Constructor constructor = globals.constructor(global.name()).orElse(null);
    if (constructor != null) {
      return constructor.call(new Arguments(global.name(), sequence.items()));
    }
    if (SkippedClasses.contain(global.name())) {
      return new Inert(global.name());
    }
    throw new MalformedPickleException("its pickle calls " + global.name());
  }

  /** Sets an object's state, where it has one that matters. */
  void build(PickleValue target, PickleValue state) throws MalformedPickleException {
    switch (target) {
      case Array array -> array.set(NumpyConstructors.state(state));
      case ElementKind kind -> kind.order(order(state));
      // OrderedDict's _metadata, attributes of tensors and of skipped objects
      case Dict dict -> {}
      case Tensor tensor -> {}
      case Inert inert -> {}
      default ->
          throw new MalformedPickleException(
              "its pickle sets the state of " + Containers.kind(target));
    }
  }

  private static String order(PickleValue state) throws MalformedPickleException {
    if (state instanceof Sequence fields
        && fields.items().size() > 1
        && fields.items().get(1) instanceof Text order) {
      return Arguments.shortText(order);
    }
    throw new MalformedPickleException("an element type's state has no byte order");
  }
}
