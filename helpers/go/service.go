package cosell

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"
)

// Service is what answers at a URL: a server, or a namespace of one.
type Service struct {
	// URL is the endpoint of the SDKs.
	URL string
	// Name is the name of the namespace; it is empty for the server itself.
	Name string
	log  *output
}

// Refused is an error that the server answered with.
type Refused struct {
	// Status is that of HTTP.
	Status int
	// Kind is the name of the error, such as `ValidationException`.
	Kind    string
	Message string
}

func (refused *Refused) Error() string {
	return fmt.Sprintf("%d %s: %s", refused.Status, refused.Kind, refused.Message)
}

// OpenTask is a task that has not ended.
type OpenTask struct {
	ID           string `json:"id"`
	Kind         string `json:"kind"`
	Account      string `json:"account"`
	NextStepName string `json:"next_step_name"`
	Attempts     int    `json:"attempts"`
}

// A settle may take minutes. Requests must not go to a proxy of the environment. Tests that run in
// parallel keep their connections; by default two are kept.
var client = &http.Client{
	Timeout:   2 * time.Minute,
	Transport: &http.Transport{MaxIdleConnsPerHost: 32},
}

// Namespace returns a service of its own in this server. Its first request makes it.
func (service *Service) Namespace(name string) *Service {
	return &Service{URL: service.URL, Name: name, log: service.log}
}

// Drop drops a namespace with its data, if there is one.
func (service *Service) Drop() error {
	err := service.Admin(http.MethodDelete, "namespaces/"+url.PathEscape(service.Name), nil, nil)
	var refused *Refused
	if errors.As(err, &refused) && refused.Status == http.StatusNotFound {
		return nil
	}
	return err
}

// Admin calls a page of the administrative API: Admin("POST", "clock/advance", body, nil). Body and
// answer are JSON; either may be nil. An error that the server answered with is a *[Refused].
func (service *Service) Admin(method, path string, body, answer any) error {
	return service.send(method, "/_cosell/"+path, nil, body, answer)
}

// Call calls an operation of the API as an account, without an SDK and without a signature, which
// mode `open` does not verify: Call(account, "GetOpportunity", input, &output).
func (service *Service) Call(account, operation string, input, output any) error {
	header := http.Header{}
	header.Set("Authorization", "AWS4-HMAC-SHA256 Credential="+service.AccessKey(account)+
		"/20260101/us-east-1/partnercentral-selling/aws4_request, "+
		"SignedHeaders=host, Signature=none")
	return service.send(http.MethodPost, "/"+operation, header, input, output)
}

func (service *Service) send(method, path string, header http.Header, body, answer any) error {
	var text io.Reader
	if body != nil {
		written, err := json.Marshal(body)
		if err != nil {
			return err
		}
		text = bytes.NewReader(written)
	}
	request, err := http.NewRequest(method, service.URL+path, text)
	if err != nil {
		return err
	}
	for name, values := range header {
		request.Header[name] = values
	}
	request.Header.Set("Content-Type", "application/json")
	if service.Name != "" {
		request.Header.Set("X-Cosell-Namespace", service.Name)
	}
	response, err := client.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	read, err := io.ReadAll(response.Body)
	if err != nil {
		return err
	}
	if response.StatusCode/100 != 2 {
		return refusal(response.StatusCode, read)
	}
	if answer == nil {
		return nil
	}
	return json.Unmarshal(read, answer)
}

// refusal is an error of the API (`__type`) or of the administrative API (`error`). The names of
// members are compared without case, so that Message and message are one.
func refusal(status int, body []byte) *Refused {
	var document struct {
		Type    string `json:"__type"`
		Error   string `json:"error"`
		Message string `json:"message"`
	}
	if json.Unmarshal(body, &document) != nil {
		document.Message = string(body)
	}
	kind := document.Type
	if kind == "" {
		kind = document.Error
	}
	return &Refused{Status: status, Kind: kind, Message: document.Message}
}

// Settle waits until everything that is due has happened. Its error says what hangs.
func (service *Service) Settle(timeout time.Duration) error {
	path := fmt.Sprintf("settle?timeout=%d", int(timeout.Seconds()))
	return service.Admin(http.MethodPost, path, nil, nil)
}

// Reset brings data, clock and fault rules back to what the server began with.
func (service *Service) Reset() error {
	return service.Admin(http.MethodPost, "reset", nil, nil)
}

// Fault adds a fault rule, such as "operation.read=error:ThrottlingException;count=1".
func (service *Service) Fault(rule string) error {
	return service.Admin(http.MethodPost, "faults", map[string]string{"text": rule}, nil)
}

// OpenTasks lists the tasks that have not ended, the newest first.
func (service *Service) OpenTasks() ([]OpenTask, error) {
	var answer struct {
		Tasks []OpenTask `json:"tasks"`
	}
	err := service.Admin(http.MethodGet, "tasks?status=IN_PROGRESS", nil, &answer)
	return answer.Tasks, err
}

// AccessKey is the access key id by which an SDK calls this service as an account.
func (service *Service) AccessKey(account string) string {
	if service.Name == "" {
		return account
	}
	return service.Name + "/" + account
}

// Variables are those by which the SDKs of AWS call this service as an account.
func (service *Service) Variables(account string) map[string]string {
	return map[string]string{
		"AWS_ENDPOINT_URL_PARTNERCENTRAL_SELLING": service.URL,
		"AWS_ENDPOINT_URL_STS":                    service.URL,
		"AWS_ACCESS_KEY_ID":                       service.AccessKey(account),
		"AWS_SECRET_ACCESS_KEY":                   "any",
		"AWS_REGION":                              "us-east-1",
		"AWS_DEFAULT_REGION":                      "us-east-1",
		"AWS_EC2_METADATA_DISABLED":               "true",
	}
}

// Log is the log of the server, from a place that [Service.LogEnd] gave.
func (service *Service) Log(since int) string {
	return service.log.since(since)
}

// LogEnd is the place where the log ends now.
func (service *Service) LogEnd() int {
	return service.log.end()
}
