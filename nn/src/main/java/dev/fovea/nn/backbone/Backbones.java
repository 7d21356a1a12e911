package dev.fovea.nn.backbone;

import dev.fovea.core.FoveaException;
import dev.fovea.nn.layer.NormKind;
import dev.fovea.nn.layer.Weights;
import java.util.Map;
import java.util.TreeMap;

/** The backbones by name. */
public final class Backbones {
  /** Makes a backbone's tensors in {@code weights} under {@code prefix}. */
  @FunctionalInterface
  public interface Maker {
    /** The backbone with fresh weights; {@code epsilon} is that of its norms. */
    Backbone make(Weights weights, String prefix, NormKind norm, double epsilon);
  }

  private static final Map<String, Maker> KNOWN =
      new TreeMap<>(
          Map.of(
              "resnet18", resnet(ResNet.Depth.RESNET18),
              "resnet34", resnet(ResNet.Depth.RESNET34),
              "resnet50", resnet(ResNet.Depth.RESNET50),
              "resnet101", resnet(ResNet.Depth.RESNET101),
              "resnext50_32x4d", resnet(ResNet.Depth.RESNEXT50_32X4D),
              "msra_resnet50", resnet(ResNet.Depth.MSRA_RESNET50),
              "msra_resnet101", resnet(ResNet.Depth.MSRA_RESNET101),
              "efficientnet_lite0", EfficientNetLite::new));

  private Backbones() {}

  /** The maker of the named backbone; an unknown name answers with the known ones. */
  public static Maker named(String name) {
    Maker maker = KNOWN.get(name);
    if (maker == null) {
      throw FoveaException.user("backbone '" + name + "' is not one of " + KNOWN.keySet());
    }
    return maker;
  }

  private static Maker resnet(ResNet.Depth depth) {
    return (weights, prefix, norm, epsilon) -> new ResNet(depth, weights, prefix, norm, epsilon);
  }
}
