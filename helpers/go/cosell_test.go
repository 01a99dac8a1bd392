package cosell_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"cosell"
)

func TestMain(m *testing.M) { os.Exit(cosell.Main(m)) }

type object = map[string]any

func create(test *cosell.Test) string {
	var created struct{ Id string }
	test.Call("CreateOpportunity", object{
		"Catalog":     "Sandbox",
		"ClientToken": "one",
		"Origin":      "Partner Referral",
		"LifeCycle":   object{"Stage": "Prospect", "TargetCloseDate": "2040-12-31"},
	}, &created)
	return created.Id
}

func count(test *cosell.Test) int {
	var listed struct{ OpportunitySummaries []any }
	test.Call("ListOpportunities", object{"Catalog": "Sandbox"}, &listed)
	return len(listed.OpportunitySummaries)
}

func TestEachTestBeginsWithNothingAlsoAtOnce(t *testing.T) {
	for turn := 0; turn < 4; turn++ {
		t.Run(fmt.Sprint(turn), func(t *testing.T) {
			t.Parallel()
			test := cosell.New(t)
			if found := count(test); found != 0 {
				t.Errorf("%d opportunities of another test", found)
			}
			create(test)
			if found := count(test); found != 1 {
				t.Errorf("%d opportunities", found)
			}
		})
	}
}

func TestANamespaceIsDroppedAfterItsTest(t *testing.T) {
	name := ""
	t.Run("uses it", func(t *testing.T) {
		test := cosell.New(t)
		create(test)
		name = test.Name
	})
	var listed json.RawMessage
	if err := cosell.New(t).Admin("GET", "namespaces", nil, &listed); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(listed), `"`+name+`"`) {
		t.Errorf("%s is among %s", name, listed)
	}
}

func TestEventsAreThoseOfTheTest(t *testing.T) {
	test := cosell.New(t)
	id := create(test)
	events := test.Events.Named("Opportunity Created")
	if len(events) != 1 || !strings.Contains(string(events[0].Detail), id) {
		t.Errorf("%s is not the only one of %v", id, events)
	}
	if events[0].Account != test.Account || events[0].Time.IsZero() {
		t.Errorf("not an event of %s: %v", test.Account, events[0])
	}
}

func TestTheClockMovesAndStops(t *testing.T) {
	test := cosell.New(t)
	began := test.Clock.Now()
	if moved := test.Clock.Advance(72 * time.Hour); moved.Sub(began) < 72*time.Hour {
		t.Errorf("from %v to %v", began, moved)
	}
	at := time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)
	test.Clock.FreezeAt(at)
	if now := test.Clock.Now(); !now.Equal(at) {
		t.Errorf("frozen at %v", now)
	}
	test.Clock.Set(at.Add(time.Hour))
	if now := test.Clock.Now(); now.Before(at.Add(time.Hour)) {
		t.Errorf("set to %v", now)
	}
	other := cosell.New(t)
	other.Clock.Freeze()
	if now := other.Clock.Now(); !now.Before(at) {
		t.Errorf("the clock of another test is %v", now)
	}
}

func TestAWSSendsAReferralAndReviewsOnlyWhatIsSubmitted(t *testing.T) {
	test := cosell.New(t)
	sent := test.AWS.SendReferral(7)
	var listed struct{ EngagementInvitationSummaries []struct{ Id string } }
	test.Call("ListEngagementInvitations",
		object{"Catalog": "Sandbox", "ParticipantType": "RECEIVER"}, &listed)
	found := listed.EngagementInvitationSummaries
	if len(found) != 1 || found[0].Id != sent.ID {
		t.Errorf("%v instead of %s", found, sent.ID)
	}
	err := test.Admin("POST", "aws/opportunities/"+create(test)+"/review",
		object{"decision": "approve"}, nil)
	var refused *cosell.Refused
	if !errors.As(err, &refused) || refused.Status/100 != 4 || refused.Kind == "" {
		t.Errorf("not refused: %v", err)
	}
}

func TestAnAcceptedReferralIsApproved(t *testing.T) {
	test := cosell.New(t)
	sent := test.AWS.SendReferral(7)
	test.Call("StartEngagementByAcceptingInvitationTask", object{
		"Catalog": "Sandbox", "ClientToken": "accept", "Identifier": sent.ID,
	}, nil)
	if err := test.Settle(10 * time.Second); err != nil {
		t.Fatal(err)
	}
	if status := reviewStatus(test, test.Account, sent.OpportunityID); status != "Approved" {
		t.Errorf("a referral of AWS is %q", status)
	}
}

