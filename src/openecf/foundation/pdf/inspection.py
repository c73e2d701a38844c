"""Inspecting a file in a child process that may take only so much time and memory."""

import json
import logging
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from .inspect import Finding
from .verdicts import Verdict

logger = logging.getLogger(__name__)
_SOURCE = Path(__file__).parents[3]  # where the package `openecf` lies


@dataclass(frozen=True)
class Limits:
    """What one inspection may take."""

    cpu_seconds: int = 10
    wall_seconds: float = 30
    memory_bytes: int = 512 * 1024 * 1024


LIMITS = Limits()


def inspect(path: Path, limits: Limits = LIMITS) -> Finding:
    """Return what an inspection found in the file; TOO_SLOW or CRASHED when it did not come to an end."""
    with open(path, "rb") as paper:
        try:
            done = subprocess.run(
                _command(limits),
                stdin=paper,
                capture_output=True,
                timeout=limits.wall_seconds,
                env=_environment(),
            )
        except subprocess.TimeoutExpired:
            return Finding(Verdict.TOO_SLOW)
    if done.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        return Finding(Verdict.TOO_SLOW)
    if done.returncode:
        logger.warning(
            "PDF inspection ended with %s: %s", done.returncode, done.stderr[-2000:].decode(errors="replace")
        )
        return Finding(Verdict.CRASHED)
    answer = json.loads(done.stdout)
    return Finding(Verdict(answer["verdict"]), answer["pages"])


def _command(limits: Limits) -> list[str]:
    options = ["-s", "-P", "-X", "utf8", "-m", f"{__package__}.inspect"]
    return [sys.executable, *options, str(limits.cpu_seconds), str(limits.memory_bytes)]


def _environment() -> dict[str, str]:
    """Nothing of the server's own: its environment holds secrets."""
    return {"PYTHONPATH": str(_SOURCE), "PATH": os.defpath}
