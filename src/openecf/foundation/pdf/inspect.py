"""The child process: reads a file from standard input, prints what it found as one line of JSON.

python -m openecf.foundation.pdf.inspect CPU_SECONDS MEMORY_BYTES < paper.pdf
"""

import json
import os
import resource
import sys
from dataclasses import asdict, dataclass

from . import shape
from .verdicts import Verdict


@dataclass(frozen=True)
class Finding:
    """The verdict on a file, and its pages when it is clean."""

    verdict: Verdict
    pages: int = 0


def main() -> None:
    """Inspect standard input under limits that this process gives itself before it reads."""
    cpu_seconds, memory_bytes = (int(argument) for argument in sys.argv[1:])
    _limit(cpu_seconds, memory_bytes)
    with os.fdopen(0, "rb") as paper:
        finding = judge(paper.read())
    print(json.dumps(asdict(finding)), flush=True)
    os._exit(0)  # nothing here needs tidying up


def judge(file: bytes) -> Finding:
    """Judge a file's ends first: that costs nothing; then what lies between."""
    verdict = shape.verdict_on(file)
    if verdict is not Verdict.CLEAN:
        return Finding(verdict)
    from . import contents  # brings the PDF library, which takes most of the time

    _close_the_doors()
    return Finding(*contents.judge(file))


def _limit(cpu_seconds: int, memory_bytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))


def _close_the_doors() -> None:
    """From here on no file can be opened or written, no connection made."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


if __name__ == "__main__":
    main()
