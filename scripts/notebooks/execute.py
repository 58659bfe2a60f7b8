"""Executes one notebook: `execute.py SOURCE TARGET`, in SOURCE's folder; TARGET is written even if a cell fails.

FRAGILITY_NOTEBOOK_LIMIT: seconds for all cells together; FRAGILITY_KEEP_GOING: go on after a cell that fails, or that takes
half of what is left of the limit, where it is stopped.

Prints one line of JSON: null, or the failure as {cell, name, message, detail}; `cell` is the code cell's number.
"""

import json
import os
import signal
import sys
import time

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError

# Far more than a cell, and than a kernel's start and last messages, take even on a busy machine, in s.
CELL_LIMIT = 900
KERNEL_LIMIT = 120
# What the client takes for the answer of a cell that it has stopped; its output is the kernel's.
STOPPED = {"ename": "Timeout", "evalue": "it was stopped", "traceback": []}


def main(source, target):
    notebook = nbformat.read(source, as_version=4)
    started = []
    kernels = []
    limit = float(os.environ.get("FRAGILITY_NOTEBOOK_LIMIT", "0"))
    keep_going = bool(os.environ.get("FRAGILITY_KEEP_GOING"))
    deadline = time.monotonic() + limit
    folder = os.path.dirname(os.path.abspath(source))
    client = NotebookClient(
        notebook,
        timeout=None if limit else CELL_LIMIT,
        timeout_func=(lambda cell: cell_limit(deadline, keep_going)) if limit else None,
        interrupt_on_timeout=keep_going,
        error_on_timeout=STOPPED,
        # A cell that cannot be stopped ends the notebook.
        raise_on_iopub_timeout=keep_going,
        allow_errors=keep_going,
        startup_timeout=KERNEL_LIMIT,
        iopub_timeout=KERNEL_LIMIT,
        resources={"metadata": {"path": folder}},
        on_notebook_start=lambda notebook: kernels.append(client.km.provisioner.process),
        on_cell_start=lambda cell, cell_index: started.append(cell_index),
    )
    failure = None
    try:
        client.execute()
    except CellExecutionError as error:
        failure = {"name": error.ename, "message": error.evalue, "detail": error_detail(notebook, started)}
    except CellTimeoutError:
        failure = {"name": "Timeout", "message": f"it ran for more than {int(limit or CELL_LIMIT)} s", "detail": []}
    except RuntimeError as error:  # DeadKernelError is one
        failure = {"name": "DeadKernel", "message": f"{error}{ending(kernels)}", "detail": []}
    if failure:
        failure["cell"] = code_cell_number(notebook, started)
    else:
        failure = first_error(notebook)
    write_atomically(notebook, target)
    print(json.dumps(failure))


def cell_limit(deadline, keep_going):
    """Seconds for the next cell: all that are left, or half of them where there are cells behind it to go on with."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise CellTimeoutError("no time is left")
    return max(1, int(left / 2 if keep_going else left))


def ending(kernels):
    """How the kernel's process ended: its exit code, or the signal that killed it."""
    code = kernels[0].poll() if kernels else None
    if code is None:
        return ""
    return f", exit code {code}" if code >= 0 else f", killed by {signal.Signals(-code).name}"


def first_error(notebook):
    """The first error among the outputs, if the execution went on after it."""
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for number, cell in enumerate(code, start=1):
        for output in cell.outputs:
            if output.output_type == "error":
                return {"name": output.ename, "message": output.evalue, "detail": [], "cell": number}
    return None


def error_detail(notebook, started):
    outputs = notebook.cells[started[-1]].outputs
    return [line for output in outputs if output.output_type == "error" for line in output.traceback[1:]]


def code_cell_number(notebook, started):
    last = started[-1] if started else -1
    return sum(cell.cell_type == "code" for cell in notebook.cells[: last + 1])


def write_atomically(notebook, target):
    os.makedirs(os.path.dirname(target), exist_ok=True)
    nbformat.write(notebook, target + ".tmp")
    os.replace(target + ".tmp", target)


if __name__ == "__main__":
    main(*sys.argv[1:])
