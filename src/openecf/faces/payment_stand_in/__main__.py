"""Run the stand-in without the rest of the house: `openecf payment-stand-in`, and beside a demonstration."""

import argparse
import os
from pathlib import Path

from openecf.foundation import clock

from . import running

if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--with-parent", action="store_true")
    chosen = parser.parse_args()
    clock.adopt()
    running.run(chosen.port, chosen.data, with_parent=chosen.with_parent, environ=os.environ)
