"""The JUnit of Debian's package `junit5`, with what its launcher needs."""

_JARS = "/usr/share/java"
# The launcher with the platform and the engine of JUnit 5.
JUNIT = f"{_JARS}/junit-platform-console-standalone.jar"
CLASSPATH = [JUNIT] + [
    f"{_JARS}/{name}.jar"
    for name in (
        "apiguardian-api",
        "opentest4j",
        "opentest4j-reporting-events",
        "opentest4j-reporting-schema",
        "picocli",
        "univocity-parsers",
    )
]
