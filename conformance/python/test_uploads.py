"""Uploads: the bucket that partners write to, as S3 clients see it.

boto3, the AWS CLI and curl are pointed at the server and are otherwise as they are. What they
uploaded is read from the server's database, because the bucket itself is write-only.
"""

import base64
import datetime
import hashlib
import hmac
import http.client
import os
import random
import re
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from bodies import CATALOG, token
from conftest import make_client
from cosell_server import Server
from test_strict import ACCOUNT, attach, done, strict, user  # noqa: F401

BUCKET = "aws-partner-central-marketplace-ephemeral-writeonly-files"
OTHER = "222222222222"
AWS = Path(sys.executable).parent / "aws"
ROWS = b"Customer Company Name,Country\r\nFern Hollow,US\r\n"
MIB = 1 << 20


def make_s3(url, access_key, secret="not-a-secret", token=None, **settings):
    return boto3.client(
        "s3",
        endpoint_url=url,
        region_name="us-east-1",
        aws_access_key_id=access_key,
        aws_secret_access_key=secret,
        aws_session_token=token,
        config=Config(retries={"total_max_attempts": 1}, **settings),
    )


@pytest.fixture(scope="module")
def s3(server):
    return make_s3(server.url, ACCOUNT)


@pytest.fixture
def key(request):
    """The key of a file that no other test uploads."""
    return f"{ACCOUNT}/{re.sub('[^a-z0-9]', '-', request.node.name)}.csv"


def stored(server, key, version=None):
    """The newest file of a key, or the one of a version: its content."""
    account, key = key.split("/", 1)
    connection = sqlite3.connect(f"file:{server.folder / 'cosell.sqlite'}?mode=ro", uri=True)
    try:
        if version is None:
            (version,) = connection.execute(
                "SELECT version FROM upload WHERE account = ? AND object_key = ? AND"
                " status = 'COMPLETE' ORDER BY created_at DESC, version DESC LIMIT 1",
                (account, key),
            ).fetchone()
        chunks = connection.execute(
            "SELECT content FROM upload_chunk WHERE version = ? ORDER BY part, number", (version,)
        )
        return b"".join(base64.b64decode(content) for (content,) in chunks)
    finally:
        connection.close()


def unfinished(server):
    connection = sqlite3.connect(f"file:{server.folder / 'cosell.sqlite'}?mode=ro", uri=True)
    try:
        text = "SELECT COUNT(*) FROM upload WHERE status = 'WRITING'"
        return connection.execute(text).fetchone()[0]
    finally:
        connection.close()


def refused(call, *arguments, **parameters):
    with pytest.raises(ClientError) as caught:
        call(*arguments, **parameters)
    answer = caught.value.response
    return answer["Error"]["Code"], answer["ResponseMetadata"]["HTTPStatusCode"]


