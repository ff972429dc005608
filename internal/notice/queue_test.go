package notice_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	message "github.com/emersion/go-message/mail"
	"github.com/emersion/go-smtp"
	"go.uber.org/goleak"
	"gorm.io/gorm"

	"sametable/internal/account"
	"sametable/internal/forum"
	"sametable/internal/lang"
	"sametable/internal/mail"
	"sametable/internal/notice"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/thread"
)

// server is a mail server that refuses for a while and knows some addresses.
type server struct {
	mu      sync.Mutex
	closed  bool
	refused int
	ids     map[string]int // letters taken, by Message-ID
	to      map[string]string
}

func (s *server) NewSession(*smtp.Conn) (smtp.Session, error) { return &talk{s: s}, nil }

type talk struct {
	s  *server
	to string
}

func (c *talk) Mail(string, *smtp.MailOptions) error { return nil }
func (c *talk) Reset()                               {}
func (c *talk) Logout() error                        { return nil }
func (c *talk) Rcpt(to string, _ *smtp.RcptOptions) error {
	c.to = to
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	if strings.HasPrefix(to, "sec@") {
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "nobody here"}
	}
	if c.s.closed {
		c.s.refused++
		return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 0}, Message: "later"}
	}
	return nil
}

func (c *talk) Data(r io.Reader) error {
	m, err := message.CreateReader(r)
	if err != nil {
		return err
	}
	id, err := m.Header.MessageID()
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	c.s.ids[id]++
	c.s.to[id] = c.to
	return err
}

