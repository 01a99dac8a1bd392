package cosell;

import java.util.HashMap;
import java.util.Map;

/** AWS, as far as a partner sees it. */
public final class AwsSide {
    private final Service service;
    private final String account;

    AwsSide(Service service, String account) {
        this.service = service;
        this.account = account;
    }

    /** Approves an opportunity under review. */
    public void approve(String opportunity) {
        review(opportunity, "approve", Map.of());
    }

    /** Rejects it; the comments are for the partner. */
    public void reject(String opportunity, String comments) {
        review(opportunity, "reject", Map.of("comments", comments));
    }

    /** Asks the partner to correct it: {@code Action Required}. */
    public void askForCorrections(String opportunity, String comments) {
        review(opportunity, "action-required", Map.of("comments", comments));
    }

    /** Takes it into review: {@code In review}. */
    public void takeIntoReview(String opportunity) {
        review(opportunity, "take-into-review", Map.of());
    }

    /** Accepts an invitation that the partner sent to AWS. */
    public void acceptInvitation(String invitation) {
        service.admin("POST", "aws/invitations/" + invitation + "/accept", null);
    }

    /** Rejects it. */
    public void rejectInvitation(String invitation, String reason) {
        service.admin(
                "POST", "aws/invitations/" + invitation + "/reject", Map.of("reason", reason));
    }

    /**
     * Sends a referral to the account: an invented one, which is the same for the same seed. The
     * answer has {@code id}, {@code engagement_id}, {@code opportunity_id} and {@code expires_at}.
     */
    public Map<String, Object> sendReferral(int seed) {
        return send("aws/referrals", "seed", seed);
    }

    /** Sends a referral of this opportunity, in the form that CreateOpportunity takes. */
    public Map<String, Object> sendReferral(Map<String, ?> opportunity) {
        return send("aws/referrals", "opportunity", opportunity);
    }

    /** Sends an invented lead, which is the same for the same seed. */
    public Map<String, Object> sendLead(int seed) {
        return send("aws/leads", "seed", seed);
    }

    private void review(String opportunity, String decision, Map<String, String> why) {
        var body = new HashMap<String, String>(why);
        body.put("decision", decision);
        service.admin("POST", "aws/opportunities/" + opportunity + "/review", body);
    }

    private Map<String, Object> send(String path, String name, Object given) {
        var body = Map.of("account", account, "catalog", "Sandbox", name, given);
        return service.admin("POST", path, body);
    }
}
