"""Run a program that ends with its parent: ``python tether.py PARENT_PID PROGRAM ARG...``.

A parent killed with SIGKILL can't stop its children, so the kernel is asked to send them SIGTERM (Linux only; elsewhere the
program simply runs). This is a program of its own, since code between fork and exec in a process with threads may hang.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def main() -> None:
    """Ask for the signal, check that the parent is still there, become the program."""
    parent = int(sys.argv[1])
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # it ended before the request
            sys.exit(0)
    os.execv(sys.argv[2], sys.argv[2:])  # noqa: S606 - no shell is wanted


if __name__ == "__main__":
    main()
