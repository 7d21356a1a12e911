package dev.fovea.nn.settings;

import dev.fovea.core.FoveaException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * One setting, as the record tree declares it.
 *
 * @param name with its branch: {@code loss.gamma}
 * @param type of the value
 * @param about what it means
 */
record SettingKey(String name, Type type, String about) {
  /** All settings, in the order of the tree. */
  static final SequencedMap<String, SettingKey> ALL = all();

  /** The names of the branches. */
  static final List<String> BRANCHES =
      components(Settings.class)
          .filter(SettingKey::isBranch)
          .map(RecordComponent::getName)
          .toList();

  private static SequencedMap<String, SettingKey> all() {
    SequencedMap<String, SettingKey> keys = new LinkedHashMap<>();
    components(Settings.class)
        .forEach(
            component -> {
              if (isBranch(component)) {
                components(component.getType())
                    .map(leaf -> of(component.getName() + ".", leaf))
                    .forEach(key -> keys.put(key.name(), key));
              } else {
                keys.put(component.getName(), of("", component));
              }
            });
    return keys;
  }

  private static Stream<RecordComponent> components(Class<?> record) {
    return Arrays.stream(record.getRecordComponents());
  }

  private static boolean isBranch(RecordComponent component) {
    return component.getType().isRecord();
  }

  private static SettingKey of(String prefix, RecordComponent component) {
    String about = component.getAnnotation(About.class).value();
    return new SettingKey(prefix + component.getName(), component.getGenericType(), about);
  }

  /** The branch, or empty for a root setting. */
  String branch() {
    return name.contains(".") ? name.substring(0, name.indexOf('.')) : "";
  }

  /** All values of {@code settings} by name. */
  static SequencedMap<String, Object> values(Settings settings) {
    SequencedMap<String, Object> values = new LinkedHashMap<>();
    components(Settings.class)
        .forEach(
            component -> {
              Object value = value(component, settings);
              if (isBranch(component)) {
                components(component.getType())
                    .forEach(
                        leaf ->
                            values.put(
                                component.getName() + "." + leaf.getName(), value(leaf, value)));
              } else {
                values.put(component.getName(), value);
              }
            });
    return values;
  }

  /** The settings with {@code values}; throws what the records' constructors throw. */
  static Settings settings(Map<String, Object> values) {
    List<Object> arguments = new ArrayList<>();
    components(Settings.class)
        .forEach(
            component ->
                arguments.add(
                    isBranch(component)
                        ? branch(component.getName(), values)
                        : values.get(component.getName())));
    return (Settings) instance(Settings.class, arguments);
  }

  /** The record of the branch {@code name}; throws what its constructor throws. */
  static Object branch(String name, Map<String, Object> values) {
    Class<?> type =
        components(Settings.class)
            .filter(component -> component.getName().equals(name))
            .findFirst()
            .orElseThrow()
            .getType();
    List<Object> arguments =
        components(type).map(leaf -> values.get(name + "." + leaf.getName())).toList();
    return instance(type, arguments);
  }

  private static Object value(RecordComponent component, Object owner) {
    try {
      return component.getAccessor().invoke(owner);
    } catch (ReflectiveOperationException failure) {
      throw new FoveaException(FoveaException.Cause.BUG, "cannot read " + component, failure);
    }
  }

  private static Object instance(Class<?> type, List<Object> arguments) {
    Class<?>[] types = components(type).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      return constructor.newInstance(arguments.toArray());
    } catch (InvocationTargetException refused) {
      if (refused.getCause() instanceof RuntimeException reason) {
        throw reason;
      }
      throw new FoveaException(FoveaException.Cause.BUG, "cannot make " + type, refused);
    } catch (ReflectiveOperationException failure) {
      throw new FoveaException(FoveaException.Cause.BUG, "cannot make " + type, failure);
    }
  }
}
