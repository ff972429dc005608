package mail_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"sametable/internal/mail"
)

func TestLettersArriveAsTheyWereWritten(t *testing.T) {
	long := strings.Repeat("农村留守儿童关爱保护工作的意见", 12)
	for _, c := range []struct{ language, name, from, subject, text string }{
		{"zh-Hans", "李例明", "同席", "【同席】《儿童主任一人多岗》中有2条新发言", "李例明，您好：\n\n" + long + "\n.\n行首的点也在。\n"},
		{"zh-Hans", "扎西·顿珠", "同席", long, "𠮷野家 😀 “引号”……\n"},
		{"sv", "Åsa Öberg-Ängel", "Vid samma bord", "Vid samma bord – 2 nya inlägg i ”Ett barnombud, flera uppdrag”", "Hej Åsa,\n\nblåbärsgröt på ön = 1,5 %\n" + strings.Repeat("å", 200) + "\n"},
		{"en", `O'Neill, "Pat"`, "Same Table", "Same Table: 1 new post in “Title”", "Dear Pat,\n\n.\n..\nFrom here on\n"},
		{"en", "", "", "", "no name, no subject\n"},
	} {
		o := &office{}
		l := letter()
		l.Language, l.ToName, l.FromName, l.Subject, l.Text, l.HTML = c.language, c.name, c.from, c.subject, c.text, "<p>"+c.text+"</p>\n"
		if err := opened(t, o).Send(ctx, l); err != nil {
			t.Fatal(err)
		}
		if len(o.taken) != 1 {
			t.Fatalf("%d letters", len(o.taken))
		}
		h, text, html := read(t, o.taken[0])
		if subject, err := h.Subject(); err != nil || subject != c.subject {
			t.Errorf("subject %q, want %q: %v", subject, c.subject, err)
		}
		to, err := h.AddressList("To")
		if err != nil || len(to) != 1 || to[0].Name != c.name || to[0].Address != l.To {
			t.Errorf("to %v: %v", to, err)
		}
		from, err := h.AddressList("From")
		if err != nil || len(from) != 1 || from[0].Name != c.from || from[0].Address != "forum@sametable.example" {
			t.Errorf("from %v: %v", from, err)
		}
		if text != l.Text || html != l.HTML {
			t.Errorf("text %q, html %q, want %q", text, html, l.Text)
		}
		at, err := h.Date()
		if err != nil || !at.Equal(l.At) {
			t.Errorf("date %v: %v", at, err)
		}
		for name, want := range map[string]string{"Message-Id": "<notice.01abc@forum.example>", "References": "<about.01xyz@forum.example>",
			"List-Unsubscribe": "<https://forum.example/zh/account>", "Auto-Submitted": "auto-generated", "Content-Language": c.language} {
			if got := h.Get(name); got != want {
				t.Errorf("%s: %q, want %q", name, got, want)
			}
		}
		for i, line := range bytes.Split(o.taken[0], []byte("\r\n")) {
			if len(line) > 998 {
				t.Errorf("line %d has %d bytes", i, len(line))
			}
		}
	}
}

func TestNoTextBringsAHeader(t *testing.T) {
	for _, evil := range []string{"\r\nBcc: spy@evil.example", "\nBcc: spy@evil.example", "\rBcc: spy@evil.example", "\u2028Bcc: spy@evil.example",
		"\x00\r\n\r\n<script>", "\" <spy@evil.example>, \"", "=?utf-8?q?=0D=0ABcc=3A_spy=40evil.example?="} {
		o := &office{}
		s := opened(t, o)
		l := letter()
		l.Subject, l.ToName, l.FromName = "Subject"+evil, "Name"+evil, "Forum"+evil
		if err := s.Send(ctx, l); err != nil {
			t.Fatalf("%q: %v", evil, err)
		}
		h, _, _ := read(t, o.taken[0])
		if h.Has("Bcc") || len(o.taken) != 1 {
			t.Errorf("%q brought a header:\n%s", evil, o.taken[0])
		}
		to, err := h.AddressList("To")
		if err != nil || len(to) != 1 || to[0].Address != l.To {
			t.Errorf("%q: to %v, %v", evil, to, err)
		}
		for name, spoil := range map[string]func(*mail.Letter){
			"address":    func(l *mail.Letter) { l.To += evil },
			"Message-ID": func(l *mail.Letter) { l.MessageID += evil },
			"reference":  func(l *mail.Letter) { l.References = []string{"a@b" + evil} },
			"settings":   func(l *mail.Letter) { l.ListUnsubscribe += "\r\n" + evil },
		} {
			l := letter()
			spoil(&l)
			if err := s.Send(ctx, l); !mail.Refused(err) {
				t.Errorf("%s %q: %v", name, evil, err)
			}
		}
		if len(o.taken) != 1 {
			t.Errorf("%q: a spoilt letter was sent", evil)
		}
	}
	for _, address := range []string{"", "li", "a@b, c@d", "Li <li@huilin.example>", "li@huilin.example\n"} {
		l := letter()
		l.To = address
		if err := opened(t, &office{}).Send(ctx, l); !mail.Refused(err) {
			t.Errorf("address %q: %v", address, err)
		}
	}
}

