"""Reading the model file of docs/model-format.md, with numpy alone."""
import json
from pathlib import Path

import numpy as np

DTYPES = {"i8": np.int8, "f32": np.dtype("<f4"), "u8": np.uint8}


def read_file(path):
    """(header, name → float32 array with int8 spread out, vocabulary) of a model file."""
    raw = Path(path).read_bytes()
    if raw[:4] != b"DLM1":
        raise ValueError(f"{path}: not a DLM1 file")
    n = int.from_bytes(raw[4:8], "little")
    header = json.loads(raw[8:8 + n])
    base, arrays = -(-(8 + n) // 64) * 64, {}
    for t in header["tensors"]:
        count = int(np.prod(t["shape"]))
        arrays[t["name"]] = np.frombuffer(raw, DTYPES[t["dtype"]], count, base + t["offset"]).reshape(t["shape"])
    vocabulary = arrays.pop("vocab").tobytes().decode().rstrip("\n").split("\n")
    for t in header["tensors"]:
        if t["scale"]:
            arrays[t["name"]] = arrays[t["name"]].astype(np.float32) * arrays[t["scale"]][:, None]
    scales = {t["scale"] for t in header["tensors"]}
    return header, {k: v for k, v in arrays.items() if k not in scales}, vocabulary
