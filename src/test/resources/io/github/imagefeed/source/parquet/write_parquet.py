"""Writes Parquet files of images as Hugging Face's datasets does, and beside each what Pillow decodes.

Usage: write_parquet.py FOLDER [CIFAR_BATCH]. Needs pyarrow, numpy and Pillow. Each NAME.parquet comes with
NAME.rgb, pixels as N x C x H x W, and NAME.labels, a byte each. Without a batch, which has 3,073 bytes a record, few
small images are drawn: so the files beside this script were made.
"""

import io
import json
import sys

import numpy
import pyarrow
import pyarrow.parquet
from PIL import Image

NAMES = ["aeroplane", "car", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "lorry"]


def drawn(count, seed):
    y, x = numpy.mgrid[0:8, 0:12]
    waves = [
        [numpy.sin(x / (2 + i % 3) + c + seed) * numpy.cos(y / (1 + c) + i) for c in range(3)] for i in range(count)
    ]
    return (numpy.array(waves).transpose(0, 2, 3, 1) * 127 + 128).astype(numpy.uint8), numpy.arange(count) % 10


def cifar(batch, first, count):
    records = numpy.fromfile(batch, numpy.uint8).reshape(-1, 3073)[first : first + count]
    return records[:, 1:].reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1), records[:, 0]


def encode(image, kind):
    out = io.BytesIO()
    picture = Image.fromarray(numpy.ascontiguousarray(image))
    if kind == "JPEG":
        picture.save(out, "JPEG", quality=90, subsampling=0)
    else:
        picture.save(out, "PNG")
    return out.getvalue()


def write(path, images, labels, kind="PNG", column="image", label="label", text=False, named=True, plain=False,
          required=False, label_type=None, **options):
    encoded = [encode(image, kind) for image in images]
    if plain:
        cells = pyarrow.array(encoded, pyarrow.binary())
    else:
        rows = [{"bytes": one, "path": f"{i:04d}.{kind.lower()}"} for i, one in enumerate(encoded)]
        cells = pyarrow.array(rows, pyarrow.struct({"bytes": pyarrow.binary(), "path": pyarrow.string()}))
    values = [NAMES[one] for one in labels] if text else [int(one) for one in labels]
    numbers = pyarrow.array(values, pyarrow.string() if text else label_type or pyarrow.int64())
    others = pyarrow.array([[i, i + 1] for i in range(len(images))], pyarrow.list_(pyarrow.int32()))
    fields = [
        pyarrow.field("boxes", others.type),
        pyarrow.field(column, cells.type, nullable=not required),
        pyarrow.field(label, numbers.type, nullable=not required),
    ]
    features = {column: {"_type": "Image"}, label: {"names": NAMES, "_type": "ClassLabel"}}
    metadata = {"huggingface": json.dumps({"info": {"features": features}})} if named else None
    table = pyarrow.table([others, cells, numbers], schema=pyarrow.schema(fields, metadata=metadata))
    pyarrow.parquet.write_table(table, path + ".parquet", **options)
    pixels = [numpy.asarray(Image.open(io.BytesIO(one)).convert("RGB")).transpose(2, 0, 1) for one in encoded]
    numpy.array(pixels).tofile(path + ".rgb")
    numpy.asarray(labels).astype(numpy.uint8).tofile(path + ".labels")


def fixtures(folder):
    images, labels = drawn(20, 0)
    twice = numpy.concatenate([images[:3], images[:3]])  # so that a dictionary of images pays
    write(folder + "/train-00000-of-00002", images[:10], labels[:10], row_group_size=4, compression="snappy",
          use_content_defined_chunking=True, write_page_index=True)
    write(folder + "/train-00001-of-00002", twice, [1, 2, 3, 1, 2, 3], row_group_size=5, compression="zstd")
    write(folder + "/test-00000-of-00001", images[10:], labels[10:], kind="JPEG", row_group_size=6,
          compression="gzip", data_page_version="2.0", data_page_size=2000, write_batch_size=2)


def variants(folder, batch):
    number = 0
    for compression in ["none", "snappy", "gzip", "zstd", "lz4"]:
        for version in ["1.0", "2.0"]:
            for dictionary in [True, False]:
                for other in [
                    dict(row_group_size=100, column="img", label="labels", label_type=pyarrow.int32()),
                    dict(row_group_size=77, data_page_size=20000, write_batch_size=7, write_page_checksum=True,
                         plain=True, required=True, named=False, label="fine_label", label_type=pyarrow.int8()),
                    dict(kind="JPEG", text=True, named=False, write_statistics=False),
                ]:
                    images, labels = cifar(batch, number * 100, 250)
                    write(f"{folder}/{number:02d}", images, labels, compression=compression,
                          data_page_version=version, use_dictionary=dictionary, **other)
                    number += 1


if len(sys.argv) > 2:
    variants(sys.argv[1], sys.argv[2])
else:
    fixtures(sys.argv[1])
