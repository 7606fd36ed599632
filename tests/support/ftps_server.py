"""An FTPS server on loopback, run by the system's Python, which has Debian's pyftpdlib.

FOLDER PORT CERTIFICATE KEY LOG: in the first all accounts begin; LOG gets a line each command.
"""

import sys
from pathlib import Path

from OpenSSL import SSL
from pyftpdlib.authorizers import DummyAuthorizer
from pyftpdlib.handlers import TLS_DTPHandler, TLS_FTPHandler
from pyftpdlib.servers import FTPServer

PASSWORD = "mật khẩu riêng"
ALL, ONLY_READ = "elradfmwMT", "elr"
PEOPLE = {"lan": ALL, "chi-doc": ONLY_READ, "het-cho": ALL, "khong-de": ALL}
DIGEST_LENGTH = 64


class DataHandler(TLS_DTPHandler):
    def handle_ssl_established(self):
        """Many hosts refuse a data connection whose TLS session is not the control connection's."""
        reused = SSL._lib.SSL_session_reused(self.socket._ssl)
        self.cmd_channel.tell("REUSED" if reused else "ANOTHER SESSION")
        super().handle_ssl_established()


class Handler(TLS_FTPHandler):
    dtp_handler = DataHandler
    tls_control_required = True
    tls_data_required = True
    use_sendfile = False
    commands = Path()

    def process_command(self, cmd, *args, **kwargs):
        self.tell(" ".join([cmd, *map(str, args)]))
        return super().process_command(cmd, *args, **kwargs)

    def tell(self, line):
        with self.commands.open("a", encoding="utf-8") as opened:
            opened.write(f"{line}\n")

    def ftp_STOR(self, file, mode="w"):  # noqa: N802
        """`het-cho` has room for notes only."""
        if self.username == "het-cho" and len(Path(file).name) == DIGEST_LENGTH:
            self.respond("552 Quota exceeded.")
            return None
        return super().ftp_STOR(file, mode)

    def ftp_RNTO(self, path):  # noqa: N802
        """`khong-de` may put nothing in the place of a file, as on Windows' hosts."""
        if self.username == "khong-de" and Path(path).is_file():
            self._rnfr = None
            self.respond("550 File exists.")
            return None
        return super().ftp_RNTO(path)


def main(folder, port, certificate, key, log):
    authorizer = DummyAuthorizer()
    for name, rights in PEOPLE.items():
        authorizer.add_user(name, PASSWORD, folder, perm=rights)
    Handler.authorizer = authorizer
    Handler.certfile, Handler.keyfile, Handler.commands = certificate, key, Path(log)
    server = FTPServer(("127.0.0.1", int(port)), Handler)
    print("ready", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:])
