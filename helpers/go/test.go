package cosell

import (
	"fmt"
	"os"
	"strings"
	"sync/atomic"
	"testing"
)

// Test is what one test has to itself: a namespace, and an account in it. Its methods that return
// no error end the test if something fails, so they must be called by the goroutine of the test.
type Test struct {
	*Service
	// Account is the id of an account that no other test uses.
	Account string
	AWS     *AWS
	Events  *Events
	Clock   *Clock
	t       testing.TB
	mark    int
}

var (
	shared      *Server
	lastAccount int64 = 600_000_000_000
	lastName    int64
)

// NewAccount returns the id of an account that nothing of this process used before.
func NewAccount() string {
	return fmt.Sprint(atomic.AddInt64(&lastAccount, 1))
}

// Main runs the tests of a package with one server, which has these options of `cosell serve`:
//
//	func TestMain(m *testing.M) { os.Exit(cosell.Main(m)) }
func Main(m interface{ Run() int }, options ...string) int {
	server, err := Start(logged(options)...)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer server.Stop()
	shared = server
	return m.Run()
}

// New gives a test a namespace of the server of [Main], or of a server of its own if there is none.
func New(t testing.TB) *Test {
	t.Helper()
	if shared != nil {
		return shared.ForTest(t)
	}
	server, err := Start(logged(nil)...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Stop)
	return server.ForTest(t)
}

// ForTest gives a test a namespace of this server. It is dropped at the end of the test. The log of
// a test that failed has the server's log of the test and the tasks that have not ended.
func (server *Server) ForTest(t testing.TB) *Test {
	t.Helper()
	service := server.Namespace(fmt.Sprintf("test-%d", atomic.AddInt64(&lastName, 1)))
	test := &Test{Service: service, Account: NewAccount(), t: t, mark: service.LogEnd()}
	t.Cleanup(func() {
		if t.Failed() {
			t.Log(test.Report())
		}
		if err := service.Drop(); err != nil {
			t.Error(err)
		}
	})
	test.AWS = &AWS{test}
	test.Clock = &Clock{test}
	test.Events = newEvents(test)
	return test
}

// Call calls an operation as the account of the test. It ends the test if the operation is refused;
// [Service.Call] returns the error instead.
func (test *Test) Call(operation string, input, output any) {
	test.t.Helper()
	test.check(test.Service.Call(test.Account, operation, input, output))
}

// AccessKey is the access key id by which an SDK calls the service as the account of the test.
func (test *Test) AccessKey() string {
	return test.Service.AccessKey(test.Account)
}

// Variables are those by which the SDKs of AWS call the service as the account of the test.
func (test *Test) Variables() map[string]string {
	return test.Service.Variables(test.Account)
}

// Report is the server's log since the test began, and the tasks that have not ended. The log has
// the requests of tests that run at the same time.
func (test *Test) Report() string {
	tasks := "none"
	if open, err := test.OpenTasks(); err != nil {
		tasks = fmt.Sprintf("the server does not answer: %v", err)
	} else if len(open) > 0 {
		var lines []string
		for _, task := range open {
			lines = append(lines, fmt.Sprintf("%s of account %s: next step %s, attempts %d",
				task.ID, task.Account, task.NextStepName, task.Attempts))
		}
		tasks = strings.Join(lines, "\n")
	}
	return "cosell: log of this test\n" + test.Log(test.mark) + "cosell: open tasks\n" + tasks
}

func (test *Test) admin(method, path string, body, answer any) {
	test.t.Helper()
	test.check(test.Admin(method, path, body, answer))
}

func (test *Test) check(err error) {
	test.t.Helper()
	if err != nil {
		test.t.Fatal(err)
	}
}

// logged are the options with a log of requests, unless they name another level.
func logged(options []string) []string {
	if contains(options, "--log-level") {
		return options
	}
	return append([]string{"--log-level", "info"}, options...)
}