def send(server, method, path, body=None, headers=None):
    """Sends a request as it is. Returns the status, the headers and the body."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    try:
        connection.request(method, path, body, headers or {})
        response = connection.getresponse()
        return response.status, response.headers, response.read()
    finally:
        connection.close()


def code(body):
    return re.search("<Code>(.*)</Code>", body.decode())[1]


def content(size, seed=1):
    return random.Random(seed).randbytes(size)


def test_put_object_stores_a_file_and_says_its_tag_and_version(server, s3, key):
    answer = s3.put_object(Bucket=BUCKET, Key=key, Body=ROWS)
    assert answer["ETag"] == f'"{hashlib.md5(ROWS).hexdigest()}"'
    assert stored(server, key, answer["VersionId"]) == ROWS
    assert answer["ChecksumCRC32"], "the checksum that boto3 sends is repeated"
    newer = s3.put_object(Bucket=BUCKET, Key=key, Body=ROWS + ROWS)
    assert newer["VersionId"] != answer["VersionId"]
    assert stored(server, key) == ROWS + ROWS
    assert stored(server, key, answer["VersionId"]) == ROWS


@pytest.mark.parametrize("size", [0, 1, 48 * 1024, 48 * 1024 + 1, 3 * MIB + 7])
def test_a_file_of_any_size_is_stored_as_it_was_sent(server, s3, key, size):
    body = content(size)
    s3.put_object(Bucket=BUCKET, Key=key, Body=body)
    assert stored(server, key) == body


@pytest.mark.parametrize("algorithm", ["CRC32", "SHA1", "SHA256"])
def test_checksums_are_verified(server, s3, key, algorithm):
    answer = s3.put_object(Bucket=BUCKET, Key=key, Body=ROWS, ChecksumAlgorithm=algorithm)
    assert answer[f"Checksum{algorithm}"]
    wrong = {f"Checksum{algorithm}": base64.b64encode(b"x" * 32).decode()}
    if algorithm == "CRC32":
        wrong = {"ChecksumCRC32": "AAAAAA=="}
    if algorithm == "SHA1":
        wrong = {"ChecksumSHA1": base64.b64encode(b"x" * 20).decode()}
    with_wrong = refused(s3.put_object, Bucket=BUCKET, Key=key, Body=ROWS, **wrong)
    assert with_wrong == ("BadDigest", 400)
    assert stored(server, key) == ROWS
    assert unfinished(server) == 0


def test_the_key_of_a_file_may_have_any_characters(server, s3):
    names = ["q1 new+old.csv", "d\u00e9j\u00e0/\u5ba2\u6237.csv", "a//b/../c~(1).csv", "100%.csv"]
    for name in names:
        s3.put_object(Bucket=BUCKET, Key=f"{ACCOUNT}/{name}", Body=name.encode())
        assert stored(server, f"{ACCOUNT}/{name}") == name.encode()


def test_a_strict_server_takes_what_is_signed_and_allowed(strict, user):  # noqa: F811
    name, known = user
    partner = make_s3(strict.url, known["id"], known["secret"])
    put = {"Bucket": BUCKET, "Key": f"{ACCOUNT}/d\u00e9j\u00e0 vu+1.csv", "Body": ROWS}
    assert refused(partner.put_object, **put) == ("AccessDenied", 403)
    policy = {
        "Version": "2012-10-17",
        "Statement": {
            "Effect": "Allow",
            "Action": "s3:PutObject",
            "Resource": f"arn:aws:s3:::{BUCKET}/${{aws:PrincipalAccount}}/*",
        },
    }
    new = {"account": ACCOUNT, "name": f"write-{name}", "document": policy}
    done(strict, "POST", "policies", new)
    attach(strict, name, "attach", f"write-{name}")
    answer = partner.put_object(**put)
    assert stored(strict, put["Key"], answer["VersionId"]) == ROWS
    upload = partner.create_multipart_upload(Bucket=BUCKET, Key=put["Key"])["UploadId"]
    abort = {"Bucket": BUCKET, "Key": put["Key"], "UploadId": upload}
    assert refused(partner.abort_multipart_upload, **abort) == ("AccessDenied", 403)
    attached = {"account": ACCOUNT, "user": name, "policy": f"write-{name}"}
    done(strict, "POST", "policies/detach", attached)
    assert refused(partner.put_object, **put) == ("AccessDenied", 403)
    attach(strict, name, "attach", "AWSPartnerCentralFullAccess")
    partner.put_object(**put)
    foreign = put | {"Key": f"{OTHER}/deals.csv"}
    assert refused(partner.put_object, **foreign) == ("AccessDenied", 403)
    stranger = make_s3(strict.url, known["id"], "wrong")
    assert refused(stranger.put_object, **put) == ("SignatureDoesNotMatch", 403)
    stranger = make_s3(strict.url, "AKIAUNKNOWN000000000", "wrong")
    assert refused(stranger.put_object, **put) == ("InvalidAccessKeyId", 403)
    status, _, body = send(strict, "PUT", f"/{BUCKET}/{ACCOUNT}/deals.csv", ROWS)
    assert (status, code(body)) == (403, "AccessDenied")


def test_boto3_uploads_a_large_file_in_parts(server, s3, key, tmp_path):
    file = tmp_path / "deals.csv"
    file.write_bytes(content(20 * MIB + 1))
    s3.upload_file(str(file), BUCKET, key)
    assert stored(server, key) == file.read_bytes()
    assert unfinished(server) == 0


def test_parts_make_one_file_in_their_order_and_an_aborted_upload_leaves_nothing(server, s3, key):
    at = {"Bucket": BUCKET, "Key": key}
    upload = s3.create_multipart_upload(**at)["UploadId"]
    first, second = content(5 * MIB), b"end"
    tags = {}
    for number, body in [(7, second), (2, b"replaced"), (2, first), (3, b"left out")]:
        answer = s3.upload_part(**at, UploadId=upload, PartNumber=number, Body=body)
        tags[number] = answer["ETag"]
    parts = [{"PartNumber": number, "ETag": tags[number]} for number in (2, 7)]

    def complete(parts):
        return s3.complete_multipart_upload(
            **at, UploadId=upload, MultipartUpload={"Parts": parts}
        )

    assert refused(complete, parts[::-1]) == ("InvalidPartOrder", 400)
    wrong = [parts[0], {"PartNumber": 7, "ETag": tags[2]}]
    assert refused(complete, wrong) == ("InvalidPart", 400)
    small = [{"PartNumber": 3, "ETag": tags[3]}, parts[1]]
    assert refused(complete, small) == ("EntityTooSmall", 400)
    other = {"Bucket": BUCKET, "Key": f"{key}.other", "UploadId": upload}
    assert refused(s3.upload_part, **other, PartNumber=1, Body=b"x") == ("NoSuchUpload", 404)
    answer = complete(parts)
    digests = b"".join(hashlib.md5(body).digest() for body in (first, second))
    assert answer["ETag"] == f'"{hashlib.md5(digests).hexdigest()}-2"'
    assert stored(server, key, answer["VersionId"]) == first + second
    assert refused(complete, parts) == ("NoSuchUpload", 404)

    upload = s3.create_multipart_upload(**at)["UploadId"]
    s3.upload_part(**at, UploadId=upload, PartNumber=1, Body=first)
    assert unfinished(server) == 1
    s3.abort_multipart_upload(**at, UploadId=upload)
    assert unfinished(server) == 0
    gone = {"UploadId": upload, "PartNumber": 1, "Body": b"x"}
    assert refused(s3.upload_part, **at, **gone) == ("NoSuchUpload", 404)
    for number in (0, 10_001):
        upload = s3.create_multipart_upload(**at)["UploadId"]
        bad = {"UploadId": upload, "PartNumber": number, "Body": b"x"}
        assert refused(s3.upload_part, **at, **bad) == ("InvalidArgument", 400)
        s3.abort_multipart_upload(**at, UploadId=upload)


def test_the_aws_cli_copies_small_and_large_files(server, key, tmp_path):
    environment = {
        **os.environ,
        "AWS_ACCESS_KEY_ID": ACCOUNT,
        "AWS_SECRET_ACCESS_KEY": "not-a-secret",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ENDPOINT_URL_S3": server.url,
    }
    for size in (100, 17 * MIB):
        file = tmp_path / f"{size}.csv"
        file.write_bytes(content(size))
        copy = [str(AWS), "s3", "cp", str(file), f"s3://{BUCKET}/{key}", "--no-progress"]
        ran = subprocess.run(copy, env=environment, capture_output=True, text=True, timeout=120)
        assert ran.returncode == 0, ran.stderr
        assert stored(server, key) == file.read_bytes()
    listed = [str(AWS), "s3", "ls", f"s3://{BUCKET}/{ACCOUNT}/"]
    ran = subprocess.run(listed, env=environment, capture_output=True, text=True, timeout=120)
    assert ran.returncode != 0
    assert "AccessDenied" in ran.stderr


def curl(*arguments):
    run = ["curl", "--silent", "--show-error", "--noproxy", "*", "--include", *map(str, arguments)]
    return subprocess.run(run, capture_output=True, text=True, timeout=120)


def test_curl_uploads_a_file_without_credentials_in_mode_open(server, key, tmp_path):
    for size in (1000, 3 * MIB):
        file = tmp_path / "deals.csv"
        file.write_bytes(content(size))
        ran = curl("-T", file, f"{server.url}/{BUCKET}/{key}")
        assert "200 OK" in ran.stdout, ran
        assert stored(server, key) == file.read_bytes()
    ran = curl("-T", "-", "--header", "Transfer-Encoding: chunked", f"{server.url}/{BUCKET}/{key}")
    assert "411 " in ran.stdout
    assert "<Code>MissingContentLength</Code>" in ran.stdout


def test_curl_signs_for_a_strict_server(strict, tmp_path):  # noqa: F811
    root = done(strict, "POST", "keys", {"account": ACCOUNT})
    file = tmp_path / "deals.csv"
    file.write_bytes(ROWS)
    key = f"{ACCOUNT}/by-curl.csv"
    user = f"{root['id']}:{root['secret']}"
    to = f"{strict.url}/{BUCKET}/{key}"
    # As S3 does, the server requires this header; newer versions of curl send it by themselves.
    unsigned = ("--header", "x-amz-content-sha256: UNSIGNED-PAYLOAD", "--user", user, to)
    ran = curl("-T", file, "--aws-sigv4", "aws:amz:us-east-1:s3", *unsigned)
    assert "200 OK" in ran.stdout, ran
    assert stored(strict, key) == ROWS
    ran = curl("-T", file, "--aws-sigv4", "aws:amz:us-east-1:other", *unsigned)
    assert "403 " in ran.stdout or "400 " in ran.stdout


def test_the_bucket_may_be_in_the_host(strict, server, monkeypatch):  # noqa: F811
    # Not every resolver knows the names below localhost.
    resolve = socket.getaddrinfo
    local = lambda host, *rest: resolve("127.0.0.1", *rest)  # noqa: E731
    monkeypatch.setattr(socket, "getaddrinfo", local)
    root = done(strict, "POST", "keys", {"account": ACCOUNT})
    for running, known in [(server, {"id": ACCOUNT, "secret": "x"}), (strict, root)]:
        client = make_s3(
            f"http://localhost:{running.port}",
            known["id"],
            known["secret"],
            s3={"addressing_style": "virtual"},
        )
        key = f"{ACCOUNT}/by-host.csv"
        client.put_object(Bucket=BUCKET, Key=key, Body=ROWS)
        assert stored(running, key) == ROWS
    monkeypatch.undo()
    headers = {"Host": f"{BUCKET}.example.com"}
    status, _, body = send(server, "PUT", f"/{ACCOUNT}/x", ROWS, headers)
    assert (status, code(body)) == (403, "AccessDenied")


def test_a_presigned_url_uploads_until_it_expires(strict):  # noqa: F811
    root = done(strict, "POST", "keys", {"account": ACCOUNT})
    client = make_s3(strict.url, root["id"], root["secret"], signature_version="s3v4")
    key = f"{ACCOUNT}/presigned +\u00e9.csv"

    def path(**parameters):
        url = client.generate_presigned_url(
            "put_object", Params={"Bucket": BUCKET, "Key": key}, **parameters
        )
        return url.removeprefix(strict.url)

    status, headers, _ = send(strict, "PUT", path(), ROWS, {"Content-Type": "text/csv"})
    assert status == 200
    assert stored(strict, key, headers["x-amz-version-id"]) == ROWS
    changed = path().replace("presigned", "other")
    status, _, body = send(strict, "PUT", changed, ROWS)
    assert (status, code(body)) == (403, "SignatureDoesNotMatch")
    status, _, body = send(strict, "PUT", path() + "&X-Amz-Signature=00", ROWS)
    assert (status, code(body)) == (400, "AuthorizationQueryParametersError")
    old = path().split("?")[0] + f"?AWSAccessKeyId={root['id']}&Signature=x&Expires=2000000000"
    status, _, body = send(strict, "PUT", old, ROWS)
    assert (status, code(body)) == (400, "InvalidRequest")


def test_the_bucket_is_write_only(server, s3, key):
    s3.put_object(Bucket=BUCKET, Key=key, Body=ROWS)
    at = {"Bucket": BUCKET, "Key": key}
    assert refused(s3.get_object, **at) == ("AccessDenied", 403)
    assert refused(s3.head_object, **at) == ("403", 403)
    assert refused(s3.delete_object, **at) == ("AccessDenied", 403)
    assert refused(s3.list_objects_v2, Bucket=BUCKET) == ("AccessDenied", 403)
    assert refused(s3.head_bucket, Bucket=BUCKET) == ("403", 403)
    assert refused(s3.put_object_tagging, **at, Tagging={"TagSet": []}) == ("AccessDenied", 403)
    copied = {"CopySource": f"/{BUCKET}/{key}", **at}
    assert refused(s3.copy_object, **copied) == ("NotImplemented", 501)
    assert refused(s3.put_object, **at, Body=b"x", IfNoneMatch="*") == ("NotImplemented", 501)
    assert refused(s3.put_object, Bucket=BUCKET, Key=f"{OTHER}/x", Body=b"x") == (
        "AccessDenied",
        403,
    )
    assert refused(s3.put_object, Bucket=BUCKET, Key="deals.csv", Body=b"x") == (
        "AccessDenied",
        403,
    )
    # There is no other bucket, and clients read that in the words of S3.
    assert refused(s3.list_buckets) == ("AccessDenied", 403)
    assert refused(s3.list_objects_v2, Bucket="other") == ("NoSuchBucket", 404)
    assert refused(s3.put_object, Bucket="other", Key=key, Body=b"x") == ("NoSuchBucket", 404)
    assert refused(s3.create_bucket, Bucket="other") == ("NoSuchBucket", 404)
    url = s3.generate_presigned_url("put_object", {"Bucket": "other", "Key": key})
    status, _, body = send(server, "PUT", url.removeprefix(server.url), b"x")
    assert (status, code(body)) == (404, "NoSuchBucket")
    long = f"{ACCOUNT}/{'k' * 1025}"
    assert refused(s3.put_object, Bucket=BUCKET, Key=long, Body=b"x") == ("KeyTooLongError", 400)


def test_a_file_above_100_mebibytes_is_refused_before_it_is_sent(server, s3, key, tmp_path):
    large = {"Content-Length": str(100 * MIB + 1), "Expect": "100-continue"}
    status, _, body = send(server, "PUT", f"/{BUCKET}/{key}", None, large)
    assert (status, code(body)) == (400, "EntityTooLarge")
    with (tmp_path / "large.csv").open("wb+") as file:
        file.truncate(100 * MIB + 1)
        answer = refused(s3.put_object, Bucket=BUCKET, Key=key, Body=file)
    assert answer == ("EntityTooLarge", 400)


def test_content_md5_is_verified(server, s3, key):
    right = base64.b64encode(hashlib.md5(ROWS).digest()).decode()
    s3.put_object(Bucket=BUCKET, Key=key, Body=ROWS, ContentMD5=right)
    wrong = {"ContentMD5": base64.b64encode(b"x" * 16).decode()}
    put = {"Bucket": BUCKET, "Key": key, "Body": ROWS}
    assert refused(s3.put_object, **put, **wrong) == ("BadDigest", 400)
    assert refused(s3.put_object, **put, ContentMD5="x") == ("InvalidDigest", 400)


def memory(process, name):
    """A line of the process's status, in bytes."""
    status = Path(f"/proc/{process.pid}/status").read_text()
    return int(re.search(rf"^{name}:\s+(\d+) kB$", status, re.MULTILINE)[1]) * 1024


