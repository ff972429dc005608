package mail_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"sync"
	"testing"
	"time"

	message "github.com/emersion/go-message/mail"
	"github.com/emersion/go-smtp"

	"sametable/internal/mail"
)

// office is a mail server on this machine that keeps what it takes.
type office struct {
	mu     sync.Mutex
	taken  [][]byte
	answer func(step, address string) error // nil: takes everything
}

func (o *office) NewSession(*smtp.Conn) (smtp.Session, error) { return &counter{o: o}, nil }

func (o *office) ask(step, address string) error {
	if o.answer == nil {
		return nil
	}
	return o.answer(step, address)
}

type counter struct{ o *office }

func (c *counter) Mail(from string, _ *smtp.MailOptions) error { return c.o.ask("mail", from) }
func (c *counter) Rcpt(to string, _ *smtp.RcptOptions) error   { return c.o.ask("rcpt", to) }
func (c *counter) Reset()                                      {}
func (c *counter) Logout() error                               { return nil }
func (c *counter) Data(r io.Reader) error {
	content, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if err := c.o.ask("data", ""); err != nil {
		return err
	}
	c.o.mu.Lock()
	defer c.o.mu.Unlock()
	c.o.taken = append(c.o.taken, content)
	return nil
}

// opened runs the server until the test ends and gives the sender that reaches it.
func opened(t *testing.T, o *office) mail.Sender {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := smtp.NewServer(o)
	s.Domain, s.EnableSMTPUTF8 = "localhost", true
	s.ErrorLog = silent{}
	done := make(chan error, 1)
	go func() { done <- s.Serve(l) }()
	t.Cleanup(func() {
		_ = s.Close()
		_ = l.Close() // a server that never began to serve does not know of it
		<-done
	})
	return reach(t, l.Addr().String(), "")
}

type silent struct{}

func (silent) Printf(string, ...interface{}) {}
func (silent) Println(...interface{})        {}

func reach(t *testing.T, address, query string) mail.Sender {
	t.Helper()
	s, err := mail.Open("smtp://"+address+query, "forum@sametable.example", t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return mail.Patient(s, time.Second)
}

// spoken runs a server that speaks one line for each it hears, from a script, and then hangs up or says nothing more.
func spoken(t *testing.T, greeting string, hear func(line string) (say string, hangUp bool)) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var running sync.WaitGroup
	t.Cleanup(func() {
		_ = l.Close()
		running.Wait()
	})
	running.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			running.Go(func() { talk(c, greeting, hear) })
		}
	})
	return l.Addr().String()
}

func talk(c net.Conn, greeting string, hear func(line string) (say string, hangUp bool)) {
	defer func() { _ = c.Close() }()
	_ = c.SetDeadline(time.Now().Add(3 * time.Second))
	_, _ = fmt.Fprint(c, greeting)
	var line []byte
	one := make([]byte, 1)
	for {
		if _, err := c.Read(one); err != nil {
			return
		}
		if line = append(line, one[0]); one[0] != '\n' {
			continue
		}
		say, hangUp := hear(string(bytes.TrimSpace(line)))
		line = nil
		if _, err := fmt.Fprint(c, say); err != nil || hangUp {
			return
		}
	}
}

// read takes a letter apart as a mail program does.
func read(t *testing.T, content []byte) (header message.Header, text, html string) {
	t.Helper()
	r, err := message.CreateReader(bytes.NewReader(content))
	if err != nil {
		t.Fatalf("%v\n%s", err, content)
	}
	for {
		part, err := r.NextPart()
		if errors.Is(err, io.EOF) {
			return r.Header, text, html
		}
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(part.Body)
		if err != nil {
			t.Fatal(err)
		}
		kind, _, _ := part.Header.(*message.InlineHeader).ContentType()
		switch kind {
		case "text/plain":
			text = string(bytes.ReplaceAll(body, []byte("\r\n"), []byte("\n")))
		case "text/html":
			html = string(bytes.ReplaceAll(body, []byte("\r\n"), []byte("\n")))
		}
	}
}

var ctx = context.Background()

func letter() mail.Letter {
	return mail.Letter{To: "li.liming@huilin.example", ToName: "李例明", FromName: "同席", Subject: "【同席】《儿童主任一人多岗》中有2条新发言", Text: "李例明，您好：\n\n正文。\n",
		HTML: "<p>李例明，您好：</p>\n", MessageID: "notice.01abc@forum.example", References: []string{"about.01xyz@forum.example"}, Language: "zh-Hans",
		At: time.Date(2019, 6, 10, 1, 0, 0, 0, time.UTC), ListUnsubscribe: "https://forum.example/zh/account"}
}
