package main_test

import (
	"fmt"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"sametable/internal/clock"
	"sametable/internal/demo"
	"sametable/internal/forumtest/house"
	"sametable/internal/store"
)

// letters are what one writer sent in a test: each text is sent until it is acknowledged, however often the program dies.
type letters struct {
	sync.Mutex
	acknowledged map[string]int // text → how often an answer said so
	open         map[string]url.Values
}

const quietThread = "/en/f/LH/t/2019-02"

// TestKilledWhileWriting kills the program while four people post at once, and starts it again. What was acknowledged is there, once;
// what was not is sent again with the same key, and is there once as well; the register holds. PostgreSQL itself lives on: it has
// transactions of a program that is gone.
func TestKilledWhileWriting(t *testing.T) {
	for engine, deaths := range map[store.Engine]int{store.SQLite: 5, store.Postgres: 2} {
		t.Run(string(engine), func(t *testing.T) {
			t.Parallel()
			killed(t, house.Address(t, engine), deaths)
		})
	}
}

func killed(t *testing.T, address string, deaths int) {
	t.Helper()
	settings := []string{"FORUM_LISTEN=127.0.0.1:0", "FORUM_DATA=" + filepath.Dir(address)}
	if strings.Contains(address, "://") {
		settings = []string{"FORUM_LISTEN=127.0.0.1:0", "FORUM_DATA=" + t.TempDir(), "FORUM_DATABASE_URL=" + address}
	}
	sent := &letters{acknowledged: map[string]int{}, open: map[string]url.Values{}}
	for round := range deaths + 1 {
		p := start(t, settings, "serve")
		at := p.waits(&p.said, `msg=serving address=(http://127\.0\.0\.1:\d+)`)[1]
		writer := house.Visitor(t, at)
		form, _ := writer.Get("/en/login").Form("/login")
		form.Set("username", "elin")
		form.Set("password", demo.Password)
		writer.Post("/en/login", form)
		form, found := writer.Get(quietThread).Form(quietThread)
		if !found {
			t.Fatal("she may not write here")
		}
		for text, values := range sent.open { // what nobody answered
			if status, err := writer.Try(quietThread, values); err != nil || status != http.StatusSeeOther {
				t.Fatalf("sent again: %d %v", status, err)
			}
			sent.acknowledged[text]++
		}
		clear(sent.open)
		if round == deaths {
			break
		}
		var writers sync.WaitGroup
		for hand := range 4 {
			writers.Go(func() { sent.write(writer, form, fmt.Sprintf("Round %d, hand %d", round, hand)) })
		}
		time.Sleep(time.Duration(150+70*round) * time.Millisecond)
		if err := p.cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		writers.Wait()
		<-p.ended
	}
	if len(sent.acknowledged) < 2*deaths {
		t.Fatalf("only %d posts were acknowledged: too few to say anything", len(sent.acknowledged))
	}
	stand := standing(t, address)
	for text := range sent.acknowledged {
		if n := stand[text]; n != 1 {
			t.Errorf("%q stands %d times", text, n)
		}
	}
	if len(stand) != len(sent.acknowledged) {
		t.Errorf("%d texts stand, %d were acknowledged", len(stand), len(sent.acknowledged))
	}
	if code, out, said := run(t, settings, "verify"); code != 0 {
		t.Errorf("verify: exit %d: %s%s", code, out, said)
	}
	t.Logf("%d posts", len(stand))
}

// write posts until the program is gone. Where nobody answers, the letter stays open.
func (l *letters) write(c *house.Client, form url.Values, name string) {
	for n := 0; ; n++ {
		text := fmt.Sprintf("%s, post %d.", name, n)
		values := url.Values{}
		for key := range form {
			values.Set(key, form.Get(key))
		}
		values.Set("body", text)
		values.Set("nonce", clock.NewSecret())
		status, err := c.Try(quietThread, values)
		l.Lock()
		switch {
		case err != nil:
			l.open[text] = values
		case status == http.StatusSeeOther:
			l.acknowledged[text]++
		}
		l.Unlock()
		if err != nil {
			return
		}
		if status != http.StatusSeeOther { // the limit: a while later there is room again
			time.Sleep(20 * time.Millisecond)
		}
	}
}

// standing counts the texts of this test in the database.
func standing(t *testing.T, address string) map[string]int {
	t.Helper()
	db, err := store.Open(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	rows, err := db.SQL().Query("SELECT source FROM text_versions WHERE source LIKE 'Round %'")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	stand := map[string]int{}
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			t.Fatal(err)
		}
		stand[strings.TrimSpace(text)]++
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return stand
}