@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="Linux only")
def test_a_file_of_100_mebibytes_costs_at_most_16_mebibytes_of_memory(tmp_path):
    running = Server(tmp_path).start()
    try:
        warm = tmp_path / "warm.csv"
        warm.write_bytes(content(2 * MIB))
        to = f"{running.url}/{BUCKET}/{ACCOUNT}/warm.csv"
        assert "200 OK" in curl("-T", warm, to).stdout
        file = tmp_path / "large.csv"
        file.write_bytes(content(100 * MIB))
        # The highest use of memory is counted from here on.
        Path(f"/proc/{running.process.pid}/clear_refs").write_text("5")
        before = memory(running.process, "VmRSS")
        key = f"{ACCOUNT}/large.csv"
        assert "200 OK" in curl("-T", file, f"{running.url}/{BUCKET}/{key}").stdout
        cost = memory(running.process, "VmHWM") - before
        assert cost <= 16 * MIB, f"{cost / MIB:.1f} MiB"
        assert stored(running, key) == file.read_bytes()
    finally:
        assert running.stop() == 0


def signed_chunks(server, known, key, chunks, trailer=(), tamper=False):
    """Uploads chunks that are signed one by one, as the SDKs for Java and C++ do."""
    now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%dT%H%M%SZ")
    scope = f"{now[:8]}/us-east-1/s3/aws4_request"
    secret = f"AWS4{known['secret']}".encode()
    for part in (now[:8], "us-east-1", "s3", "aws4_request"):
        secret = hmac.digest(secret, part.encode(), "sha256")

    def sign(*lines):
        return hmac.new(secret, "\n".join(lines).encode(), "sha256").hexdigest()

    def sha256(data):
        return hashlib.sha256(data).hexdigest()

    headers = {
        "content-encoding": "aws-chunked",
        "host": f"127.0.0.1:{server.port}",
        "x-amz-content-sha256": "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
        "x-amz-date": now,
        "x-amz-decoded-content-length": str(sum(map(len, chunks))),
    }
    if trailer:
        headers["x-amz-content-sha256"] += "-TRAILER"
        headers["x-amz-trailer"] = trailer[0]
    names = ";".join(headers)
    path = f"/{BUCKET}/{key}"
    lines = [f"{name}:{value}" for name, value in headers.items()]
    canonical = ["PUT", path, "", *lines, "", names, headers["x-amz-content-sha256"]]
    request = sha256("\n".join(canonical).encode())
    previous = sign("AWS4-HMAC-SHA256", now, scope, request)
    headers["Authorization"] = (
        f"AWS4-HMAC-SHA256 Credential={known['id']}/{scope},SignedHeaders={names},"
        f"Signature={previous}"
    )
    body = b""
    for chunk in [*chunks, b""]:
        texts = ("AWS4-HMAC-SHA256-PAYLOAD", now, scope, previous, sha256(b""), sha256(chunk))
        previous = sign(*texts)
        body += f"{len(chunk):x};chunk-signature={previous}\r\n".encode()
        body += chunk + b"\r\n" if chunk else b""
    if trailer:
        line = ":".join(trailer)
        texts = ("AWS4-HMAC-SHA256-TRAILER", now, scope, previous, sha256(f"{line}\n".encode()))
        body += f"{line}\r\nx-amz-trailer-signature:{sign(*texts)}\r\n".encode()
    body += b"\r\n"
    if tamper:
        body = body.replace(b"Fern", b"Moss")
    return send(server, "PUT", path, body, headers)