func TestASilentMailServerLosesAndDoublesNothing(t *testing.T) {
	forumServer := &server{ids: map[string]int{}, to: map[string]string{}}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := smtp.NewServer(forumServer)
	s.Domain, s.ErrorLog = "localhost", quiet{}
	done := make(chan error, 1)
	go func() { done <- s.Serve(l) }()
	t.Cleanup(func() {
		_ = s.Close()
		_ = l.Close()
		<-done
	})
	sender, err := mail.Open("smtp://"+l.Addr().String(), "forum@forum.example", t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	worlds(t, sender, func(w *world) {
		forumServer.mu.Lock()
		forumServer.closed, forumServer.refused, forumServer.ids, forumServer.to = true, 0, map[string]int{}, map[string]string{}
		forumServer.mu.Unlock()
		const entries = 4
		w.must(w.n.Start(ctx))
		for range entries {
			w.say("mod", register.Note{Noun: thread.Noun, ID: "t1", Verb: "thread.locked", Access: members(), Tell: everyone()})
		}
		until(w.TB, "refusals", func() bool {
			forumServer.mu.Lock()
			defer forumServer.mu.Unlock()
			return forumServer.refused > 30
		})
		began := time.Now() // acts and reads do not wait for the mail server
		w.say("mod", register.Note{Noun: "seat", ID: "s1", Verb: "seat.given", Access: policy.Access{Class: policy.Public}})
		if _, err := w.n.Unread(ctx, w.actor("li")); err != nil || time.Since(began) > 2*time.Second {
			w.Errorf("an act beside a silent mail server took %v, %v", time.Since(began), err)
		}
		if n, oldest, err := w.n.Queue(ctx); err != nil || n != entries*4 || oldest.IsZero() {
			w.Errorf("%d wait since %v, %v", n, oldest, err)
		}
		w.must(w.n.Stop(ctx)) // and a restart in the middle
		forumServer.mu.Lock()
		if len(forumServer.ids) != 0 {
			w.Error("letters taken while it was closed")
		}
		forumServer.closed = false
		forumServer.mu.Unlock()
		w.send()
		forumServer.mu.Lock()
		defer forumServer.mu.Unlock()
		for id, n := range forumServer.ids {
			if n != 1 {
				w.Errorf("%s came %d times", id, n)
			}
		}
		sent := 0
		for _, row := range w.notices() {
			want := notice.Sent
			if row.PersonID == "sec" { // an address nobody has
				want = notice.Failed
			} else {
				sent++
			}
			if row.Mail != want || forumServer.to["notice."+string(row.ID)+"@forum.example"] != string(row.PersonID)+"@people.example" && want == notice.Sent {
				w.Errorf("%s: %s", row.PersonID, row.Mail)
			}
		}
		if len(forumServer.ids) != sent || sent != entries*4 {
			w.Errorf("%d letters taken of %d", len(forumServer.ids), sent)
		}
	})
}

type quiet struct{}

func (quiet) Printf(string, ...interface{}) {}
func (quiet) Println(...interface{})        {}

// forgetful sends each letter and loses the answer once: what a crash between the mail server's word and the commit looks like.
type forgetful struct {
	pile
	lost map[string]bool
}

func (f *forgetful) Send(ctx context.Context, l mail.Letter) error {
	if err := f.pile.Send(ctx, l); err != nil {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.lost[l.MessageID] {
		return nil
	}
	f.lost[l.MessageID] = true
	return errors.New("the line broke")
}

func TestARepeatIsTheSameLetter(t *testing.T) {
	f := &forgetful{lost: map[string]bool{}}
	worlds(t, f, func(w *world) {
		f.mu.Lock()
		f.letters, f.lost = nil, map[string]bool{}
		f.mu.Unlock()
		w.say("mod", register.Note{Noun: thread.Noun, ID: "t1", Verb: "thread.locked", Access: members(), Tell: register.Tell{Persons: []policy.PersonID{"li", "wang"}}})
		w.send()
		byID := map[string][]mail.Letter{}
		for _, l := range f.all() {
			byID[l.MessageID] = append(byID[l.MessageID], l)
		}
		if len(byID) != 2 {
			w.Errorf("%d letters", len(byID))
		}
		for id, twice := range byID {
			if len(twice) != 2 || fmt.Sprint(twice[0]) != fmt.Sprint(twice[1]) {
				w.Errorf("%s: %+v", id, twice)
			}
		}
	})
}

func TestTheLetterOfTheDay(t *testing.T) {
	worlds(t, nil, func(w *world) {
		for _, p := range []string{"wang", "sec"} {
			w.change(&account.Person{}, p, "mail_mode", account.Daily)
		}
		for range 3 {
			w.say("li", w.published(w.post("t1", thread.Published)))
		}
		w.follow("sec", thread.Noun, "t1", "all")
		w.say("mod", register.Note{Noun: thread.Noun, ID: "t1", Verb: "thread.locked", Access: members(), Tell: register.Tell{Persons: []policy.PersonID{"wang", "sec"}}})
		w.say("mod", register.Note{Noun: "seat", ID: "s1", Verb: "seat.given", For: "huilin", Access: policy.Access{Class: policy.Public, Forum: "hd"}, Tell: register.Tell{Persons: []policy.PersonID{"wang"}}})
		if n, _, err := w.n.Queue(ctx); err != nil || n != 3 { // observer's three letters; those of the day are not due
			w.Errorf("%d wait, %v", n, err)
		}
		w.say("mod", register.Note{Noun: thread.Noun, ID: "t1", Verb: "thread.unlocked", Access: members(), Tell: register.Tell{Persons: []policy.PersonID{"wang"}}})
		items, _, err := w.n.Inbox(ctx, w.actor("wang"), 0, 1)
		w.must(err)
		w.must(w.n.MarkRead(ctx, w.actor("wang"), notice.Marking{IDs: []notice.ID{items[0].ID}})) // read on the page already
		w.change(&forum.Mandate{}, "d-sec", "state", forum.Ended)
		w.hasten()
		w.send()
		var days []mail.Letter
		for _, l := range w.pile.all() {
			if strings.HasPrefix(l.MessageID, "day.") {
				days = append(days, l)
			}
		}
		if len(days) != 1 || days[0].To != "wang@people.example" || days[0].Subject != "【同席】5条通知提醒" {
			w.Fatalf("%+v", days)
		}
		for _, part := range []string{"自上一封邮件以来，有5条新的通知提醒：", "《儿童主任一人多岗》中有3条新发言。", "讨论《儿童主任一人多岗》（HD-T-2019-01）已锁定", "单位huilin获得华东论坛的席位。",
			"https://forum.example/zh/f/HD", "您选择了每天接收一封汇总邮件。"} {
			if !strings.Contains(days[0].Text, part) {
				w.Errorf("lacks %q:\n%s", part, days[0].Text)
			}
		}
		if strings.Contains(days[0].Text, "解除锁定") {
			w.Errorf("tells what she has read:\n%s", days[0].Text)
		}
		counts := map[notice.Mail]int{}
		for _, row := range w.notices() {
			if row.PersonID == "wang" || row.PersonID == "sec" {
				counts[row.Mail]++
			}
		}
		if counts[notice.Sent] != 5 || counts[notice.Withheld] != 2 || len(counts) != 2 {
			w.Errorf("%v", counts)
		}
	})
}

// hasten makes letters due that wait for the morning.
func (w *world) hasten() {
	w.Helper()
	_, err := w.r.Store().SQL().Exec("UPDATE river_job SET state = 'available', scheduled_at = created_at WHERE state = 'scheduled'")
	w.must(err)
}

func TestTheMorningOfAZone(t *testing.T) {
	for _, c := range []struct {
		now  string
		zone lang.Zone
		want string
	}{
		{"2019-06-10T01:00:00Z", lang.Beijing, "2019-06-10T23:00:00Z"},
		{"2019-06-10T22:59:59Z", lang.Beijing, "2019-06-10T23:00:00Z"},
		{"2019-06-10T23:00:00Z", lang.Beijing, "2019-06-11T23:00:00Z"},
		{"2019-06-10T01:00:00Z", lang.Stockholm, "2019-06-10T05:00:00Z"},
		{"2019-03-30T12:00:00Z", lang.Stockholm, "2019-03-31T05:00:00Z"}, // summer time begins in the night
		{"2019-10-26T12:00:00Z", lang.Stockholm, "2019-10-27T06:00:00Z"}, // and ends
		{"2018-12-31T23:30:00Z", lang.Beijing, "2019-01-01T23:00:00Z"},
	} {
		now, err := time.Parse(time.RFC3339, c.now)
		if err != nil {
			t.Fatal(err)
		}
		if got := notice.DayLetter(now, c.zone).UTC().Format(time.RFC3339); got != c.want {
			t.Errorf("after %s in %s: %s, want %s", c.now, c.zone, got, c.want)
		}
	}
}

func TestLinksAreMailedAndForgotten(t *testing.T) {
	worlds(t, nil, func(w *world) {
		w.must(w.n.Start(ctx))
		w.must(w.accounts.RequestReset(ctx, "wang", "203.0.113.7:1"))
		until(w.TB, "the link to be mailed", func() bool {
			w.must(w.r.CatchUp(ctx))
			return len(w.pile.all()) > 0
		})
		l := w.pile.all()[0]
		_, link, found := strings.Cut(l.Text, "https://forum.example/zh/reset/")
		secret, _, _ := strings.Cut(link, "\n")
		if !found || len(secret) < 20 || l.To != "wang@people.example" || l.Subject != "【同席】设置新密码" || strings.Contains(l.MessageID, secret) {
			w.Fatalf("%+v", l)
		}
		until(w.TB, "the secret to go", func() bool {
			var left int64
			w.must(w.r.Read(ctx).Model(&account.SecretMail{}).Count(&left).Error)
			return left == 0
		})
		w.must(w.n.Stop(ctx))
		if slip, err := w.accounts.FindSlip(ctx, secret); err != nil || slip.PersonID != "wang" {
			w.Errorf("the mailed link opens nothing: %v", err)
		}
		for _, table := range []string{"river_job", "entries", "notices"} {
			var rows []map[string]any
			w.must(w.r.Read(ctx).Table(table).Find(&rows).Error)
			if strings.Contains(fmt.Sprint(rows), secret) {
				w.Errorf("the secret lies in %s", table)
			}
		}
	})
}

func TestALinkThatRanOutIsNotMailed(t *testing.T) {
	worlds(t, nil, func(w *world) {
		w.must(w.accounts.RequestReset(ctx, "wang", "203.0.113.7:1"))
		_, err := w.accounts.CarryOutResets(ctx)
		w.must(err)
		w.must(w.accounts.RequestReset(ctx, "li", "203.0.113.7:1"))
		_, err = w.accounts.CarryOutResets(ctx)
		w.must(err)
		w.must(w.r.CatchUp(ctx))
		w.must(w.r.Loose(ctx, func(tx *gorm.DB) error { // revoked in the meantime
			return tx.Where("person_id = ?", "li").Delete(&account.SecretMail{}).Error
		}))
		if n, _, err := w.n.Queue(ctx); err != nil || n != 2 {
			w.Errorf("%d links wait, %v", n, err)
		}
		w.c.Advance(25 * time.Hour)
		w.send()
		var left int64
		w.must(w.r.Read(ctx).Model(&account.SecretMail{}).Count(&left).Error)
		if len(w.pile.all()) != 0 || left != 0 {
			w.Errorf("%d letters, %d secrets left", len(w.pile.all()), left)
		}
	})
}

func TestStoppingLeavesNothingBehind(t *testing.T) {
	worlds(t, nil, func(w *world) {
		w.say("mod", register.Note{Noun: thread.Noun, ID: "t1", Verb: "thread.locked", Access: members(), Tell: everyone()})
		before := goleak.IgnoreCurrent()
		for range 2 {
			w.send()
		}
		running, cancel := context.WithCancel(ctx)
		w.must(w.n.Start(running))
		cancel() // as at SIGTERM: the context ends before Stop is called
		w.must(w.n.Stop(ctx))
		w.must(w.n.Stop(ctx))
		goleak.VerifyNone(w.TB, before, goleak.IgnoreTopFunction("database/sql.(*DB).connectionOpener"))
		if len(w.pile.all()) != 5 {
			w.Errorf("%d letters", len(w.pile.all()))
		}
	})
}

func TestDomainOf(t *testing.T) {
	for origin, want := range map[string]string{"https://forum.example": "forum.example", "http://localhost:8080": "localhost", "http://[::1]:8080": "forum", "": "forum"} {
		if got := notice.DomainOf(origin); got != want {
			t.Errorf("%q: %q, want %q", origin, got, want)
		}
	}
}
