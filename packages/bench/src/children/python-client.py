"""Reference: what the Python client of the project's seed does with each event of a supervisor's socket.

A reconstruction for the bench, from that client's published behaviour, without its network part. It parses the text,
finds the handler, formats the payload and both states of all queues for debug messages that the log level suppresses, keeps
the rows of the queues, and compares the waiting calls of every queue with those before. Reads one event per line; prints
CPU milliseconds per event.
"""

import json
import logging
import sys
import time

logging.basicConfig(level=logging.INFO, stream=sys.stderr)

MORE_CALLS = 10**9  # no alert is raised, which costs the client least


class Handler:
    def __init__(self):
        self.queues = {}
        self.before = {}
        self.alerts = 0

    def handle(self, event):
        logging.debug(f"Event {event['context']['eventId']}: {event['payLoad']}")
        for block in event["payLoad"]:
            if block["dataSource"] == "ACD_STATUS":
                self.changed(block.get("data") or block.get("updated") or [])

    def changed(self, rows):
        logging.debug(f"Before: {self.before}")
        logging.debug(f"Now: {self.queues}")
        for row in rows:
            self.queues[row["id"]] = row
        for queue_id, queue in self.queues.items():
            now = queue.get("callsInQueue", 0)
            before = self.before.get(queue_id, {}).get("callsInQueue", 0)
            logging.debug(f"Queue {queue_id}: now {now}, before {before}")
            if now - before >= MORE_CALLS:
                self.alerts += 1
        self.before = self.queues.copy()


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        messages = file.read().splitlines()
    repetitions = int(sys.argv[2])
    handlers = {"5000": Handler()}
    handlers["5012"] = handlers["5000"]
    for message in messages:  # the interpreter specialises its code
        receive(handlers, message)
    started = time.process_time()
    for _ in range(repetitions):
        for message in messages[1:]:  # the first one is full statistics
            receive(handlers, message)
    spent = time.process_time() - started
    print(1000 * spent / repetitions / (len(messages) - 1))


def receive(handlers, message):
    event = json.loads(message)
    handler = handlers.get(event["context"]["eventId"])
    if handler is not None:
        handler.handle(event)


main()
