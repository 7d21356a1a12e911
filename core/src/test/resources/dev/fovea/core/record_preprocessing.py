"""Records what torchvision's transform makes of pictures given by a formula.

python record_preprocessing.py > preprocessing.txt
"""
import random

import torch
import torchvision
from torchvision.models.detection.transform import GeneralizedRCNNTransform

MEAN, DEVIATION = [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]
# width, height, short side, long side: enlarged, reduced, limited by the long side, kept, one pixel
CASES = [
    (640, 480, 800, 1333), (640, 512, 800, 1333), (1920, 1080, 800, 1333), (4000, 300, 800, 1333),
    (37, 53, 64, 100), (500, 375, 600, 1000), (1, 1, 5, 9), (333, 500, 320, 448),
    (320, 256, 256, 448), (3000, 2000, 333, 500),
]


def picture(width, height):
    x = torch.arange(width).view(1, width)
    y = torch.arange(height).view(height, 1)
    channels = [(x * 31 + y * 17 + c * 101 + x * y * 7) % 256 for c in range(3)]
    return torch.stack(channels).to(torch.uint8)


print(f"# torch {torch.__version__}, torchvision {torchvision.__version__}, record_preprocessing.py")
print("# size: width height short long -> resized width height, padded width height")
print("# at: column row -> red green blue")
random.seed(1)
for width, height, short, long in CASES:
    transform = GeneralizedRCNNTransform(short, long, MEAN, DEVIATION).eval()
    images, _ = transform([picture(width, height).float() / 255])
    (rows, columns), padded = images.image_sizes[0], images.tensors.shape
    print("size:", width, height, short, long, columns, rows, padded[3], padded[2])
    corners = [(0, 0), (columns - 1, 0), (0, rows - 1), (columns - 1, rows - 1)]
    others = [(random.randrange(columns), random.randrange(rows)) for _ in range(60)]
    for column, row in corners + others:
        print("at:", column, row, *(f"{v:.9g}" for v in images.tensors[0, :, row, column].tolist()))
