package server_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"sametable/internal/server"
)

// impatient waits for nobody longer than a test does.
func impatient() server.Patience {
	return server.Patience{Header: 300 * time.Millisecond, Body: 700 * time.Millisecond, Write: 10 * time.Second, Idle: 10 * time.Second, End: 10 * time.Second}
}

// served opens a port in front of a handler; stop tells it to end, and gives what it ended with.
func served(t *testing.T, e *echo.Echo, p server.Patience) (address string, stop func() error) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- p.Serve(ctx, e, l) }()
	stop = sync.OnceValue(func() error { cancel(); return <-ended })
	t.Cleanup(func() { _ = stop() })
	return l.Addr().String(), stop
}

func TestThePatienceOfAForumInEarnest(t *testing.T) {
	if p := server.Ordinary(); p.Header != 5*time.Second || p.Body != 30*time.Second || p.Write == 0 || p.Idle == 0 || p.End == 0 {
		t.Errorf("%+v", p)
	}
}

func TestSlowHeadersAreLetGo(t *testing.T) {
	address, _ := served(t, front(t), impatient())
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	began := time.Now()
	if _, err := io.WriteString(conn, "GET /en/ HTTP/1.1\r\nHost: forum.example\r\nX-Slow: "); err != nil {
		t.Fatal(err)
	}
	_ = conn.SetReadDeadline(began.Add(10 * time.Second))
	if _, err := io.Copy(io.Discard, conn); err != nil {
		t.Errorf("the line stays open: %v", err)
	}
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("it took %v", took)
	}
}

// TestASlowBody is answered in words, and is nothing the operator has to look at.
func TestASlowBody(t *testing.T) {
	var said bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&said, nil)))
	defer slog.SetDefault(before)
	address, stop := served(t, front(t), impatient())
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	if _, err := io.WriteString(conn, "POST /sv/login HTTP/1.1\r\nHost: forum.example\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nusername=x"); err != nil {
		t.Fatal(err)
	}
	_ = conn.SetReadDeadline(time.Now().Add(10 * time.Second))
	r, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	page, _ := io.ReadAll(r.Body)
	if r.StatusCode != http.StatusRequestTimeout || !strings.Contains(string(page), "för långsam") {
		t.Errorf("%d %s", r.StatusCode, page)
	}
	if err := stop(); err != nil {
		t.Error(err)
	}
	if log := said.String(); strings.Contains(log, "level=ERROR") || !strings.Contains(log, "level=INFO msg=\"request not finished\"") {
		t.Errorf("the log says %s", log)
	}
}

// endless is a body of a length that is not told beforehand.
type endless struct{ left int }

func (e *endless) Read(p []byte) (int, error) {
	if e.left == 0 {
		return 0, io.EOF
	}
	n := min(len(p), e.left)
	for i := range p[:n] {
		p[i] = 'x'
	}
	e.left -= n
	return n, nil
}

// TestATooLargeBody: over a real connection, whether its length is told or not, the page arrives that says so.
func TestATooLargeBody(t *testing.T) {
	address, _ := served(t, front(t), server.Ordinary())
	for _, told := range []bool{true, false} {
		for language, words := range map[string]string{"zh": "12 MB", "sv": "Det gick inte"} {
			r, err := http.NewRequest(http.MethodPost, "http://"+address+"/"+language+"/login", &endless{20 << 20})
			if err != nil {
				t.Fatal(err)
			}
			if told {
				r.ContentLength = 20 << 20
			}
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			res, err := http.DefaultTransport.RoundTrip(r)
			if err != nil {
				t.Fatalf("length told %v: %v", told, err)
			}
			page, err := io.ReadAll(res.Body)
			_ = res.Body.Close()
			if err != nil || res.StatusCode != http.StatusRequestEntityTooLarge || !strings.Contains(string(page), words) {
				t.Errorf("length told %v: %d %v", told, res.StatusCode, err)
			}
		}
	}
	r, err := http.NewRequest(http.MethodPost, "http://"+address+"/en/login", io.MultiReader(strings.NewReader("username=nobody&password=x&rest="), &endless{11 << 20}))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	res, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	if res.StatusCode >= 500 || res.StatusCode == http.StatusRequestEntityTooLarge {
		t.Errorf("just below the limit: %d", res.StatusCode)
	}
}

// TestEndingLosesNoRequest: whoever was heard is answered; whoever comes afterwards finds the door closed.
func TestEndingLosesNoRequest(t *testing.T) {
	e := front(t)
	var heard atomic.Int32
	goOn := make(chan struct{})
	e.GET("/slow/:n", func(c echo.Context) error {
		heard.Add(1)
		<-goOn
		if err := c.Request().Context().Err(); err != nil {
			return err
		}
		return c.String(http.StatusOK, "answer "+c.Param("n"))
	})
	address, stop := served(t, e, server.Ordinary())
	const many = 20
	var answers sync.WaitGroup
	for n := range many {
		answers.Go(func() {
			res, err := http.Get(fmt.Sprintf("http://%s/slow/%d", address, n))
			if err != nil {
				t.Error(err)
				return
			}
			defer func() { _ = res.Body.Close() }()
			if body, err := io.ReadAll(res.Body); err != nil || string(body) != fmt.Sprintf("answer %d", n) {
				t.Errorf("%q %v", body, err)
			}
		})
	}
	for heard.Load() < many {
		time.Sleep(5 * time.Millisecond)
	}
	ended := make(chan error, 1)
	go func() { ended <- stop() }()
	for { // until the door is closed
		conn, err := net.Dial("tcp", address)
		if err != nil {
			break
		}
		_ = conn.Close()
		time.Sleep(5 * time.Millisecond)
	}
	select {
	case err := <-ended:
		t.Fatalf("it ended before its requests did: %v", err)
	default:
	}
	close(goOn)
	answers.Wait()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}
