"""Attacks the project's kernel: reads {cells, burst, lines, interrupts, reconnects, restarts, orphans, seed} (how often each) from standard
input, prints one line of JSON for each thing tried: {what, count, lost}.
"""

import json
import os
import queue
import random
import socket
import subprocess
import sys
import tempfile
import time

from jupyter_client.manager import KernelManager

# Far longer than anything here takes, in s.
LIMIT = 120
# The same for an answer of a kernel that runs nothing.
RETURN = 20

ENDLESS = [
    "while (true) {}",
    "while (true) console.log('again');",
    "while (true) await null;",
    "await null; while (true) {}",
    "for (let i = 0; ; i++) { console.log(i); await new Promise((go) => setTimeout(go, 5)); }",
    "await new Promise(() => {});",
    "setTimeout(() => { while (true) {} }, 10); await new Promise(() => {});",
    "for await (const x of (async function* () { for (;;) yield 1; })()) {}",
]


class Kernel:
    """One kernel and a client of it."""

    def __init__(self):
        self.manager = KernelManager(kernel_name="tslab")
        self.manager.start_kernel()
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=LIMIT)

    def expect_alive(self):
        code = self.manager.provisioner.process.poll()
        if code is not None:
            raise RuntimeError(f"the kernel died: exit code {code} (negative: of the signal)")

    def run(self, code, interrupt_after=None):
        """Runs a cell; `interrupt_after`: seconds after it began."""
        return self.collect([self.client.execute(code)], interrupt_after)[0]

    def run_all(self, codes):
        """Sends all cells at once."""
        return self.collect([self.client.execute(code) for code in codes])

    def collect(self, ids, interrupt_after=None):
        cells = {i: {"text": "", "displays": 0, "error": None, "idle": False, "status": None} for i in ids}
        deadline = time.monotonic() + LIMIT + len(ids)
        while time.monotonic() < deadline and not all(cell["idle"] for cell in cells.values()):
            try:
                message = self.client.get_iopub_msg(timeout=1)
            except queue.Empty:
                self.expect_alive()
                continue
            cell = cells.get(message["parent_header"].get("msg_id"))
            if cell is None:
                continue
            note(cell, message["msg_type"], message["content"])
            if interrupt_after is not None and message["content"].get("execution_state") == "busy":
                time.sleep(interrupt_after)
                self.manager.interrupt_kernel()
        self.take_replies(cells)
        return list(cells.values())

    def take_replies(self, cells):
        while any(cell["status"] is None for cell in cells.values()):
            try:
                reply = self.client.get_shell_msg(timeout=5)
            except queue.Empty:
                return
            cell = cells.get(reply["parent_header"]["msg_id"])
            if cell is not None:
                cell["status"] = reply["content"]["status"]

    def stop(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel()


def note(cell, kind, content):
    if kind == "stream":
        cell["text"] += content["text"]
    elif kind == "error":
        cell["error"] = content["ename"]
        cell["detail"] = content["traceback"]
    elif kind == "display_data":
        cell["displays"] += 1
    elif kind == "status" and content["execution_state"] == "idle":
        cell["idle"] = True


def report(what, count, lost):
    print(json.dumps({"what": what, "count": count, "lost": lost}), flush=True)


def answered(cell, text):
    return cell["idle"] and cell["status"] == "ok" and cell["text"] == text


def cells_one_by_one(kernel, n):
    lost = sum(not answered(kernel.run(f"1 + {i}"), f"{1 + i}\n") for i in range(n))
    report("cells run one after another in one kernel", n, lost)


def cells_at_once(kernel, n):
    answers = kernel.run_all([f"2 + {i}" for i in range(n)])
    lost = sum(not answered(cell, f"{2 + i}\n") for i, cell in enumerate(answers))
    report("cells sent at once", n, lost)


def burst(kernel, n):
    cell = kernel.run(f"for (let i = 0; i < {n}; i++) console.log(i);\nthrow new RangeError('after the burst');")
    lines = "".join(f"{i}\n" for i in range(n))
    ended = cell["idle"] and cell["status"] == "error" and cell["error"] == "RangeError"
    report("lines printed before an error, and the error", n + 1, (cell["text"] != lines) * n + (not ended))
    cell = kernel.run(f"import * as lab from 'tslab';\nfor (let i = 0; i < {n}; i++) lab.display.text(String(i));")
    report("displays in a loop", n, n - cell["displays"] + (not cell["idle"]))


def endless_output(kernel, n):
    """More than a cell shows: the end of the cell and its error arrive, and what is left out is counted."""
    before = memory(kernel)
    cell = kernel.run(f"for (let i = 0; i < {n}; i++) console.log('line', i);\nthrow new RangeError('at the end');")
    shown, _, rest = cell["text"].partition("\n[Left out: ")
    counted = shown.count("\n") + int(rest.split(" ")[0].replace(",", "") if rest else 0)
    report("lines printed in a loop, shown or counted", n, abs(n - counted))
    ended = cell["idle"] and cell["status"] == "error" and cell["error"] == "RangeError"
    grown = memory(kernel) - before
    report("their cell's error; less than 256 MB of memory", 2, (not ended) + (grown > 256e6))


def memory(kernel):
    with open(f"/proc/{kernel.manager.provisioner.pid}/statm", encoding="utf8") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def interrupts(kernel, n, chance):
    """Late ones, and such that come while the cell begins."""
    lost = 0
    for i in range(n):
        code = ENDLESS[i % len(ENDLESS)]
        stopped = kernel.run(code, interrupt_after=chance.choice([chance.uniform(0, 0.05), chance.uniform(0.3, 1.5)]))
        after = kernel.run(f"3 + {i}")
        right = stopped["error"] == "Interrupted" and answered(after, f"{3 + i}\n")
        lost += not right
        if not right:
            print(code, stopped, after, file=sys.stderr)
    report("endless cells stopped by an interrupt", n, lost)


def live_training(kernel):
    kernel.run("import * as cf from 'cnn-fragility';\nlet epochs = 0;")
    training = "await cf.train.trainLive(cf.data.shapes(), { epochs: 1000, onEpoch: () => { epochs++; } });"
    stopped = kernel.run(training, interrupt_after=5)
    wait = "const seen = epochs;\nawait new Promise((go) => setTimeout(go, 3000));\nconsole.log(epochs - seen);"
    after = kernel.run(wait)
    right = stopped["error"] == "Interrupted" and after["text"] == "0\n"
    if not right:
        print(stopped, after, file=sys.stderr)
    report("live trainings stopped by an interrupt", 1, int(not right))


def reconnects(kernel, n, chance):
    """
    As a Jupyter server does when a page's connection is lost while a cell runs: it comes back under the same name, in half of
    the rounds before the lost connection is known to be gone. The cell's reply and the next one come to the new connection.
    """
    lost = 0
    for i in range(n):
        name = kernel.client.session.bsession + str(i // 4).encode()  # also one that was here before
        first = kernel.manager.connect_shell(identity=name)
        asked = [ask(kernel, first, "const end = Date.now() + 1500; while (Date.now() < end);")]
        time.sleep(chance.uniform(0.1, 0.3))
        if i % 2:
            first.close(linger=RETURN * 1000)
        second = kernel.manager.connect_shell(identity=name)
        asked.append(ask(kernel, second, f"5 + {i}"))
        lost += len(set(asked) - replies(kernel, second, len(asked)))
        first.close(linger=0)
        second.close(linger=0)
    report("requests of a client that lost its connection while a cell ran, and came back", 2 * n, lost)


def ask(kernel, connection, code):
    request = kernel.client.session.msg("execute_request", {"code": code, "silent": False})
    kernel.client.session.send(connection, request)
    return request["header"]["msg_id"]


def replies(kernel, connection, n):
    """To which requests the next `n` are, or fewer if no more come."""
    found = set()
    while len(found) < n and connection.poll(RETURN * 1000):
        found.add(kernel.client.session.recv(connection)[1]["parent_header"]["msg_id"])
    return found


def restarts(n):
    """Processes, ports and temporary files that restarts leave."""
    kernel = Kernel()
    pids = {kernel.manager.provisioner.pid}
    for i in range(n):
        kernel.manager.restart_kernel(now=i % 2 == 1)
        kernel.client.wait_for_ready(timeout=LIMIT)
        pids.add(kernel.manager.provisioner.pid)
    ports = [kernel.manager.get_connection_info()[f"{name}_port"] for name in ("shell", "iopub", "stdin", "control", "hb")]
    kernel.stop()
    report("processes of a kernel that was restarted, left running", n + 1, sum(map(alive, pids)))
    report("ports left open", len(ports), sum(map(is_open, ports)))


# Starts a kernel, says which, and dies after some seconds.
STARTER = """
import os, sys, time
from jupyter_client.manager import KernelManager
manager = KernelManager(kernel_name="tslab")
manager.start_kernel(stdout=2)
print(manager.provisioner.pid, flush=True)
time.sleep(float(sys.argv[1]))
os._exit(0)
"""


def orphans(n, chance):
    lost = 0
    for _ in range(n):
        wait = str(chance.uniform(0, 2))
        pid = int(subprocess.run([sys.executable, "-c", STARTER, wait], stdout=subprocess.PIPE, check=True).stdout)
        lost += not gone_soon(pid)
    report("kernels whose parent died while they started, left running", n, lost)


def gone_soon(pid):
    deadline = time.monotonic() + LIMIT
    while alive(pid) and time.monotonic() < deadline:
        time.sleep(0.2)
    return not alive(pid)


def alive(pid):
    try:
        with open(f"/proc/{pid}/stat", encoding="utf8") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def is_open(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def main(plan):
    chance = random.Random(plan["seed"])
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"TMPDIR": f"{folder}/tmp", "JUPYTER_RUNTIME_DIR": f"{folder}/runtime"}
        os.mkdir(f"{folder}/tmp")
        tempfile.tempdir = f"{folder}/tmp"
        kernel = Kernel()
        try:
            cells_one_by_one(kernel, plan["cells"])
            cells_at_once(kernel, plan["cells"])
            burst(kernel, plan["burst"])
            endless_output(kernel, plan["lines"])
            interrupts(kernel, plan["interrupts"], chance)
            live_training(kernel)
            reconnects(kernel, plan["reconnects"], chance)
        finally:
            kernel.stop()
        restarts(plan["restarts"])
        left = len(os.listdir(f"{folder}/tmp"))
        report("temporary files of these kernels, left", plan["restarts"] + 2, left)
        orphans(plan["orphans"], chance)


if __name__ == "__main__":
    main(json.load(sys.stdin))
