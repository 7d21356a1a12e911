package dev.fovea.model.pickle;

import dev.fovea.model.Excerpt;
import dev.fovea.model.pickle.PickleValue.Dict;
import dev.fovea.model.pickle.PickleValue.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one pickle of protocol 0 to 5 into plain data. Globals are names in a table ({@link
 * Globals}): none is imported, constructed or called, and one that is not known ends the reading.
 * Faithful to CPython's {@code pickle.py} (3.13) in what the operations mean.
 */
final class Unpickler {
  private static final int NEWEST_PROTOCOL = 5;

  private final PickleInput input;
  private final PersistentIds persistentIds;
  private final Limits limits;
  private final Literals literals;
  private final Construction construction;
  private final PickleStack stack;
  private final Map<Long, PickleValue> memo = new HashMap<>();

  Unpickler(PickleInput input, PersistentIds persistentIds, Limits limits) {
    this.input = input;
    this.persistentIds = persistentIds;
    this.limits = limits;
    this.literals = new Literals(input);
    this.construction = new Construction(new Globals(limits));
    this.stack = new PickleStack(limits);
  }

  /** The pickle's value; the input stands behind its end. */
  PickleValue load() throws MalformedPickleException {
    while (true) {
      limits.countOperation();
      int opcode = input.uint8();
      if (opcode == Opcode.STOP) {
        return stack.pop();
      }
      step(opcode);
    }
  }

  private void step(int opcode) throws MalformedPickleException {
    switch (opcode) {
      case Opcode.PROTO -> requireKnown(input.uint8());
      case Opcode.FRAME -> input.int64(); // the frame's length: a hint for reading ahead
      case Opcode.MARK -> stack.mark();
      case Opcode.POP -> stack.discard();
      case Opcode.POP_MARK -> stack.popMark();
      case Opcode.DUP -> stack.push(stack.peek());
      case Opcode.PUT -> memorize(number(input.line()));
      case Opcode.BINPUT -> memorize(input.uint8());
      case Opcode.LONG_BINPUT -> memorize(input.uint32());
      case Opcode.MEMOIZE -> memorize(memo.size());
      case Opcode.GET -> stack.push(remembered(number(input.line())));
      case Opcode.BINGET -> stack.push(remembered(input.uint8()));
      case Opcode.LONG_BINGET -> stack.push(remembered(input.uint32()));
      case Opcode.PERSID -> stack.push(persistentIds.resolve(PickleValue.Text.of(input.line())));
      case Opcode.BINPERSID -> stack.push(persistentIds.resolve(stack.pop()));
      default -> stepContainer(opcode);
    }
  }

  private void stepContainer(int opcode) throws MalformedPickleException {
    switch (opcode) {
      case Opcode.EMPTY_LIST, Opcode.EMPTY_TUPLE, Opcode.EMPTY_SET ->
          stack.push(new Sequence(new ArrayList<>()));
      case Opcode.LIST, Opcode.TUPLE, Opcode.FROZENSET -> stack.push(new Sequence(stack.popMark()));
      case Opcode.TUPLE1, Opcode.TUPLE2, Opcode.TUPLE3 ->
          stack.push(new Sequence(stack.pop(opcode - Opcode.TUPLE1 + 1)));
      case Opcode.EMPTY_DICT -> stack.push(new Dict());
      case Opcode.DICT -> stack.push(Containers.set(new Dict(), stack.popMark()));
      case Opcode.APPEND -> append(stack.pop(1));
      case Opcode.APPENDS, Opcode.ADDITEMS -> append(stack.popMark());
      case Opcode.SETITEM -> set(stack.pop(2));
      case Opcode.SETITEMS -> set(stack.popMark());
      default -> stepObject(opcode);
    }
  }

  private void append(List<PickleValue> items) throws MalformedPickleException {
    Containers.append(stack.peek(), items);
  }

  private void set(List<PickleValue> pairs) throws MalformedPickleException {
    Containers.set(stack.peek(), pairs);
  }

  private void stepObject(int opcode) throws MalformedPickleException {
    switch (opcode) {
      case Opcode.GLOBAL -> stack.push(construction.global(input.line(), input.line()));
      case Opcode.STACK_GLOBAL -> stack.push(construction.global(stack.pop(2)));
      case Opcode.REDUCE, Opcode.NEWOBJ -> {
        List<PickleValue> call = stack.pop(2);
        stack.push(construction.call(call.getFirst(), call.getLast()));
      }
      case Opcode.NEWOBJ_EX -> {
        List<PickleValue> call = stack.pop(3);
        stack.push(construction.callWithNames(call));
      }
      case Opcode.INST -> {
        PickleValue type = construction.global(input.line(), input.line());
        stack.push(construction.call(type, new Sequence(stack.popMark())));
      }
      case Opcode.OBJ -> stack.push(construction.call(stack.popMark()));
      case Opcode.BUILD -> {
        PickleValue state = stack.pop();
        construction.build(stack.peek(), state);
      }
      default -> stepLiteral(opcode);
    }
  }

  private void stepLiteral(int opcode) throws MalformedPickleException {
    stack.push(literals.read(opcode));
  }

  private void memorize(long key) throws MalformedPickleException {
    limits.countValues(memo.containsKey(key) ? 0 : 1);
    memo.put(key, stack.peek());
  }

  private PickleValue remembered(long key) throws MalformedPickleException {
    PickleValue value = memo.get(key);
    if (value == null) {
      throw new MalformedPickleException(
          "its pickle recalls value " + key + ", which it never kept");
    }
    return value;
  }

  private static long number(String line) throws MalformedPickleException {
    if (!line.matches("[0-9]{1,18}")) {
      throw new MalformedPickleException(Excerpt.of(line) + " is no place in the memo");
    }
    return Long.parseLong(line);
  }

  private static void requireKnown(int protocol) throws MalformedPickleException {
    if (protocol > NEWEST_PROTOCOL) {
      throw new MalformedPickleException(
          "its pickle has protocol %d, known are 0 to %d".formatted(protocol, NEWEST_PROTOCOL));
    }
  }
}
