package dev.fovea.model.pickle;

import dev.fovea.model.pickle.PickleValue.Bytes;
import dev.fovea.model.pickle.PickleValue.Dict;
import dev.fovea.model.pickle.PickleValue.Global;
import dev.fovea.model.pickle.PickleValue.Inert;
import dev.fovea.model.pickle.PickleValue.Sequence;
import dev.fovea.model.pickle.PickleValue.Text;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Python's own containers and bytes. */
final class PlainConstructors {
  private static final Set<String> LATIN1 = Set.of("latin1", "latin-1", "iso-8859-1");

  private final Limits limits;

  PlainConstructors(Limits limits) {
    this.limits = limits;
  }

  Map<String, Constructor> byName() {
    Map<String, Constructor> byName = new HashMap<>();
    byName.put("collections.OrderedDict", this::dictionary);
    byName.put("builtins.dict", this::dictionary);
    for (String sequence : Set.of("list", "tuple", "set", "frozenset")) {
      byName.put("builtins." + sequence, PlainConstructors::sequence);
    }
    byName.put("builtins.bytes", this::bytes);
    byName.put("builtins.bytearray", this::bytes);
    byName.put("_codecs.encode", this::bytes);
    byName.put("builtins.getattr", PlainConstructors::attribute);
    byName.put("copyreg._reconstructor", PlainConstructors::skipped);
    return byName;
  }

  private PickleValue dictionary(Arguments arguments) throws MalformedPickleException {
    Dict dict = new Dict();
    if (arguments.values().isEmpty()) {
      return dict;
    }
    Sequence pairs = arguments.get(0, Sequence.class);
    limits.countValues(pairs.items().size());
    for (PickleValue pair : pairs.items()) {
      if (!(pair instanceof Sequence both) || both.items().size() != 2) {
        throw new MalformedPickleException("a dictionary is made from what are no pairs");
      }
      dict.put(both.items().getFirst(), both.items().getLast());
    }
    return dict;
  }

  /** The argument itself: nothing changes it afterwards. */
  private static PickleValue sequence(Arguments arguments) throws MalformedPickleException {
    return arguments.values().isEmpty()
        ? new Sequence(new ArrayList<>())
        : arguments.get(0, Sequence.class);
  }

  /** Protocol 2 has bytes as a text whose letters are the bytes. */
  private PickleValue bytes(Arguments arguments) throws MalformedPickleException {
    if (arguments.values().isEmpty()) {
      return new Bytes(MemorySegment.ofArray(new byte[0]));
    }
    if (arguments.get(0) instanceof Bytes bytes) {
      return bytes;
    }
    Text text = arguments.get(0, Text.class);
    if (text.charset().equals(StandardCharsets.ISO_8859_1)) {
      return new Bytes(text.bytes());
    }
    if (!LATIN1.contains(arguments.text(1).toLowerCase(Locale.ROOT))) {
      throw new MalformedPickleException(
          arguments.of() + " is called for another code than latin1");
    }
    limits.countEncoded(text.bytes().byteSize());
    return new Bytes(Latin1.encode(text.bytes()));
  }

  /** A method of a skipped class, which MMEngine's history of losses refers to. */
  private static PickleValue attribute(Arguments arguments) throws MalformedPickleException {
    if (arguments.get(0) instanceof Global type && SkippedClasses.contain(type.name())) {
      return new Inert(type.name());
    }
    if (arguments.get(0) instanceof Inert object) {
      return object;
    }
    throw new MalformedPickleException(
        "its pickle calls builtins.getattr on " + Containers.kind(arguments.get(0)));
  }

  /** Protocols 0 and 1 make objects by this function. */
  private static PickleValue skipped(Arguments arguments) throws MalformedPickleException {
    Global type = arguments.get(0, Global.class);
    if (SkippedClasses.contain(type.name())) {
      return new Inert(type.name());
    }
    throw new MalformedPickleException("its pickle constructs " + type.name());
  }
}