func TestFailuresSayWhetherToTryAgain(t *testing.T) {
	for _, c := range []struct {
		step    string
		answer  *smtp.SMTPError
		refused bool
	}{
		{"rcpt", &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no li.liming@huilin.example here"}, true},
		{"rcpt", &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 2, 1}, Message: "mailbox closed"}, true},
		{"rcpt", &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 7, 1}, Message: "relaying denied"}, false},
		{"rcpt", &smtp.SMTPError{Code: 450, EnhancedCode: smtp.EnhancedCode{4, 2, 0}, Message: "greylisted"}, false},
		{"rcpt", &smtp.SMTPError{Code: 452, EnhancedCode: smtp.EnhancedCode{4, 2, 2}, Message: "mailbox full"}, false},
		{"mail", &smtp.SMTPError{Code: 421, EnhancedCode: smtp.EnhancedCode{4, 3, 2}, Message: "closing"}, false},
		{"mail", &smtp.SMTPError{Code: 553, EnhancedCode: smtp.EnhancedCode{5, 1, 8}, Message: "bad sender"}, false},
		{"data", &smtp.SMTPError{Code: 554, EnhancedCode: smtp.EnhancedCode{5, 6, 0}, Message: "spam to li.liming@huilin.example"}, false},
	} {
		o := &office{answer: func(step, _ string) error {
			if step == c.step {
				return c.answer
			}
			return nil
		}}
		err := opened(t, o).Send(ctx, letter())
		var f *mail.Failure
		if !errors.As(err, &f) || f.Code != c.answer.Code || f.Refused != c.refused || mail.Refused(err) != c.refused {
			t.Errorf("%s %v: %+v", c.step, c.answer, f)
		}
		if err != nil && (strings.Contains(err.Error(), "huilin") || strings.Contains(err.Error(), c.answer.Message)) {
			t.Errorf("the error repeats what the server said: %v", err)
		}
		if len(o.taken) != 0 {
			t.Errorf("%s: taken all the same", c.step)
		}
	}
}

