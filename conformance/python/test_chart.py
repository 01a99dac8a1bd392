"""The chart of Helm: rendered with its values, and compared with the schemas of Kubernetes."""

import itertools
import json
import tarfile

import pytest
import yaml

from packaged import one

SECRETS = {"adminToken": "a" * 32, "secretsKey": "0" * 64}
URL = "postgres://u:p@db/cosell"


@pytest.fixture
def chart(packages, tmp_path):
    """The chart, and a function that renders it with values: the documents by their kinds."""
    helm = pytest.importorskip("helm_python", reason="needs `pip install helm-python-sdk==0.2.2`")
    with tarfile.open(one(packages, "cosell-helm-*.tgz")) as archive:
        archive.extractall(tmp_path, filter="data")
    loaded = helm.Chart.load(tmp_path / "cosell")

    def render(values):
        shown = loaded.render(values=values, name="cosell", namespace="sales")
        files = [text for name, text in shown.items() if name.endswith(".yaml")]
        documents = [one for text in files for one in yaml.safe_load_all(text) if one]
        assert len({document["kind"] for document in documents}) == len(documents)
        return {document["kind"]: document for document in documents}

    return helm, tmp_path / "cosell", render


def container_of(rendered):
    workload = rendered.get("StatefulSet") or rendered["Deployment"]
    (container,) = workload["spec"]["template"]["spec"]["containers"]
    return container


def variables(rendered):
    return {one["name"]: one.get("value") for one in container_of(rendered)["env"]}


def test_the_chart_is_strict_by_default_and_its_values_are_read(packages, tmp_path):
    with tarfile.open(one(packages, "cosell-helm-*.tgz")) as archive:
        archive.extractall(tmp_path, filter="data")
    chart = tmp_path / "cosell"
    version = yaml.safe_load((chart / "Chart.yaml").read_text())["version"]
    assert version in one(packages, "cosell-helm-*.tgz").name
    values = yaml.safe_load((chart / "values.yaml").read_text())
    assert values["auth"] == "strict"
    used = "".join(path.read_text() for path in (chart / "templates").iterdir())
    for name in values:
        assert f".Values.{name}" in used, name


def test_helm_finds_nothing_wrong_with_the_chart(chart):
    helm, folder, _ = chart
    report = helm.lint(folder, values=SECRETS, strict=True)
    assert report["errors"] == []
    assert [one for one in report["messages"] if one["severity"] > 1] == []


def test_the_chart_serves_strict_with_sqlite_or_postgresql(chart):
    _, _, render = chart
    rendered = render(SECRETS)
    assert set(rendered) == {"Secret", "Service", "StatefulSet"}
    assert variables(rendered)["COSELL_AUTH"] == "strict"
    pod = rendered["StatefulSet"]["spec"]["template"]["spec"]
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["containers"][0]["securityContext"]["readOnlyRootFilesystem"] is True
    store = {"store": {"postgresUrl": URL}, "replicas": 3}
    rendered = render(SECRETS | store)
    assert rendered["Deployment"]["spec"]["replicas"] == 3
    assert rendered["Deployment"]["spec"]["strategy"] == {"type": "Recreate"}
    assert "postgres://" not in json.dumps(rendered["Deployment"]), "the password is in the secret"


def test_the_chart_refuses_what_would_not_work(chart):
    helm, _, render = chart
    for values, says in [
        ({}, "adminToken"),
        (SECRETS | {"replicas": 2}, "PostgreSQL"),
        (SECRETS | {"auth": "none"}, "strict or open"),
        (SECRETS | {"store": {"postgresInSecret": True}}, "existingSecret"),
        ({"existingSecret": "mine", "store": {"postgresUrl": URL}}, "databaseUrl"),
    ]:
        with pytest.raises(Exception, match=says):
            render(values)


def test_the_chart_in_mode_open_allows_the_names_of_its_service(chart):
    _, _, render = chart
    rendered = render({"auth": "open", "allowedHosts": ["gateway"]})
    names = variables(rendered)["COSELL_ALLOWED_HOST"].split(",")
    inside = ["cosell.sales", "cosell.sales.svc", "cosell.sales.svc.cluster.local"]
    assert names == ["cosell", *inside, "gateway"]



