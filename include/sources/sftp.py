"""Servers of files over SFTP are spoken to only if their key is known: the password and the files are a child's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import paramiko

from include.errors import SourceError


class KnownHosts(paramiko.MissingHostKeyPolicy):
    """Take a key that `~/.ssh/known_hosts` has for the server, and no other."""

    def missing_host_key(self, client: paramiko.SSHClient, hostname: str, key: Any) -> None:
        """Refuse a server that is not known.

        Raises:
            SourceError: no key is known for it, or another one.

        """
        known_hosts, path = paramiko.HostKeys(), Path.home() / ".ssh" / "known_hosts"
        if path.exists():
            known_hosts.load(str(path))
        if not known_hosts.check(hostname, key):
            which = "another key" if known_hosts.lookup(hostname) else "no key"
            raise SourceError(
                f"The SFTP server {hostname} is not trusted: ~/.ssh/known_hosts has {which} for it, and it shows "
                f"{key.fingerprint}. Compare that with whoever runs the server; if it is theirs, add the line that "
                "ssh-keyscan prints for it."
            )
