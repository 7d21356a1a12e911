"""Random RetinaNets that other libraries run, as like trained ones as random weights can be.

Each maker gives a Peer: the model, how it detects on a picture (RGB bytes), the ids of its channels. `prepare` gives it
weights: batch norm is calibrated on pictures, every level of the pyramid and every layer of the heads has a standard deviation of 1, logits
of 1.5, deltas of 0.6, and some hundred scores of a picture pass the threshold of 0.05.
"""
import copy
import dataclasses
import math
import sys
import types
import typing

import numpy as np
import torch

CANDIDATES = 300  # of a photograph of 640 x 480
BRANCH = 0.15  # the last norm of each residual block: with 1 a random network doubles its rounding errors every few blocks


@dataclasses.dataclass
class Peer:
    model: torch.nn.Module
    detect: typing.Callable  # RGB bytes [H, W, 3] -> list of (channel, score, [x1, y1, x2, y2])
    ids: list  # of the channels
    body: torch.nn.Module  # the backbone without the pyramid
    last_norm: str  # how the names of the last norms of the residual blocks end
    layers: list  # convolutions of the pyramid and the towers, in the order in which they are run
    logits: torch.nn.Module
    deltas: torch.nn.Module
    resized: typing.Callable = None  # sets the sides that pictures are resized to, where they are


def coco_ids():
    from torchvision.models._meta import _COCO_CATEGORIES
    return [i for i, name in enumerate(_COCO_CATEGORIES) if name not in ("N/A", "__background__")]


def initialise(model, last_norm):
    for name, module in model.named_modules():
        if isinstance(module, torch.nn.Conv2d):
            torch.nn.init.kaiming_normal_(module.weight, mode="fan_in")
            if module.bias is not None:
                torch.nn.init.normal_(module.bias, std=0.05)
        elif isinstance(module, (torch.nn.BatchNorm2d, torch.nn.GroupNorm)):
            torch.nn.init.normal_(module.weight, BRANCH if name.endswith(last_norm) else 1.0, 0.05)
            torch.nn.init.normal_(module.bias, 0.0, 0.05)


def outputs(module, run):
    seen = []
    handle = module.register_forward_hook(lambda _m, _i, out: seen.append(out.detach().clone()))
    run()
    handle.remove()
    return seen


