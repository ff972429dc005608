package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"sametable/internal/config"
	"sametable/internal/forumtest/parts"
	"sametable/internal/mail"
	"sametable/internal/store"
)

type doctorCommand struct {
	settings
	Tests bool `help:"Say what a plain run of the tests would leave out on this machine."`
}

// Run looks at what a running forum, or its tests, would need. What is wrong is said all at once. It changes nothing.
func (d doctorCommand) Run(ctx context.Context) error {
	if d.Tests {
		tests()
		return nil
	}
	var wrong []error
	say := func(what string, err error) {
		if err != nil {
			wrong = append(wrong, fmt.Errorf("%s: %w", what, err))
			fmt.Printf("✗ %s: %v\n", what, err)
			return
		}
		fmt.Printf("✓ %s\n", what)
	}
	say("settings", d.Check())
	d.database(ctx, say)
	d.mail(ctx, say)
	d.tools()
	for _, remark := range remarks(d.Config) {
		fmt.Println("·", remark)
	}
	return errors.Join(wrong...)
}

// database looks at the tables. An SQLite file that is not there yet is not made.
func (d doctorCommand) database(ctx context.Context, say func(string, error)) {
	if _, err := os.Stat(d.Address()); !d.Postgres() && errors.Is(err, os.ErrNotExist) {
		fmt.Println("· there is no database yet: the first start makes", d.Address())
		return
	}
	db, err := store.OpenReadOnly(ctx, d.Address())
	say("database opens", err)
	if err != nil {
		return
	}
	defer func() { _ = db.Close() }()
	pending, err := db.Pending(ctx)
	if err == nil && pending > 0 {
		err = fmt.Errorf("%d migrations have not run: start the forum, or run `forum migrate`", pending)
	}
	say("tables are up to date ("+string(db.Engine())+")", err)
}

// mailPatience is how long the mail server may take to greet.
const mailPatience = 10 * time.Second

// mail greets the mail server, and signs in to it where the settings name a user. No letter is sent.
func (d doctorCommand) mail(ctx context.Context, say func(string, error)) {
	if d.SMTP == "" {
		fmt.Println("· no mail server is named: letters are kept as files in", filepath.Join(d.Data, "letters"))
		return
	}
	sender, err := mail.Open(d.SMTP, d.MailFrom, d.Data)
	if server, ok := sender.(mail.SMTP); err == nil && ok {
		ctx, cancel := context.WithTimeout(ctx, mailPatience)
		defer cancel()
		err = server.Try(ctx)
	}
	say("mail server answers", err)
}

// tools looks for what the scripts of deploy/ call. A forum runs without them.
func (d doctorCommand) tools() {
	names := []string{"sqlite3"}
	if d.Postgres() {
		names = []string{"pg_dump", "pg_restore", "psql"}
	}
	for _, name := range names {
		if parts.Program(name) == "" {
			fmt.Printf("· %s was not found: deploy/backup.sh and deploy/restore.sh need it on the machine they run on\n", name)
		}
	}
}

// remarks are what works and yet is likely not meant.
func remarks(c config.Config) []string {
	var all []string
	add := func(is bool, remark string) {
		if is {
			all = append(all, remark)
		}
	}
	add(c.Everywhere() && c.BaseURL == "", "links, in letters too, name "+c.Origin()+": set FORUM_BASE_URL to the address people use")
	add(!c.Secure(), "people come by http: put a proxy with a certificate in front, and set FORUM_BASE_URL to its https address")
	add(c.Secure() && len(c.TrustedProxies) == 0, "people come by https, so a proxy stands in front, and FORUM_TRUSTED_PROXIES does not name it: all of them share its address, and its limits")
	add(c.Contact == "", "FORUM_CONTACT is empty: no page says who is responsible")
	return all
}

// tests says what a plain `go test ./...` leaves out here.
func tests() {
	for _, p := range parts.All() {
		if p.Where == "" {
			fmt.Printf("✗ %s: not found; left out: %s\n", p.Name, p.For)
		} else {
			fmt.Printf("✓ %s: %s\n", p.Name, p.Where)
		}
	}
	if fonts, _ := filepath.Glob("/usr/share/fonts/*/noto/NotoSansCJK*"); len(fonts) == 0 {
		fmt.Println("· no Chinese font (fonts-noto-cjk): pictures of the browser tests would show boxes; no test depends on it")
	}
	fmt.Println("FORUM_TEST_ALL=1 makes what is left out a failure.")
}
