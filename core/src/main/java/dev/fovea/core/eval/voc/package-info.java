/** Average precision as the PASCAL VOC challenges had it, beside COCO's. */
package dev.fovea.core.eval.voc;