func TestAWSDecidesAboutWhatWasSubmitted(t *testing.T) {
	seed := filepath.Join(t.TempDir(), "seed.toml")
	text := "[[opportunity]]\nname = \"one\"\nstate = \"submitted\"\n"
	if err := os.WriteFile(seed, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	server, err := cosell.Start("--seed-file=" + seed)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Stop)
	const seeded = "111111111111"
	for status, decide := range map[string]func(*cosell.AWS, string){
		"In review":       (*cosell.AWS).TakeIntoReview,
		"Approved":        func(aws *cosell.AWS, id string) { aws.Approve(id, cosell.Why{}) },
		"Rejected":        func(aws *cosell.AWS, id string) { aws.Reject(id, why) },
		"Action Required": func(aws *cosell.AWS, id string) { aws.AskForCorrections(id, why) },
	} {
		test := server.ForTest(t)
		var listed struct{ OpportunitySummaries []struct{ Id string } }
		err := test.Service.Call(seeded, "ListOpportunities", object{"Catalog": "Sandbox"}, &listed)
		if err != nil || len(listed.OpportunitySummaries) != 1 {
			t.Fatal(err, listed)
		}
		id := listed.OpportunitySummaries[0].Id
		decide(test.AWS, id)
		if found := reviewStatus(test, seeded, id); found != status {
			t.Errorf("%q instead of %q", found, status)
		}
	}
}

var why = cosell.Why{Comments: "Name the customer's website.", Reason: "Insufficient Info"}

func reviewStatus(test *cosell.Test, account, id string) string {
	var got struct{ LifeCycle struct{ ReviewStatus string } }
	input := object{"Catalog": "Sandbox", "Identifier": id}
	if err := test.Service.Call(account, "GetOpportunity", input, &got); err != nil {
		return err.Error()
	}
	return got.LifeCycle.ReviewStatus
}

func TestAFaultRuleFails(t *testing.T) {
	test := cosell.New(t)
	if err := test.Fault("operation.read=error:ThrottlingException;count=1"); err != nil {
		t.Fatal(err)
	}
	input := object{"Catalog": "Sandbox"}
	err := test.Service.Call(test.Account, "ListOpportunities", input, nil)
	var refused *cosell.Refused
	if !errors.As(err, &refused) || !strings.HasSuffix(refused.Kind, "ThrottlingException") {
		t.Errorf("not throttled: %v", err)
	}
	test.Call("ListOpportunities", input, nil)
}

func TestResetBringsTheBeginningBack(t *testing.T) {
	test := cosell.New(t)
	create(test)
	if err := test.Reset(); err != nil {
		t.Fatal(err)
	}
	if found := count(test); found != 0 {
		t.Errorf("%d opportunities after a reset", found)
	}
}

func TestTheVariablesOfTheSDKsNameTheNamespace(t *testing.T) {
	test := cosell.New(t)
	if key := test.Variables()["AWS_ACCESS_KEY_ID"]; key != test.Name+"/"+test.Account {
		t.Errorf("the access key is %s", key)
	}
}

// The test of the next one: it fails on purpose.
func TestFails(t *testing.T) {
	if os.Getenv("FAIL_ON_PURPOSE") == "" {
		t.Skip("runs within TestAFailedTestShowsTheLogAndTheOpenTasks")
	}
	test := cosell.New(t)
	if err := test.Fault("step.*.before=delay:1h"); err != nil {
		t.Fatal(err)
	}
	sent := test.AWS.SendReferral(7)
	_ = test.Service.Call(test.Account, "StartEngagementByAcceptingInvitationTask", object{
		"Catalog": "Sandbox", "ClientToken": "accept", "Identifier": sent.ID,
	}, nil)
	t.Error("on purpose")
}

func TestAFailedTestShowsTheLogAndTheOpenTasks(t *testing.T) {
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	again := exec.Command(program, "-test.run=^TestFails$")
	again.Env = append(os.Environ(), "FAIL_ON_PURPOSE=1")
	printed, err := again.CombinedOutput()
	if err == nil {
		t.Error("it passed")
	}
	for _, expected := range []string{
		"on purpose", "cosell: log of this test", "StartEngagementByAcceptingInvitationTask",
		"cosell: open tasks", "next step ",
	} {
		if !strings.Contains(string(printed), expected) {
			t.Errorf("%q is not in:\n%s", expected, printed)
		}
	}
}

func TestAServerThatDoesNotStartSaysWhy(t *testing.T) {
	_, err := cosell.Start("--no-such-option")
	if err == nil || !strings.Contains(err.Error(), "unexpected argument") {
		t.Errorf("started, or no reason: %v", err)
	}
}

func TestAServerEndsWhenItIsStopped(t *testing.T) {
	server, err := cosell.Start()
	if err != nil {
		t.Fatal(err)
	}
	if err := server.Admin("GET", "health", nil, nil); err != nil {
		t.Error(err)
	}
	server.Stop()
	if err := server.Admin("GET", "health", nil, nil); err == nil {
		t.Error("it answers")
	}
}
