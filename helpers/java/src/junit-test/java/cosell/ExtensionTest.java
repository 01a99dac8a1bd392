package cosell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.extension.ExtendWith;

/** The extension of JUnit 5. conformance/python/test_helpers.py runs it, and a failed test. */
@ExtendWith(CosellExtension.class)
class ExtensionTest {
    private static final Map<String, String> SANDBOX = Map.of("Catalog", "Sandbox");

    private static int servers;
    private static java.net.URI last;

    @RepeatedTest(3)
    void eachTestBeginsWithNothingOnTheSameServer(Cosell cosell) {
        var listed = cosell.call("ListOpportunities", SANDBOX);
        assertEquals(List.of(), listed.get("OpportunitySummaries"));
        cosell.call("CreateOpportunity", Map.of(
                "Catalog", "Sandbox", "ClientToken", "one", "Origin", "Partner Referral"));
        if (!cosell.url().equals(last)) {
            servers++;
        }
        last = cosell.url();
        assertEquals(1, servers);
    }

    @Test
    void aTestHasANamespaceOfItsOwn(Cosell cosell) {
        assertNotEquals("", cosell.service().name());
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "FAIL_ON_PURPOSE", matches = "1")
    void aFailedTestShowsTheLog(Cosell cosell) {
        cosell.call("ListSolutions", SANDBOX);
        fail("on purpose");
    }
}
