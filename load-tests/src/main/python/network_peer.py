"""The network in Python's PyTorch, for org.larmor.load.peer.NetworkPeer: `network_peer.py MODEL.yaml NETWORK.pt FLOAT32.pt THREADS`.

NETWORK.pt is the shipped file (bfloat16 inside). Writes the same weights as a float32 trace to FLOAT32.pt, says "ready", and then answers
each line "FILE BATCH SIZE TIMES" with the seconds of every evaluation.
"""
import sys
import time

import torch
import yaml
from larmor_training.export import trace
from larmor_training.network import KNOWN, Denoiser


def float32(config, shipped):
    """The network with the shipped weights, as a module of its own."""
    net = Denoiser(**yaml.safe_load(open(config))["network"])
    weights = torch.jit.load(shipped).state_dict()
    net.load_state_dict({name.removeprefix("net."): value for name, value in weights.items()})
    return net


def main():
    config, shipped, single, threads = sys.argv[1:]
    torch.set_num_threads(int(threads))
    trace(float32(config, shipped), single, half=False)
    modules = {name: torch.jit.load(name).eval() for name in (shipped, single)}
    print("ready", torch.__version__, flush=True)
    for line in sys.stdin:
        name, batch, size, times = line.split()
        batch, size = int(batch), int(size)
        inputs = torch.zeros(batch, 2, size, size), torch.full((batch,), 0.1), torch.zeros(batch, len(KNOWN), size, size)
        seconds = []
        with torch.inference_mode():
            for _ in range(int(times)):
                start = time.perf_counter()
                modules[name](*inputs)
                seconds.append(time.perf_counter() - start)
        print(*seconds, flush=True)


if __name__ == "__main__":
    main()
