#!/usr/bin/env python3
"""Reads Larmor's pictures from Kafka, with the classes that protoc makes and numpy.

    apt install protobuf-compiler python3-protobuf python3-kafka python3-numpy     # or: pip install protobuf kafka-python numpy
    mkdir -p out/python && protoc -I proto/src/main/proto --python_out=out/python larmor/v1/scan.proto larmor/v1/image.proto
    PYTHONPATH=out/python docs/examples/read_pictures.py localhost:9092 --from-beginning --save out/pictures

One line a picture as it comes; with --save the last picture of each image and its standard deviation as .npy files, float32, rows x columns.
"""
import argparse
from pathlib import Path

import numpy as np
from kafka import KafkaConsumer
from larmor.v1.image_pb2 import Image, PixelEncoding, Stage

LONGEST_RECORD = (16 << 20) + (64 << 10)  # Topics.MAX_MESSAGE_BYTES


def pixels(image, data):
    """Bytes of a picture as an array, rows x columns; None where there are none."""
    if image.encoding != PixelEncoding.PIXEL_ENCODING_FLOAT32_LE:
        raise ValueError(f"{image.scan_id}: pixel encoding {image.encoding} is not known")
    return np.frombuffer(data, "<f4").reshape(image.rows, image.columns) if data else None


def describe(image):
    """One line about a picture."""
    where = image.index
    magnitude = pixels(image, image.magnitude)
    deviation = pixels(image, image.standard_deviation)
    line = (f"{image.scan_id} repetition {where.repetition} contrast {where.contrast} phase {where.phase} slice {where.slice}: "
            f"{Stage.Name(image.stage)[len('STAGE_'):].lower()}, revision {image.revision}{' (last)' if image.last else ''}, "
            f"{100 * image.kspace_share:.0f} % of k-space, {image.columns} x {image.rows}, mean {magnitude.mean():.4g}")
    if deviation is not None:
        line += f", mean deviation {deviation.mean():.4g}, predicted NRMSE {image.predicted_nrmse:.3f}"
    return line


def save(image, folder):
    where = image.index
    name = f"{image.scan_id}-r{where.repetition}-c{where.contrast}-p{where.phase}-s{where.slice}"
    np.save(folder / f"{name}.npy", pixels(image, image.magnitude))
    deviation = pixels(image, image.standard_deviation)
    if deviation is not None:
        np.save(folder / f"{name}.deviation.npy", deviation)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("broker", help="HOST:PORT")
    options.add_argument("--prefix", default="larmor", help="what the topics' names begin with")
    options.add_argument("--from-beginning", action="store_true", help="what the topics hold already as well")
    options.add_argument("--save", type=Path, metavar="DIR", help="folder for the last pictures")
    options.add_argument("--seconds", type=float, default=float("inf"), help="ends when nothing came for so long")
    chosen = options.parse_args()
    if chosen.save:
        chosen.save.mkdir(parents=True, exist_ok=True)
    consumer = KafkaConsumer(
        f"{chosen.prefix}.previews", f"{chosen.prefix}.images",
        bootstrap_servers=chosen.broker,
        auto_offset_reset="earliest" if chosen.from_beginning else "latest",
        max_partition_fetch_bytes=LONGEST_RECORD,
        consumer_timeout_ms=1000 * chosen.seconds)
    for record in consumer:
        if record.key.startswith(b"\0"):  # the end of a transaction, which kafka-python before 2.1 hands out too
            continue
        image = Image.FromString(record.value)
        print(describe(image), flush=True)
        if chosen.save and image.last:
            save(image, chosen.save)


if __name__ == "__main__":
    main()
