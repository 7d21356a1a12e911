package dev.fovea.model.pickle;

import dev.fovea.model.Excerpt;
import dev.fovea.model.pickle.PickleValue.Array;
import dev.fovea.model.pickle.PickleValue.Dict;
import dev.fovea.model.pickle.PickleValue.Sequence;
import dev.fovea.model.pickle.PickleValue.Tensor;
import dev.fovea.model.pickle.PickleValue.Text;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The state dicts in a checkpoint, and the choice among them. */
final class Branches {
  /** In this order; the averaged weights come last, because not every framework evaluates them. */
  private static final List<String> WRAPPERS =
      List.of(
          "state_dict",
          "model_state_dict",
          "model_state",
          "model",
          "net",
          "network",
          "module",
          "weights",
          "params",
          "blobs",
          "state_dict_ema",
          "model_ema",
          "ema_state_dict",
          "ema",
          "params_ema");

  private static final int DEEPEST = 3;
  private static final int MOST = 1000;

  private final Set<Dict> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<Branch> found = new ArrayList<>();

  private Branches() {}

  /** All state dicts of {@code root}, outer ones first. */
  static List<Branch> of(PickleValue root) throws MalformedPickleException {
    Branches branches = new Branches();
    if (root instanceof Dict dict) {
      branches.look("", "", dict, 0);
    }
    return branches.found;
  }

  private void look(String path, String key, Dict dict, int depth) throws MalformedPickleException {
    if (depth > DEEPEST || !seen.add(dict)) {
      return;
    }
    long tensors = dict.values().stream().filter(Branches::isTensor).count();
    boolean isNamed = dict.keys().stream().allMatch(Text.class::isInstance);
    if (tensors > 0 && isNamed) {
      found.add(new Branch(path, key, dict, tensors));
    }
    if (found.size() > MOST) {
      throw new MalformedPickleException("it has more than " + MOST + " dictionaries of tensors");
    }
    for (int i = 0; i < dict.keys().size(); i++) {
      if (dict.keys().get(i) instanceof Text text && dict.values().get(i) instanceof Dict inner) {
        String name = Arguments.shortText(text);
        look(path.isEmpty() ? name : path + "." + name, name, inner, depth + 1);
      }
    }
  }

  /** A scalar array is a number beside the tensors, such as the best AP. */
  static boolean isTensor(PickleValue value) {
    return value instanceof Tensor || (value instanceof Array array && !isScalar(array));
  }

  private static boolean isScalar(Array array) {
    return array
        .state()
        .map(state -> state.shape() instanceof Sequence shape && shape.items().isEmpty())
        .orElse(true);
  }

  /** The one that {@code path} names, or the one that holds the model by its name. */
  static Branch choose(List<Branch> branches, Optional<String> path)
      throws MalformedPickleException {
    if (path.isPresent()) {
      return branches.stream()
          .filter(branch -> branch.path().equals(path.get()))
          .findFirst()
          .orElseThrow(() -> none(path.get(), branches));
    }
    for (String wrapper : WRAPPERS) {
      for (Branch branch : branches) {
        if (branch.key().equals(wrapper)) {
          return branch;
        }
      }
    }
    if (!branches.isEmpty() && (branches.size() == 1 || branches.getFirst().path().isEmpty())) {
      return branches.getFirst();
    }
    throw none("", branches);
  }

  private static MalformedPickleException none(String path, List<Branch> branches) {
    String there =
        branches.isEmpty()
            ? "it holds no names with tensors: save model.state_dict(), not the module"
            : "it holds several models: " + paths(branches) + "; name one";
    String wanted = path.isEmpty() ? "" : "it has no \"" + Excerpt.of(path) + "\": ";
    return new MalformedPickleException(wanted + there);
  }

  /** For a message. */
  static String paths(List<Branch> branches) {
    List<String> paths =
        branches.stream().limit(5).map(branch -> '"' + branch.path() + '"').toList();
    return Excerpt.of(String.join(", ", paths)) + (branches.size() > 5 ? " …" : "");
  }
}
