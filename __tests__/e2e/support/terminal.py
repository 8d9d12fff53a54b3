"""Runs a command at a terminal of its own: what comes on standard input is typed, what it shows goes to standard output."""

import os
import pty
import select
import sys


def main() -> int:
    pid, terminal = pty.fork()
    if pid == 0:
        os.execvp(sys.argv[1], sys.argv[1:])
    typed_from = [0]
    while True:
        ready, _, _ = select.select([terminal, *typed_from], [], [])
        if terminal in ready:
            try:
                shown = os.read(terminal, 65536)
            except OSError:  # Linux says so when the last process has closed the terminal.
                break
            if not shown:
                break
            os.write(1, shown)
        if 0 in ready:
            typed = os.read(0, 1024)
            if typed:
                os.write(terminal, typed)
            else:
                typed_from = []
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


sys.exit(main())
