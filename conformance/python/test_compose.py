"""The compose file, as packages.md uses it, with podman-compose and an image of PostgreSQL.

No registry of images is asked: the image is Debian's PostgreSQL with a start like that of the
official image, kept as an archive below `target/`.
"""

import json
import os
import re
import shutil
import subprocess

import pytest

import containers
import debian_root
from cosell_server import ROOT
from packaged import one

ENTRYPOINT = r"""#!/bin/sh -e
as_postgres() { setpriv --reuid=postgres --regid=postgres --init-groups "$@"; }
mkdir -p "$PGDATA"
chown postgres "$PGDATA"
if ! test -s "$PGDATA/PG_VERSION"; then
    umask 077
    echo "$POSTGRES_PASSWORD" >/tmp/password
    chown postgres /tmp/password
    as_postgres initdb --encoding=UTF8 --locale=C.UTF-8 --auth=trust \
        --username="$POSTGRES_USER" --pwfile=/tmp/password
    echo "host all all all scram-sha-256" >>"$PGDATA/pg_hba.conf"
    as_postgres pg_ctl --wait --options="-c listen_addresses=" start
    createdb --username="$POSTGRES_USER" "$POSTGRES_DB"
    as_postgres pg_ctl --wait stop
fi
exec setpriv --reuid=postgres --regid=postgres --init-groups postgres -c "listen_addresses=*"
"""
CHANGES = (
    "ENV PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin:/usr/lib/postgresql/15/bin",
    "ENV PGDATA=/var/lib/postgresql/data",
    "VOLUME /var/lib/postgresql/data",
    'ENTRYPOINT ["/usr/local/bin/entrypoint"]',
)
#: podman-compose has no `--wait`, and finds its Podman by name.
DOCKER = r"""#!/bin/sh
shift
for word; do
    shift
    test "$word" = --wait || set -- "$@" "$word"
done
exec podman-compose "$@"
"""
ADDRESS = "http://127.0.0.1:7226"
pytestmark = [
    pytest.mark.skipif(
        not containers.is_possible("podman") or not shutil.which("podman-compose"),
        reason="needs the superuser and podman-compose",
    ),
    pytest.mark.skipif(not debian_root.is_possible(), reason="needs debootstrap"),
]


@pytest.fixture
def postgres(tmp_path):
    """The root of an image with PostgreSQL, as an archive."""
    archive = debian_root.CACHE / "postgresql.tar"
    if not archive.is_file():
        root = debian_root.unpack(tmp_path / "postgres")
        install = ("apt-get", "--yes", "--no-install-recommends", "install", "postgresql")
        debian_root.chroot(root, *install)
        for folder in ("var/cache/apt", "var/lib/apt/lists", "usr/share/doc", "usr/share/locale"):
            shutil.rmtree(root / folder)
        made = tmp_path / "made.tar"
        subprocess.run(["tar", "--create", "--file", made, "--directory", root, "."], check=True)
        shutil.rmtree(root)
        # Last, so that an interrupted run does not count as complete.
        shutil.move(made, archive)
    return archive


def program(path, text):
    path.write_text(text)
    path.chmod(0o755)


def blocks():
    """The two blocks of the page's section: secrets and start, and an account."""
    page = (ROOT / "docs" / "packages.md").read_text()
    (section,) = re.findall(r"\n## The compose file\n(.*?)\n## ", page, re.DOTALL)
    start, account = re.findall(r"```sh\n(.*?)```", section, re.DOTALL)
    return start, account


def test_the_compose_file_serves_from_postgresql_and_keeps_its_data(
    packages, stripped, postgres, tmp_path
):
    folder, programs = tmp_path / "compose", tmp_path / "programs"
    folder.mkdir()
    programs.mkdir()
    shutil.copy(packages / "compose.yaml", folder)
    with containers.Containers("podman", tmp_path / "runtime") as runtime:
        runtime.load(one(packages, "cosell-*-oci-*.tar"))
        entrypoint = tmp_path / "image/usr/local/bin/entrypoint"
        entrypoint.parent.mkdir(parents=True)
        program(entrypoint, ENTRYPOINT)
        image = tmp_path / "postgres.tar"
        shutil.copy(postgres, image)
        append = ("tar", "--append", "--file", image, "--directory", tmp_path / "image")
        subprocess.run([*append, "./usr/local/bin/entrypoint"], check=True)
        changes = [word for change in CHANGES for word in ("--change", change)]
        runtime("import", *changes, image, "docker.io/library/postgres:17")
        podman = shutil.which("podman")
        program(programs / "docker", DOCKER)
        words = " ".join([podman, *runtime.command[1:]])
        program(programs / "podman", f'#!/bin/sh\nexec {words} "$@"\n')

        def shell(script):
            path = f"{programs}:{os.environ['PATH']}"
            command = ("sh", "-ec", f"cd {folder}\n{script}")
            return runtime.on_machine(*command, PATH=path)

        def variables():
            lines = (folder / ".env").read_text().splitlines()
            secrets = dict(line.split("=", 1) for line in lines)
            return {
                "COSELL_URL": ADDRESS,
                "COSELL_ADMIN_TOKEN": secrets["COSELL_ADMIN_TOKEN"],
                "AWS_SHARED_CREDENTIALS_FILE": str(folder / "credentials"),
            }

        def fill():
            where = ("--account", "333333333333", "--profile", "crm")
            filled = runtime.on_machine(
                stripped, "fill", *where, "--opportunities", "3", "--output", "json", **variables()
            )
            return json.loads(filled)["created"]

        start, account = blocks()
        shell(start)
        runtime.on_machine(stripped, "wait", **variables())
        shell(account)
        # podman-compose prints what it does, too.
        (key,) = re.findall(r"^\{$.*?^\}$", (folder / "key.json").read_text(), re.M | re.DOTALL)
        key = json.loads(key)
        (folder / "credentials").write_text(
            f"[crm]\naws_access_key_id = {key['id']}\naws_secret_access_key = {key['secret']}\n"
        )
        assert fill() == 3
        shell("docker compose down")
        assert runtime("ps", "--all", "--quiet") == ""

        shell("docker compose up --detach --wait")
        runtime.on_machine(stripped, "wait", **variables())
        assert fill() == 0, "the opportunities are there"
        shell("docker compose down")
