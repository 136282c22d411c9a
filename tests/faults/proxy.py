"""A TCP proxy that can be cut, and a broker with a listener behind it, for network faults."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from pathlib import Path

from pipeline.broker import EmbeddedKafka


class Proxy:
    """Passes bytes on; while cut it holds them back, as a network does whose packets are lost."""

    def __init__(self, port: int) -> None:
        self._target = port
        self._open = asyncio.Event()
        self._open.set()
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._writers: list[asyncio.StreamWriter] = []

    async def start(self, port: int) -> None:
        """Listen."""
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", port)

    async def stop(self) -> None:
        """Close all."""
        assert self._server is not None
        self._open.set()
        self._server.close()
        for writer in self._writers:
            writer.close()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(*(writer.wait_closed() for writer in self._writers), return_exceptions=True)

    def cut(self) -> None:
        """Hold all bytes back from now on."""
        self._open.clear()

    def mend(self) -> None:
        """Let them go."""
        self._open.set()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self._open.wait()
        there, back = await asyncio.open_connection("127.0.0.1", self._target)
        self._writers += [writer, back]
        for source, target in ((reader, back), (there, writer)):
            task = asyncio.create_task(self._pump(source, target))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _pump(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):
            while data := await source.read(65536):
                await self._open.wait()
                target.write(data)
                await target.drain()
        target.close()


class ProxiedKafka(EmbeddedKafka):
    """A broker with one more listener, whose advertised address is the proxy's."""

    def __init__(self, data_dir: Path) -> None:
        super().__init__(data_dir)
        self.hidden_port, self.proxy_port = free_port(), free_port()

    def _write_properties(self, port: int, controller_port: int) -> Path:
        path = super()._write_properties(port, controller_port)
        lines = [line for line in path.read_text().splitlines() if "listeners=" not in line]
        lines += [
            f"listeners=PLAINTEXT://127.0.0.1:{port},FAR://127.0.0.1:{self.hidden_port},CONTROLLER://127.0.0.1:{controller_port}",
            f"advertised.listeners=PLAINTEXT://127.0.0.1:{port},FAR://127.0.0.1:{self.proxy_port}",
            "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,FAR:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "inter.broker.listener.name=PLAINTEXT",
        ]
        path.write_text("\n".join(lines) + "\n")
        return path


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])