# Every value that a template reads, in its states; `dict` merges them in this order.
STATES = (
    [{"auth": "strict"}, {"auth": "open"}, {"auth": "open", "allowedHosts": ["gateway"]}],
    [SECRETS, {"existingSecret": "mine"}, {}],
    [
        {},
        {"store": {"size": "10Gi", "storageClass": "fast"}},
        {"store": {"postgresUrl": URL}},
        {"store": {"postgresInSecret": True}},
    ],
    [{}, {"replicas": 3}],
    [{}, {"tls": {"secret": "certificate"}}],
    [
        {},
        {
            "service": {"type": "LoadBalancer", "port": 443},
            "image": {
                "repository": "registry.example:5000/team/cosell",
                "tag": "1",
                "pullPolicy": "Always",
                "pullSecrets": ["registry"],
            },
            "environment": {"COSELL_REGION": "eu-west-1", "COSELL_MAX_CONNECTIONS": 100},
            "resources": {},
        },
    ],
)


def names(values):
    """The names of values, with those inside of groups of values."""
    inner = ("image", "store", "tls", "service")
    return {
        (name, part)
        for name, value in values.items()
        for part in (value if name in inner else [None])
    }


def works(values):
    """Whether the chart must accept these values."""
    store = values.get("store", {})
    own = "existingSecret" not in values
    if own and values["auth"] == "strict" and "adminToken" not in values:
        return False
    if "postgresUrl" in store:
        return own
    if "postgresInSecret" in store:
        return not own
    return "replicas" not in values


def test_what_the_chart_renders_is_what_kubernetes_takes(chart):
    """All values in all states, with the oldest and newest schemas that there are."""
    schemas = pytest.importorskip("kubernetes_validate.utils",
                                  reason="needs `pip install kubernetes-validate==1.37.0`")
    _, folder, render = chart
    stated = set().union(*(names(state) for states in STATES for state in states))
    assert stated == names(yaml.safe_load((folder / "values.yaml").read_text()))
    versions = schemas.all_versions()
    rendered = []
    for states in itertools.product(*STATES):
        values = {name: value for state in states for name, value in state.items()}
        try:
            documents = render(values)
        except Exception as refusal:
            assert not works(values), (values, refusal)
            continue
        assert works(values), values
        references_exist(documents)
        for document in documents.values():
            if document not in rendered:
                rendered.append(document)
    for document, version in itertools.product(rendered, (versions[0], versions[-1])):
        schemas.validate(document, version, strict=True)


def references_exist(documents):
    """What no schema says: names that a document refers to are in it, or in another one."""
    workload = documents.get("StatefulSet") or documents["Deployment"]
    template = workload["spec"]["template"]
    selector = workload["spec"]["selector"]["matchLabels"]
    assert selector.items() <= template["metadata"]["labels"].items()
    service = documents["Service"]["spec"]
    assert service["selector"] == selector
    container = container_of(documents)
    ports = {port["name"] for port in container["ports"]}
    probes = [container[name] for name in ("startupProbe", "readinessProbe", "livenessProbe")]
    asked = [probe.get("httpGet", probe.get("tcpSocket"))["port"] for probe in probes]
    assert {*asked, *(port["targetPort"] for port in service["ports"])} == ports
    claims = workload["spec"].get("volumeClaimTemplates") or []
    volumes = [*(template["spec"]["volumes"] or []), *(claim["metadata"] for claim in claims)]
    assert {volume["name"] for volume in volumes} == {
        mount["name"] for mount in container["volumeMounts"]
    }
    names = [one["name"] for one in container["env"]]
    assert len(set(names)) == len(names)
    for one_of in container["env"]:
        secret = one_of.get("valueFrom", {}).get("secretKeyRef")
        if secret and "Secret" in documents:
            assert secret["name"] == documents["Secret"]["metadata"]["name"]
            assert documents["Secret"]["stringData"][secret["key"]]
