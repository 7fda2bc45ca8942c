"""The average of several stages' weights: they started from the same weights, and what they learned differently evens out.

usage: python -m training.average OUT WEIGHT=STAGE_FOLDER WEIGHT=STAGE_FOLDER …
OUT gets ema.npz, and labels.json and data.json of the last folder named. The weights of a stage are used in proportion."""
import shutil
import sys
from pathlib import Path

import numpy as np


def main():
    """Reads the stages named on the command line and writes their average."""
    out, parts = Path(sys.argv[1]), [a.split("=", 1) for a in sys.argv[2:]]
    total = sum(float(w) for w, _ in parts)
    stages = [(float(w) / total, np.load(Path(folder) / "ema.npz")) for w, folder in parts]
    out.mkdir(parents=True, exist_ok=True)
    names = stages[0][1].files
    np.savez(out / "ema.npz", **{n: sum(w * z[n] for w, z in stages).astype(stages[0][1][n].dtype) for n in names})
    for name in ("labels.json", "data.json"):
        shutil.copy(Path(parts[-1][1]) / name, out / name)


if __name__ == "__main__":
    main()
