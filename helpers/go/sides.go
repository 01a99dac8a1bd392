package cosell

import (
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"net/url"
	"time"
)

// AWS is AWS, as far as a partner sees it.
type AWS struct{ test *Test }

// Why is what AWS tells a partner about a decision.
type Why struct {
	Comments string `json:"comments,omitempty"`
	Reason   string `json:"reason,omitempty"`
}

// Sent is an invitation that AWS sent.
type Sent struct {
	ID           string    `json:"id"`
	Account      string    `json:"account"`
	Catalog      string    `json:"catalog"`
	EngagementID string    `json:"engagement_id"`
	ExpiresAt    time.Time `json:"expires_at"`
	// OpportunityID is what the receiver gets with its acceptance; it is empty for a lead.
	OpportunityID string `json:"opportunity_id"`
}

// Approve approves an opportunity under review.
func (aws *AWS) Approve(opportunity string, why Why) {
	aws.test.t.Helper()
	aws.review(opportunity, "approve", why)
}

// Reject rejects it.
func (aws *AWS) Reject(opportunity string, why Why) {
	aws.test.t.Helper()
	aws.review(opportunity, "reject", why)
}

// AskForCorrections asks the partner to correct it: `Action Required`.
func (aws *AWS) AskForCorrections(opportunity string, why Why) {
	aws.test.t.Helper()
	aws.review(opportunity, "action-required", why)
}

// TakeIntoReview takes it into review: `In review`.
func (aws *AWS) TakeIntoReview(opportunity string) {
	aws.test.t.Helper()
	aws.review(opportunity, "take-into-review", Why{})
}

// AcceptInvitation accepts an invitation that the partner sent to AWS.
func (aws *AWS) AcceptInvitation(invitation string) {
	aws.test.t.Helper()
	aws.test.admin(http.MethodPost, invitationPath(invitation, "accept"), nil, nil)
}

// RejectInvitation rejects it. The reason may be empty.
func (aws *AWS) RejectInvitation(invitation, reason string) {
	aws.test.t.Helper()
	aws.test.admin(http.MethodPost, invitationPath(invitation, "reject"), Why{Reason: reason}, nil)
}

// SendReferral sends a referral to the account of the test: an invented one, which is the same for
// the same seed.
func (aws *AWS) SendReferral(seed int) Sent {
	aws.test.t.Helper()
	return aws.send("aws/referrals", "seed", seed)
}

// SendOpportunity sends a referral of this opportunity, in the form that CreateOpportunity takes.
func (aws *AWS) SendOpportunity(opportunity any) Sent {
	aws.test.t.Helper()
	return aws.send("aws/referrals", "opportunity", opportunity)
}

// SendLead sends an invented lead, which is the same for the same seed.
func (aws *AWS) SendLead(seed int) Sent {
	aws.test.t.Helper()
	return aws.send("aws/leads", "seed", seed)
}

func (aws *AWS) review(opportunity, decision string, why Why) {
	aws.test.t.Helper()
	body := struct {
		Decision string `json:"decision"`
		Why
	}{decision, why}
	path := "aws/opportunities/" + url.PathEscape(opportunity) + "/review"
	aws.test.admin(http.MethodPost, path, body, nil)
}

func (aws *AWS) send(path, name string, given any) (sent Sent) {
	aws.test.t.Helper()
	body := map[string]any{"account": aws.test.Account, "catalog": "Sandbox", name: given}
	aws.test.admin(http.MethodPost, path, body, &sent)
	return sent
}

func invitationPath(invitation, verb string) string {
	return "aws/invitations/" + url.PathEscape(invitation) + "/" + verb
}

// Event is an event as EventBridge delivers it.
type Event struct {
	ID         string    `json:"id"`
	Source     string    `json:"source"`
	DetailType string    `json:"detail-type"`
	Account    string    `json:"account"`
	Region     string    `json:"region"`
	Time       time.Time `json:"time"`
	Resources  []string  `json:"resources"`
	// Detail is the JSON of the detail.
	Detail json.RawMessage `json:"detail"`
}

// Events are the events of the account of a test since it began.
type Events struct {
	test  *Test
	since int64
}

func newEvents(test *Test) *Events {
	test.t.Helper()
	var targets struct {
		LastPosition int64 `json:"last_position"`
	}
	test.admin(http.MethodGet, "events/targets", nil, &targets)
	return &Events{test: test, since: targets.LastPosition}
}

// All waits until all that is due has happened, and returns the events.
func (events *Events) All() []Event {
	events.test.t.Helper()
	events.test.check(events.test.Settle(10 * time.Second))
	var found []Event
	for after := events.since; ; {
		var page struct {
			Events []struct {
				Event *Event `json:"event"`
			} `json:"events"`
			Position int64 `json:"position"`
		}
		path := fmt.Sprintf("events/log?after=%d&limit=1000", after)
		events.test.admin(http.MethodGet, path, nil, &page)
		for _, one := range page.Events {
			if one.Event != nil && one.Event.Account == events.test.Account {
				found = append(found, *one.Event)
			}
		}
		if page.Position == after {
			return found
		}
		after = page.Position
	}
}

// Named returns those of a kind, such as `Opportunity Created`.
func (events *Events) Named(detailType string) []Event {
	events.test.t.Helper()
	var found []Event
	for _, event := range events.All() {
		if event.DetailType == detailType {
			found = append(found, event)
		}
	}
	return found
}

// Clock is the time of the namespace of a test.
type Clock struct{ test *Test }

// Now is the time of the service.
func (clock *Clock) Now() time.Time {
	clock.test.t.Helper()
	var answer struct {
		Time time.Time `json:"time"`
	}
	clock.test.admin(http.MethodGet, "clock", nil, &answer)
	return answer.Time
}

// Set sets the time; it runs on from there.
func (clock *Clock) Set(to time.Time) {
	clock.test.t.Helper()
	clock.put("moved", &to)
}

// Freeze stops the clock now.
func (clock *Clock) Freeze() {
	clock.test.t.Helper()
	clock.put("frozen", nil)
}

// FreezeAt stops the clock at a time.
func (clock *Clock) FreezeAt(at time.Time) {
	clock.test.t.Helper()
	clock.put("frozen", &at)
}

// Advance moves the time on, by whole seconds, and returns when all that fell due has happened.
func (clock *Clock) Advance(by time.Duration) time.Time {
	clock.test.t.Helper()
	body := map[string]int64{"seconds": int64(math.Ceil(by.Seconds()))}
	clock.test.admin(http.MethodPost, "clock/advance", body, nil)
	return clock.Now()
}

func (clock *Clock) put(mode string, at *time.Time) {
	clock.test.t.Helper()
	body := map[string]string{"mode": mode}
	if at != nil {
		body["time"] = at.UTC().Format("2006-01-02T15:04:05.000Z")
	}
	clock.test.admin(http.MethodPut, "clock", body, nil)
}
