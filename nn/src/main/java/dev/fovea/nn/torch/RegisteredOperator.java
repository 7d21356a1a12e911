package dev.fovea.nn.torch;

import java.util.Optional;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.OperatorHandleOptional;
import org.bytedeco.pytorch.OperatorName;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.Type;

/**
 * An operator that libtorch knows by name alone, without a function of its own: it is called by the
 * dispatcher, with its arguments in boxes. May be called from many threads at once.
 */
public final class RegisteredOperator {
  private final OperatorHandle handle;

  private RegisteredOperator(OperatorHandle handle) {
    this.handle = handle;
  }

  /**
   * The operator, where this build of libtorch has it.
   *
   * @param name as {@code mkldnn::_convolution_pointwise}
   * @param overload empty for the first of a name
   */
  public static Optional<RegisteredOperator> find(String name, String overload) {
    try (PointerScope scope = new PointerScope()) {
      OperatorHandleOptional found =
          Dispatcher.singleton().findSchema(new OperatorName(name, overload));
      return found.has_value()
          ? Optional.of(
              new RegisteredOperator(
                  new OperatorHandle(found.get()).<OperatorHandle>retainReference()))
          : Optional.empty();
    }
  }

  /** The operator's only result. */
  public IValue call(IValue... arguments) {
    IValueVector stack = new IValueVector(arguments);
    handle.callBoxed(stack);
    return new IValue(stack.get(0));
  }

  /** The operator's only result, a tensor. */
  public Tensor tensor(IValue... arguments) {
    // A copy of the handle: what toTensor gives ends with its box.
    return new Tensor(call(arguments).toTensor());
  }

  /** A list for the argument at {@code place}, which says of what type it is. */
  public IValue list(int place, IValue... values) {
    Type type = handle.schema().arguments().getPointer(place).type().get();
    GenericList list = new GenericList(type.containedType(0));
    for (IValue value : values) {
      list.push_back(value);
    }
    return new IValue(list);
  }

  /** A list of whole numbers for the argument at {@code place}. */
  public IValue list(int place, long... values) {
    return list(place, LongStream.of(values).mapToObj(IValue::new).toArray(IValue[]::new));
  }
}