def test_signed_chunks_are_verified_by_a_strict_server(strict):  # noqa: F811
    root = done(strict, "POST", "keys", {"account": ACCOUNT})
    key = f"{ACCOUNT}/signed-chunks.csv"
    chunks = [ROWS, content(70_000), b"end"]
    whole = b"".join(chunks)
    digest = base64.b64encode(hashlib.sha256(whole).digest()).decode()
    for trailer in ((), ("x-amz-checksum-sha256", digest)):
        status, headers, body = signed_chunks(strict, root, key, chunks, trailer)
        assert status == 200, body
        assert stored(strict, key, headers["x-amz-version-id"]) == whole
        status, _, body = signed_chunks(strict, root, key, chunks, trailer, tamper=True)
        assert (status, code(body)) == (403, "SignatureDoesNotMatch")
    assert stored(strict, key) == whole


def test_uploads_over_tls_have_trailing_checksums(tmp_path):
    running = Server(tmp_path, "--tls-dev=ca.pem").start()
    try:
        partner = boto3.client(
            "s3",
            endpoint_url=running.url,
            region_name="us-east-1",
            aws_access_key_id=ACCOUNT,
            aws_secret_access_key="x",
            verify=str(tmp_path / "ca.pem"),
            config=Config(retries={"total_max_attempts": 1}),
        )
        sent = []
        partner.meta.events.register(
            "before-send.s3.PutObject", lambda request, **_: sent.append(request.headers)
        )
        key = f"{ACCOUNT}/tls.csv"
        with (tmp_path / "deals.csv").open("wb+") as file:
            file.write(content(3 * MIB))
            file.seek(0)
            partner.put_object(Bucket=BUCKET, Key=key, Body=file)
        assert sent[0]["X-Amz-Content-SHA256"] == b"STREAMING-UNSIGNED-PAYLOAD-TRAILER"
        assert stored(running, key) == content(3 * MIB)
        large = tmp_path / "large.csv"
        large.write_bytes(content(20 * MIB))
        partner.upload_file(str(large), BUCKET, key)
        assert stored(running, key) == large.read_bytes()
    finally:
        assert running.stop() == 0


