"""Prints which of a kernel's channels answer a new client within some seconds, as JSON; its connection file is the argument."""

import json
import sys

from jupyter_client import BlockingKernelClient

LIMIT = 10_000


def main(file):
    client = BlockingKernelClient()
    client.load_connection_file(file)
    answers = {}
    for channel in ("shell", "control"):
        connection = getattr(client, f"connect_{channel}")()
        client.session.send(connection, client.session.msg("kernel_info_request", {}))
        answers[channel] = bool(connection.poll(LIMIT))
        connection.close(linger=0)
    print(json.dumps(answers))


if __name__ == "__main__":
    main(*sys.argv[1:])
