// Package cosell starts a cosell server for tests: the AWS Partner Central Selling API on the
// machine of the test. It uses the standard library alone.
//
// [Main] starts one server for the tests of a package, and [New] gives each test a namespace of
// its own in it: data, clock and fault rules that no other test sees, also with t.Parallel.
package cosell

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"time"
)

const (
	// A server starts in milliseconds.
	startTimeout = 30 * time.Second
	// Requests in progress get eight seconds.
	stopTimeout = 20 * time.Second

	ready = "listening on "
)

// Server is a server with an empty store in memory, on a free port.
type Server struct {
	Service
	process *exec.Cmd
	ended   chan struct{}
}

// FindBinary returns the path of the program: that in COSELL_BIN, or the one on the PATH.
func FindBinary() (string, error) {
	if named := os.Getenv("COSELL_BIN"); named != "" {
		return named, nil
	}
	found, err := exec.LookPath("cosell")
	if err != nil {
		return "", errors.New("the program cosell is not installed: install its package, put it on " +
			"the PATH, or name it in COSELL_BIN")
	}
	return found, nil
}

// Start starts a server with these options of `cosell serve`. The error of a server that does not
// start has its log.
func Start(options ...string) (*Server, error) {
	binary, err := FindBinary()
	if err != nil {
		return nil, err
	}
	words := []string{"serve", "--listen", "127.0.0.1:0"}
	if !contains(options, "--store") {
		words = append(words, "--store", "memory")
	}
	log := &output{}
	process := exec.Command(binary, append(words, options...)...)
	process.Env = environment()
	process.Stderr = log
	// Not StdoutPipe: Wait would close it before the line is read.
	reader, writer := io.Pipe()
	process.Stdout = writer
	if err := process.Start(); err != nil {
		return nil, fmt.Errorf("cannot start cosell: %w", err)
	}
	server := &Server{
		Service: Service{log: log},
		process: process,
		ended:   make(chan struct{}),
	}
	go func() {
		_ = process.Wait()
		_ = writer.Close()
		close(server.ended)
	}()
	lines := make(chan string, 1)
	go func() {
		line, _ := bufio.NewReader(reader).ReadString('\n')
		lines <- line
		_, _ = io.Copy(io.Discard, reader)
	}()
	line := ""
	select {
	case line = <-lines:
	case <-time.After(startTimeout):
	}
	if !strings.HasPrefix(line, ready) {
		server.Stop()
		return nil, fmt.Errorf("the server did not start:\n%s", server.Log(0))
	}
	server.URL = strings.TrimSpace(strings.TrimPrefix(line, ready))
	return server, nil
}

// Stop stops the server and waits for its end.
func (server *Server) Stop() {
	_ = server.process.Process.Signal(syscall.SIGTERM)
	select {
	case <-server.ended:
	case <-time.After(stopTimeout):
		_ = server.process.Process.Kill()
		<-server.ended
	}
}

// environment is that of the test without the settings of another server.
func environment() []string {
	var kept []string
	for _, variable := range os.Environ() {
		if !strings.HasPrefix(variable, "COSELL_") {
			kept = append(kept, variable)
		}
	}
	return kept
}

// contains reports whether an option is given, with or without `=VALUE`.
func contains(options []string, name string) bool {
	for _, option := range options {
		if option == name || strings.HasPrefix(option, name+"=") {
			return true
		}
	}
	return false
}

// output keeps what a process writes.
type output struct {
	lock sync.Mutex
	text bytes.Buffer
}

func (output *output) Write(text []byte) (int, error) {
	output.lock.Lock()
	defer output.lock.Unlock()
	return output.text.Write(text)
}

func (output *output) since(place int) string {
	output.lock.Lock()
	defer output.lock.Unlock()
	return string(output.text.Bytes()[place:])
}

func (output *output) end() int {
	output.lock.Lock()
	defer output.lock.Unlock()
	return output.text.Len()
}