def test_a_report_is_downloaded_until_its_url_expires_and_files_are_removed_by_age(tmp_path):
    running = Server(tmp_path, "--upload-bucket", "deals").start()
    try:
        partner = make_s3(running.url, ACCOUNT)
        key = f"{ACCOUNT}/q1 deals.csv"
        rows = b"Customer Company Name,Opportunity Type\r\n=Fern,Unknown\r\n"
        version = partner.put_object(Bucket="deals", Key=key, Body=rows)["VersionId"]
        client = make_client(running.url, ACCOUNT)
        job = client.start_opportunity_bulk_job(
            Catalog=CATALOG,
            ClientToken=token(),
            FileURI=f"s3://deals/{key}?versionId={version}",
            FileFormat="CSV",
        )["JobId"]
        for _ in range(200):
            listed = client.list_opportunity_bulk_jobs(Catalog=CATALOG, JobId=job)
            summary = listed["OpportunityBulkJobSummaries"][0]
            if summary["Status"] in ("COMPLETED", "FAILED"):
                break
            time.sleep(0.05)
        assert (summary["Status"], summary["FailureCount"]) == ("COMPLETED", 1), summary
        report = client.get_opportunity_bulk_job_report_url(
            Catalog=CATALOG, JobId=job, ReportType="FAILED_RECORDS", ReportFormat="CSV"
        )
        assert report["ReportStatus"] == "AVAILABLE"
        assert report["Url"].startswith(f"{running.url}/files/reports/{ACCOUNT}/")
        path = report["Url"].removeprefix(running.url)
        status, headers, body = send(running, "GET", path)
        assert status == 200
        assert headers["Content-Type"] == "text/csv; charset=utf-8"
        named = re.fullmatch('attachment; filename="(.*)"', headers["Content-Disposition"])
        assert named[1] == "q1 deals-failed.csv"
        assert body.splitlines()[0].endswith(b"Error Code,Error Message")
        assert b"Unknown" in body.splitlines()[1]
        status, headers, body = send(running, "HEAD", path)
        assert (status, body) == (200, b"")
        last = "A" if path[-1] != "A" else "B"
        for forged in (path[:-1] + last, path.replace("FAILED", "ALL"), path.split("?")[0]):
            status, _, body = send(running, "GET", forged)
            assert (status, code(body)) == (403, "AccessDenied")
        upload = partner.create_multipart_upload(Bucket="deals", Key=key)["UploadId"]
        part = {"Bucket": "deals", "Key": key, "UploadId": upload, "PartNumber": 1}
        partner.upload_part(**part, Body=ROWS)

        done(running, "POST", "clock/advance", {"seconds": 15 * 60})
        status, _, body = send(running, "GET", path)
        assert (status, code(body)) == (403, "AccessDenied")
        assert unfinished(running) == 1
        done(running, "POST", "clock/advance", {"seconds": 24 * 60 * 60})
        eventually(lambda: unfinished(running) == 0)
        assert refused(partner.upload_part, **part, Body=ROWS) == ("NoSuchUpload", 404)
        assert stored(running, key) == rows
        done(running, "POST", "clock/advance", {"seconds": 6 * 24 * 60 * 60})
        eventually(lambda: stored(running, key, version) == b"")
    finally:
        assert running.stop() == 0


def eventually(check):
    for _ in range(200):
        if check():
            return
        time.sleep(0.05)
    raise AssertionError("it does not come to that")