def prepare(peer, pictures):
    """Random weights, calibrated on pictures."""
    run = Run(peer.detect, pictures)
    initialise(peer.model, peer.last_norm)
    if peer.resized:
        peer.resized(320, 533)  # a sixth of the pixels: a minute less
    calibrate(peer, run, CANDIDATES // 4 if peer.resized else CANDIDATES)
    if peer.resized:
        peer.resized(800, 1333)
    return peer


def calibrate(peer, run, candidates):
    """run passes the pictures through the whole model, in evaluation mode but for batch norm at first."""
    norms = [m for m in peer.body.modules() if isinstance(m, torch.nn.BatchNorm2d)]
    peer.model.eval()
    for norm in norms:
        norm.train()
        norm.momentum = None  # the mean over all pictures
        norm.reset_running_stats()
    run()
    for norm in norms:
        norm.eval()
        norm.momentum = 0.1
    for layer, deviation in [(layer, 1.0) for layer in peer.layers] + [(peer.logits, 1.5), (peer.deltas, 0.6)]:
        layer.weight *= deviation / flat(layer, run).std()
    for layer in (peer.logits, peer.deltas):  # the spread is over places, not over channels
        channels = torch.cat([out.transpose(0, 1).flatten(1) for out in outputs(layer, run)], 1)
        layer.bias -= channels.mean(1)
    peer.logits.bias += math.log(0.05 / 0.95) - torch.topk(flat(peer.logits, run), candidates * len(run.pictures)).values[-1]
    print(f"  logits: deviation {flat(peer.logits, run).std():.2f}, deltas: {flat(peer.deltas, run).std():.2f}")


def flat(layer, run):
    return torch.cat([out.flatten() for out in outputs(layer, run)])


class Run:
    def __init__(self, detect, pictures):
        self.detect, self.pictures = detect, pictures

    def __call__(self):
        for picture in self.pictures:
            self.detect(picture)


def listed(boxes, scores, labels):
    return [(int(c), float(s), [float(x) for x in b]) for b, s, c in zip(boxes, scores, labels)]


def torchvision_peer(version):
    from torchvision.models import detection
    maker = detection.retinanet_resnet50_fpn if version == 1 else detection.retinanet_resnet50_fpn_v2
    model = maker(weights=None, weights_backbone=None, num_classes=91)

    def detect(picture):
        found = model([torch.from_numpy(picture).permute(2, 0, 1).float() / 255])[0]
        return listed(found["boxes"], found["scores"], found["labels"])

    def resized(short, long):
        model.transform.min_size, model.transform.max_size = (short,), long

    fpn, head = model.backbone.fpn, model.head
    layers = [block[0] for block in [*fpn.inner_blocks, *fpn.layer_blocks]] + [fpn.extra_blocks.p6, fpn.extra_blocks.p7]
    layers += [m for part in (head.classification_head, head.regression_head)
               for m in part.conv.modules() if isinstance(m, torch.nn.Conv2d)]
    return Peer(model, detect, list(range(91)), model.backbone.body, "bn3", layers, head.classification_head.cls_logits,
                head.regression_head.bbox_reg, resized)


def detectron2_peer(norm="BN", classes=80, width=256, depth=4):
    """The zoo's network: STRIDE_IN_1X1, BGR less the mean. Batch norm is BN, so that it can be calibrated: what FrozenBN
    computes is the same."""
    from detectron2.config import get_cfg
    from detectron2.modeling import build_model
    cfg = get_cfg()
    cfg.merge_from_file(sys.modules["detectron2"].__path__[0] + "/../configs/Base-RetinaNet.yaml", allow_unsafe=True)
    cfg.MODEL.DEVICE, cfg.MODEL.RESNETS.DEPTH, cfg.MODEL.RESNETS.NORM = "cpu", 50, norm
    cfg.MODEL.RETINANET.NUM_CLASSES, cfg.MODEL.FPN.OUT_CHANNELS, cfg.MODEL.RETINANET.NUM_CONVS = classes, width, depth
    model = build_model(cfg)

    def detect(picture):
        image = torch.from_numpy(np.ascontiguousarray(picture[:, :, ::-1])).permute(2, 0, 1).float()
        found = model([dict(image=image, height=picture.shape[0], width=picture.shape[1])])[0]["instances"]
        return listed(found.pred_boxes.tensor, found.scores, found.pred_classes)

    fpn, head = model.backbone, model.head
    layers = [getattr(fpn, f"fpn_{kind}{level}") for kind in ("lateral", "output") for level in (5, 4, 3)]
    layers += [fpn.top_block.p6, fpn.top_block.p7]
    layers += [m for part in (head.cls_subnet, head.bbox_subnet) for m in part if hasattr(m, "weight")]
    return Peer(model.eval(), detect, coco_ids(), fpn.bottom_up, "conv3.norm", layers, head.cls_score, head.bbox_pred)


class Absent(types.ModuleType):
    """Stands for mmcv's compiled operators, of which RetinaNet needs batched_nms alone."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (torch.nn.Module,), {})


def mmdetection_peer(classes=80, width=256, depth=4):
    """mmcv-lite has no compiled operators: batched_nms is torchvision's, which does the same for each class."""
    import torchvision
    ops = Absent("mmcv.ops")

    def batched_nms(boxes, scores, classes, settings, class_agnostic=False):
        keep = torchvision.ops.batched_nms(boxes, scores, classes, settings["iou_threshold"])
        return torch.cat([boxes[keep], scores[keep, None]], 1), keep

    ops.batched_nms = batched_nms
    for name in ("", ".nms", ".point_sample", ".roi_align", ".deform_conv", ".modulated_deform_conv", ".carafe",
                 ".multi_scale_deform_attn", ".merge_cells", ".points_in_boxes"):
        sys.modules["mmcv.ops" + name] = ops if not name else Absent("mmcv.ops" + name)
    from mmdet.utils import register_all_modules
    from mmdet.registry import MODELS
    from mmdet.structures import DetDataSample
    from mmengine.config import ConfigDict
    register_all_modules()
    config = ConfigDict(copy.deepcopy(MMDETECTION))
    config.neck.out_channels = config.bbox_head.in_channels = config.bbox_head.feat_channels = width
    config.bbox_head.num_classes, config.bbox_head.stacked_convs = classes, depth
    model = MODELS.build(config)

    def detect(picture):
        image = torch.from_numpy(np.ascontiguousarray(picture[:, :, ::-1])).permute(2, 0, 1)
        sample = DetDataSample(metainfo=dict(img_shape=picture.shape[:2], ori_shape=picture.shape[:2], scale_factor=(1.0, 1.0)))
        data = model.data_preprocessor(dict(inputs=[image], data_samples=[sample]), False)
        found = model.predict(data["inputs"], data["data_samples"])[0].pred_instances
        return listed(found.bboxes, found.scores, found.labels)

    head = model.bbox_head
    layers = [m.conv for m in [*model.neck.lateral_convs, *model.neck.fpn_convs, *head.cls_convs, *head.reg_convs]]
    return Peer(model.eval(), detect, coco_ids(), model.backbone, "bn3", layers, head.retina_cls, head.retina_reg)


# configs/_base_/models/retinanet_r50_fpn.py of MMDetection 3, as settings of a model
MMDETECTION = dict(
    type="RetinaNet",
    data_preprocessor=dict(type="DetDataPreprocessor", mean=[123.675, 116.28, 103.53], std=[58.395, 57.12, 57.375],
                           bgr_to_rgb=True, pad_size_divisor=32),
    backbone=dict(type="ResNet", depth=50, num_stages=4, out_indices=(0, 1, 2, 3), frozen_stages=1,
                  norm_cfg=dict(type="BN", requires_grad=True), norm_eval=True, style="pytorch"),
    neck=dict(type="FPN", in_channels=[256, 512, 1024, 2048], out_channels=256, start_level=1,
              add_extra_convs="on_input", num_outs=5),
    bbox_head=dict(
        type="RetinaHead", num_classes=80, in_channels=256, stacked_convs=4, feat_channels=256,
        anchor_generator=dict(type="AnchorGenerator", octave_base_scale=4, scales_per_octave=3, ratios=[0.5, 1.0, 2.0],
                              strides=[8, 16, 32, 64, 128]),
        bbox_coder=dict(type="DeltaXYWHBBoxCoder", target_means=[0.0] * 4, target_stds=[1.0] * 4),
        loss_cls=dict(type="FocalLoss", use_sigmoid=True, gamma=2.0, alpha=0.25, loss_weight=1.0),
        loss_bbox=dict(type="L1Loss", loss_weight=1.0)),
    test_cfg=dict(nms_pre=1000, min_bbox_size=0, score_thr=0.05, nms=dict(type="nms", iou_threshold=0.5), max_per_img=100))

MAKERS = {
    "torchvision-v1": lambda: torchvision_peer(1),
    "torchvision-v2": lambda: torchvision_peer(2),
    "detectron2": detectron2_peer,
    "mmdetection": mmdetection_peer,
}
