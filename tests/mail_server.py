"""A real SMTP server for tests: it accepts, answers 4xx or 5xx, is slow, or holds a mail until told."""

import asyncio
import socket
import threading
from collections import Counter
from dataclasses import dataclass, field
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller


@dataclass
class MailServer:
    """What was taken, and how to answer: `answers` by recipient, `data_answer` and `seconds` for all."""

    answers: dict[str, str] = field(default_factory=dict)
    data_answer: str = ""
    seconds: float = 0
    hold_rcpt: str = ""  # the recipient whose conversation is held before the mail was taken
    hold_data: str = ""  # the recipient whose mail is held after it was taken, before the client knows
    held: threading.Event = field(default_factory=threading.Event)
    taken: list[tuple[str, str]] = field(default_factory=list)  # (recipient, Message-Id)
    conversations: int = 0

    def count(self) -> Counter[str]:
        """How many mails each recipient got."""
        return Counter(recipient for recipient, _ in self.taken)

    async def handle_RCPT(self, server, session, envelope, address, options):
        """Take a recipient, or answer as told."""
        self.conversations += 1
        if address == self.hold_rcpt:
            await self._hold()
        if answer := self.answers.get(address):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        """Take a mail, or answer as told."""
        await asyncio.sleep(self.seconds)
        if self.data_answer:
            return self.data_answer
        message = message_from_bytes(envelope.content, policy=policy.default)
        for recipient in envelope.rcpt_tos:
            self.taken.append((recipient, message["Message-Id"]))
        if self.hold_data in envelope.rcpt_tos:
            await self._hold()
        return "250 OK"

    async def _hold(self):
        self.hold_rcpt = self.hold_data = ""
        self.held.set()
        await asyncio.sleep(20)


def start(server: MailServer) -> Controller:
    """Start it on a free port; `controller.port` names it."""
    controller = Controller(server, hostname="127.0.0.1", port=free_port())
    controller.start()
    return controller


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
