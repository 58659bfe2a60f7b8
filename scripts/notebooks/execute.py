"""Executes one notebook: `execute.py SOURCE TARGET`, in SOURCE's folder; TARGET is written even if a cell fails.

Prints one line of JSON: null, or the failure as {cell, name, message, detail}; `cell` is the code cell's number.
"""

import json
import os
import sys

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError

# Far more than a cell, and than a kernel's start and last messages, take even on a busy machine, in s.
CELL_LIMIT = 900
KERNEL_LIMIT = 120


def main(source, target):
    notebook = nbformat.read(source, as_version=4)
    started = []
    client = NotebookClient(
        notebook,
        timeout=CELL_LIMIT,
        startup_timeout=KERNEL_LIMIT,
        iopub_timeout=KERNEL_LIMIT,
        resources={"metadata": {"path": os.path.dirname(os.path.abspath(source))}},
        on_cell_start=lambda cell, cell_index: started.append(cell_index),
    )
    failure = None
    try:
        client.execute()
    except CellExecutionError as error:
        failure = {"name": error.ename, "message": error.evalue, "detail": error_detail(notebook, started)}
    except CellTimeoutError:
        failure = {"name": "Timeout", "message": f"the cell ran for more than {CELL_LIMIT} s", "detail": []}
    except RuntimeError as error:  # DeadKernelError is one
        failure = {"name": "DeadKernel", "message": str(error), "detail": []}
    if failure:
        failure["cell"] = code_cell_number(notebook, started)
    write_atomically(notebook, target)
    print(json.dumps(failure))


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
