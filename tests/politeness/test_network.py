"""What the network itself refuses is named: a certificate that is not accepted, a header that is too long."""

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from newsstand.demo.content import sample
from newsstand.exit_codes import EXIT_CODES
from tests.command import crawl
from tests.faults import Fault, FaultyServer


def self_signed(file: Path) -> ssl.SSLContext:
    """The context of a server with a certificate that nobody else has signed."""
    key, name = (
        ec.generate_private_key(ec.SECP256R1()),
        x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")]),
    )
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + timedelta(days=1)).add_extension(
        x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), critical=False
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(private + made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


def test_a_certificate_that_is_not_accepted_is_named(tmp_path: Path) -> None:
    with FaultyServer() as server:
        assert server.http
        server.http.socket = self_signed(tmp_path / "own.pem").wrap_socket(server.http.socket, server_side=True)
        site = server.url.replace("http:", "https:")
        ran = crawl("magzter", tmp_path / "data", site=site, publication=sample().titles[0])
        assert not server.requests
    assert ran.code == EXIT_CODES["site unreachable"]
    assert f"site unreachable: {site}{sample().titles[0]} (its certificate is not accepted)" in ran.err


def test_a_header_of_more_than_16_kb_is_named(tmp_path: Path) -> None:
    title = sample().titles[0]
    with FaultyServer(faults={title: Fault(kind="headers", headers={"X-Long": "a" * 20_000})}) as server:
        ran = crawl("magzter", tmp_path, site=server.url, publication=title)
    assert ran.code == EXIT_CODES["publication not read"]
    assert f"publication not read: header too long: {server.url}{title}" in ran.err
