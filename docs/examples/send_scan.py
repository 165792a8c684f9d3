#!/usr/bin/env python3
"""Sends a scan to Larmor over Kafka, as a scanner would, with the classes that protoc makes and numpy.

    apt install protobuf-compiler python3-protobuf python3-kafka python3-numpy     # or: pip install protobuf kafka-python numpy
    mkdir -p out/python && protoc -I proto/src/main/proto --python_out=out/python larmor/v1/scan.proto larmor/v1/image.proto
    PYTHONPATH=out/python docs/examples/send_scan.py localhost:9092 --scan-id first-light

The scan is a disc with two holes seen by four coils: every second line, and 24 in the centre. Put your own lines in the place of scanned().
"""
import argparse
import secrets

import numpy as np
from kafka import KafkaProducer
from larmor.v1.scan_pb2 import (EncodedSpace, EncodingCounters, EncodingLimits, Limit, Readout, Readouts, ScanEnded, ScanRecord,
                                ScanStarted, Trajectory, UserParameter, Vector3)

SIZE, COILS, CENTRE_LINES, FIELD_MM = 128, 4, 24, 200.0
LONGEST_RECORD = (16 << 20) + (64 << 10)  # Topics.MAX_MESSAGE_BYTES
LINES_IN_A_RECORD = 16


def scanned():
    """k-space (coil, y, x), complex64, its centre at (SIZE / 2, SIZE / 2), with a little noise."""
    y, x = np.mgrid[-1:1:SIZE * 1j, -1:1:SIZE * 1j]
    picture = 1.0 * (x**2 + y**2 < .64) - .6 * ((x - .2)**2 + y**2 < .04) - .3 * ((x + .3)**2 + (y - .1)**2 < .02)
    corners = [(-1, -1), (-1, 1), (1, -1), (1, 1)]
    coils = np.stack([np.exp(-((x - a)**2 + (y - b)**2) / 2 + 1j * (a * x + b * y)) for a, b in corners])
    unitary = np.fft.fftshift(np.fft.fft2(np.fft.ifftshift(picture * coils, axes=(1, 2)), norm="ortho"), axes=(1, 2))
    noise = np.random.default_rng(1).standard_normal((2,) + unitary.shape)
    return (unitary + .005 * (noise[0] + 1j * noise[1])).astype(np.complex64)


def crc32c(data):
    """The checksum of a readout's samples (RFC 3720), bit by bit; google-crc32c is faster."""
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


def header(lines):
    space = EncodedSpace(columns=SIZE, rows=SIZE, partitions=1, field_of_view_mm=Vector3(x=FIELD_MM, y=FIELD_MM, z=5))
    limit = Limit(minimum=0, maximum=SIZE - 1, centre=SIZE // 2)
    return ScanStarted(protocol="send_scan.py", anatomy="", encoded=space, recon=space, limits=EncodingLimits(step0=limit, step1=limit),
                       coils=COILS, trajectory=Trajectory.TRAJECTORY_CARTESIAN, acceleration=2, expected_readouts=lines,
                       user_parameters=[UserParameter(name="larmor.method", value="sense")])


def readout(number, line, samples):
    data = samples.astype("<c8").tobytes()  # coil by coil
    return Readout(sequence=number, counters=EncodingCounters(step1=line), samples_per_coil=SIZE, centre_sample=SIZE // 2, coils=COILS,
                   read_direction=Vector3(x=1), phase_direction=Vector3(y=1), slice_direction=Vector3(z=1),
                   samples=data, crc32c=crc32c(data))


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("broker", help="HOST:PORT")
    options.add_argument("--prefix", default="larmor", help="what the topics' names begin with")
    options.add_argument("--scan-id", default="python-" + secrets.token_hex(4), help="name of the scan, never used before")
    chosen = options.parse_args()
    producer = KafkaProducer(bootstrap_servers=chosen.broker, acks="all", max_request_size=LONGEST_RECORD)
    sender = secrets.randbits(63) | 1

    def send(**event):
        record = ScanRecord(scan_id=chosen.scan_id, sender=sender, **event)
        producer.send(f"{chosen.prefix}.readouts", key=chosen.scan_id.encode(), value=record.SerializeToString()).get(timeout=30)

    kspace = scanned()
    centre = range((SIZE - CENTRE_LINES) // 2, (SIZE + CENTRE_LINES) // 2)
    lines = [line for line in range(SIZE) if line % 2 == 0 or line in centre]
    send(started=header(len(lines)))
    for begin in range(0, len(lines), LINES_IN_A_RECORD):
        some = enumerate(lines[begin:begin + LINES_IN_A_RECORD], begin)
        send(readouts=Readouts(readouts=[readout(number, line, kspace[:, line]) for number, line in some]))
    send(ended=ScanEnded(readouts=len(lines)))
    print(f"{chosen.scan_id}: {len(lines)} readouts sent")


if __name__ == "__main__":
    main()
