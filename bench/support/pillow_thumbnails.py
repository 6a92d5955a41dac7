"""Pillow, as its documentation shows it: thumbnails of the files that standard input names, one after the other."""
import io
import sys

from PIL import Image, ImageOps

for file in sys.stdin.read().splitlines():
    with Image.open(file) as image:
        image.thumbnail((320, 320))
        ImageOps.exif_transpose(image).save(io.BytesIO(), "WEBP", quality=80, method=2)