func TestAServerThatIsAwayOrSilentIsTriedAgain(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed := l.Addr().String()
	_ = l.Close()
	mute := spoken(t, "", func(string) (string, bool) { return "", false })
	slow := spoken(t, "220 localhost\r\n", func(line string) (string, bool) { return "", false })
	for name, address := range map[string]string{"closed": closed, "mute": mute, "slow": slow} {
		s := mail.Patient(reach(t, address, ""), 200*time.Millisecond)
		began := time.Now()
		err := s.Send(ctx, letter())
		if took := time.Since(began); err == nil || mail.Refused(err) || took > 10*time.Second {
			t.Errorf("%s: %v after %v", name, err, took)
		}
	}
	gone, cancel := context.WithCancel(ctx)
	cancel()
	if err := reach(t, closed, "").Send(gone, letter()); err == nil || mail.Refused(err) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestALetterThatWasTakenIsSentWhateverFollows(t *testing.T) {
	body := false
	address := spoken(t, "220 localhost\r\n", func(line string) (string, bool) {
		switch {
		case body && line == ".":
			return "250 2.0.0 taken\r\n", true // and hangs up, before QUIT
		case body:
			return "", false
		case line == "DATA":
			body = true
			return "354 go on\r\n", false
		}
		return "250 localhost\r\n", false
	})
	if err := reach(t, address, "").Send(ctx, letter()); err != nil {
		t.Errorf("taken, then broken off: %v", err)
	}
}

func TestNothingIsSaidInTheClearThatMustNotBe(t *testing.T) {
	var heard []string
	address := spoken(t, "220 localhost\r\n", func(line string) (string, bool) {
		heard = append(heard, line)
		if strings.HasPrefix(line, "EHLO") {
			return "250-localhost\r\n250 AUTH PLAIN LOGIN\r\n", false
		}
		return "250 ok\r\n", false
	})
	s, err := mail.Open("smtp://forum:geheim@"+address+"?starttls=always", "forum@sametable.example", t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if err := mail.Patient(s, time.Second).Send(ctx, letter()); err == nil || mail.Refused(err) {
		t.Errorf("sent without encryption: %v", err)
	}
	for _, line := range heard {
		if !strings.HasPrefix(line, "EHLO") && !strings.HasPrefix(line, "HELO") && line != "QUIT" {
			t.Errorf("said in the clear: %s", line)
		}
	}
}

// TestAServerIsTriedWithoutALetter: whoever sets a house up hears whether the server is there, and nobody gets mail.
func TestAServerIsTriedWithoutALetter(t *testing.T) {
	o := &office{}
	server, ok := opened(t, o).(mail.SMTP)
	if !ok {
		t.Fatal("it is no mail server")
	}
	if err := server.Try(t.Context()); err != nil {
		t.Error(err)
	}
	if len(o.taken) > 0 {
		t.Errorf("%d letters were sent", len(o.taken))
	}
	busy := spoken(t, "421 busy", func(string) (string, bool) { return "421 busy", true })
	away, ok := reach(t, busy, "").(mail.SMTP)
	if !ok {
		t.Fatal("it is no mail server")
	}
	var failure *mail.Failure
	if err := away.Try(t.Context()); !errors.As(err, &failure) {
		t.Errorf("a server that turns everybody away: %v", err)
	}
}

func TestOpen(t *testing.T) {
	for _, c := range []struct {
		address, from string
		want          mail.SMTP
		fails         bool
	}{
		{address: "smtp://mail.example.org", want: mail.SMTP{Host: "mail.example.org", Port: 587, TLS: mail.TLSAlways}},
		{address: "smtp://u:p%40ss@mail.example.org:2525", want: mail.SMTP{Host: "mail.example.org", Port: 2525, User: "u", Password: "p@ss", TLS: mail.TLSAlways}},
		{address: "smtps://u:p@mail.example.org", want: mail.SMTP{Host: "mail.example.org", Port: 465, User: "u", Password: "p", TLS: mail.TLSFromTheStart}},
		{address: "smtp://localhost:25", want: mail.SMTP{Host: "localhost", Port: 25, TLS: mail.TLSIfOffered}},
		{address: "smtp://[::1]:25", want: mail.SMTP{Host: "::1", Port: 25, TLS: mail.TLSIfOffered}},
		{address: "smtp://10.0.0.5:25?starttls=never", want: mail.SMTP{Host: "10.0.0.5", Port: 25, TLS: mail.TLSNever}},
		{address: "smtp://10.0.0.5?starttls=sometimes", fails: true},
		{address: "smtps://10.0.0.5?starttls=never", fails: true},
		{address: "http://mail.example.org", fails: true},
		{address: "smtp://", fails: true},
		{address: "smtp://mail.example.org:0", fails: true},
		{address: "smtp://u:ge heim@mail.example.org:x", fails: true},
		{address: "smtp://mail.example.org", from: "nobody", fails: true},
	} {
		from := c.from
		if from == "" {
			from = "Forum <forum@sametable.example>"
		}
		s, err := mail.Open(c.address, from, t.TempDir())
		if (err != nil) != c.fails {
			t.Errorf("%s: %v", c.address, err)
			continue
		}
		if err != nil {
			if strings.Contains(err.Error(), "heim") {
				t.Errorf("the error tells the password: %v", err)
			}
			continue
		}
		got := s.(mail.SMTP)
		if got.Host != c.want.Host || got.Port != c.want.Port || got.User != c.want.User || got.Password != c.want.Password || got.TLS != c.want.TLS {
			t.Errorf("%s: %+v", c.address, got)
		}
		if got.From.Name != "Forum" || got.From.Address != "forum@sametable.example" {
			t.Errorf("from %v", got.From)
		}
	}
}

// lines sorts what a letter consists of: the order of its headers says nothing.
func lines(content []byte) []string {
	return slices.Sorted(strings.Lines(string(content)))
}

func TestTheFolderKeepsEachLetterOnce(t *testing.T) {
	data := t.TempDir()
	s, err := mail.Open("", "forum@sametable.example", data)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(data, "letters", "notice.01abc@forum.example.eml")
	var first []byte
	for range 3 {
		if err := s.Send(ctx, letter()); err != nil {
			t.Fatal(err)
		}
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if first != nil && !slices.Equal(lines(first), lines(content)) {
			t.Errorf("the repeat is another letter:\n%s\n%s", first, content)
		}
		first = content
	}
	if h, text, _ := read(t, first); h.Get("Message-Id") != "<notice.01abc@forum.example>" || text != letter().Text {
		t.Errorf("%s", first)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("others may read it: %v %v", info.Mode(), err)
	}
	files, err := fs.Glob(os.DirFS(data), "letters/*")
	if err != nil || len(files) != 1 {
		t.Errorf("files %v, %v", files, err)
	}
	spoilt := letter()
	spoilt.MessageID = "../../etc/notice@forum.example"
	if err := s.Send(ctx, spoilt); !mail.Refused(err) {
		t.Errorf("a name with a path: %v", err)
	}
	if err := os.RemoveAll(filepath.Join(data, "letters")); err != nil {
		t.Fatal(err)
	}
	if err := s.Send(ctx, letter()); err == nil || mail.Refused(err) {
		t.Errorf("no folder: %v", err)
	}
}
