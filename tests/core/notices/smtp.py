"""A mail server that keeps what it is given: the one fake network of these tests."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class _Handler(socketserver.StreamRequestHandler):
    server: "MailServer"

    def handle(self) -> None:
        self.say("220 ready")
        while line := self.rfile.readline().decode().strip():
            verb, _space, words = line.partition(" ")
            if verb.upper() == "QUIT":
                self.say("221 bye")
                return
            self.answer(verb.upper(), words)

    def answer(self, verb: str, words: str) -> None:
        if verb == "RCPT":
            address = words.partition("<")[2].partition(">")[0]
            self.say(self.server.answers.get(address, "250 fine"))
            self.address = address
        elif verb == "DATA":
            self.say("354 go on")
            lines = iter(self.rfile.readline, b".\r\n")
            self.server.letters.append((self.address, b"".join(lines).decode()))
            self.say("250 kept")
        else:
            self.say("250 fine")

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


class MailServer(socketserver.ThreadingTCPServer):
    """Letters that came in, and what to answer to some addresses instead of taking them."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, answers: dict[str, str]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers = answers
        self.letters: list[tuple[str, str]] = []


@contextmanager
def mail_server(answers: dict[str, str] | None = None) -> Iterator[MailServer]:
    with MailServer(answers or {}) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()
