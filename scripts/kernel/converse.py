"""For tests: starts the project's kernel, sends it batches of requests (JSON on standard input: a list of lists) and
prints what came back (the kernel runs in the folder that the first argument names, if there is one): for each request {status, count, messages, reply}, `messages` being its iopub messages.

A request is a cell's code, or {complete: code}, {inspect: code}, {history: n} with the cursor at the code's end. A batch
is sent at once, without waiting; the next one when all its replies are there, as a reader's clicks come.
"""

import json
import queue
import sys

from jupyter_client.manager import start_new_kernel

LIMIT = 60


def main(batches, folder=None):
    manager, client = start_new_kernel(kernel_name="tslab", cwd=folder)
    try:
        print(json.dumps([converse(client, batch) for batch in batches]))
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def converse(client, batch):
    cells = {send(client, request): {"messages": []} for request in batch}
    while not all("status" in cell for cell in cells.values()):
        reply = client.get_shell_msg(timeout=LIMIT)
        content = reply["content"]
        cell = cells.get(reply["parent_header"]["msg_id"])
        if cell is not None:
            cell |= {"status": content["status"], "count": content.get("execution_count"), "reply": content}
    collect(client, cells)
    return list(cells.values())


def send(client, request):
    if isinstance(request, str):
        return client.execute(request)
    if "complete" in request:
        return client.complete(request["complete"])
    if "inspect" in request:
        return client.inspect(request["inspect"])
    return client.history(hist_access_type="tail", n=request["history"])


def collect(client, cells):
    idle = 0
    while idle < len(cells):
        try:
            message = client.get_iopub_msg(timeout=LIMIT)
        except queue.Empty:
            return
        cell = cells.get(message["parent_header"].get("msg_id"))
        if cell is None:
            continue
        cell["messages"].append({"type": message["msg_type"], "content": message["content"]})
        idle += message["content"].get("execution_state") == "idle"


if __name__ == "__main__":
    main(json.load(sys.stdin), *sys.argv[1:])
