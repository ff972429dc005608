package account_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"io/fs"

	"gorm.io/gorm"

	"sametable/internal/account"
	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/locales"
)

// texts gives every text in every table, each with its place.
func (w *world) texts(except ...string) map[string]string {
	w.Helper()
	db := w.r.Store().SQL()
	names := "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
	if w.r.Store().Engine() == "sqlite" {
		names = "SELECT name FROM sqlite_master WHERE type = 'table'"
	}
	var tables []string
	rows, err := db.Query(names)
	w.must(err)
	for rows.Next() {
		var name string
		w.must(rows.Scan(&name))
		tables = append(tables, name)
	}
	w.must(rows.Close())
	found := map[string]string{}
	for _, table := range tables {
		if slices.Contains(except, table) {
			continue
		}
		var all []map[string]any
		w.must(w.r.Read(w.ctx).Table(table).Find(&all).Error)
		for i, row := range all {
			for column, value := range row {
				found[fmt.Sprintf("%s.%s[%d]", table, column, i)] = fmt.Sprintf("%s", value)
			}
		}
	}
	return found
}

func TestSecretsLieNowhere(t *testing.T) {
	worlds(t, func(w *world) {
		w.withEmail(w.none, "wang@example.org")
		h, err := w.invite(w.focal, account.Invitation{Organisation: lake})
		w.must(err)
		mailed, err := w.invite(w.focal, account.Invitation{Organisation: lake, Email: "li@example.org", ByMail: true})
		w.must(err)
		w.ask("wang@example.org")
		e := w.signIn(w.none, phrase)
		_, err = w.a.SignIn(w.ctx, "my secret typed into the wrong field", "guess", account.Device{Address: "203.0.113.9"})
		w.refused("mistyped", err, fault.ReasonUnauthenticated, "sign_in.wrong")
		cookie, err := w.a.ChangePassword(w.ctx, w.none, account.PasswordForm{Session: e.Session.ID, Current: phrase, New: fresh})
		w.must(err)
		paper, err := w.a.IssueReset(w.ctx, w.focal, policy.Allow("person", string(w.focal.Person), account.VerbIssueReset), w.focal.Person, false)
		if err == nil {
			w.Errorf("issued for herself: %+v", paper)
		}
		secrets := map[string]string{
			"password": phrase, "new password": fresh, "link": h.Secret, "code": h.Code, "bare code": strings.ReplaceAll(h.Code, "-", ""),
			"session cookie": e.Cookie, "new cookie": cookie, "device cookie": e.Device, "typed": "my secret typed",
			"mailed link": w.mailed("invite", mailed.Slip.PersonID).Secret, "reset link": w.mailed("reset", w.none.Person).Secret,
		}
		places := w.texts("secret_mail")
		if len(places) < 300 {
			w.Fatalf("only %d texts looked at", len(places))
		}
		for place, text := range places {
			for what, secret := range secrets {
				if strings.Contains(strings.ToLower(text), strings.ToLower(secret)) {
					w.Errorf("the %s lies in %s", what, place)
				}
			}
		}
		for place, text := range places {
			if strings.HasPrefix(place, "entries.") && (strings.Contains(text, "王例文") || strings.Contains(text, "example.org")) {
				w.Errorf("personal data in the chain: %s", place)
			}
		}
		mails := w.count("secret_mail")
		w.must(w.r.Loose(w.ctx, func(tx *gorm.DB) error {
			var all []account.SecretMail
			if err := tx.Find(&all).Error; err != nil {
				return err
			}
			for _, m := range all {
				if _, ok, err := w.a.TakeMail(tx, m.SlipID); !ok || err != nil {
					return fmt.Errorf("taken: %v, %w", ok, err)
				}
			}
			return nil
		}))
		if mails != 2 || w.count("secret_mail") != 0 {
			w.Errorf("%d letters waited, %d are left", mails, w.count("secret_mail"))
		}
	})
}

func TestAHashShowsItselfToNobody(t *testing.T) {
	p := account.Person{PasswordHash: "$argon2id$v=19$m=64,t=1,p=1$c2FsdA$aGFzaA"}
	encoded, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	for _, shown := range []string{string(encoded), fmt.Sprint(p), fmt.Sprintf("%+v", p), fmt.Sprintf("%#v", p), p.PasswordHash.String()} {
		if strings.Contains(shown, "argon2id") {
			t.Errorf("shown: %s", shown)
		}
	}
}

// TestTheRegisterTellsWhomItConcerns compares the entries of a busy day with the lists of verbs and notices.
func TestTheRegisterTellsWhomItConcerns(t *testing.T) {
	worlds(t, func(w *world) {
		g := w.grant(w.none.Person, policy.Moderator)
		_, err := w.step(w.founder, g, "suspend")
		w.must(err)
		w.withEmail(w.focal, "focal@example.org")
		_, err = w.a.IssueReset(w.ctx, w.founder, policy.Allow("person", string(w.focal.Person), account.VerbIssueReset), w.focal.Person, false)
		w.must(err)
		h, err := w.invite(w.focal, account.Invitation{Organisation: lake})
		w.must(err)
		w.must(w.r.Act(w.ctx, w.none, func(tx *register.Tx) error { _, err := w.a.Accept(tx, h.Slip); return err }))
		var entries []register.Entry
		w.must(w.r.Read(w.ctx).Order("seq").Find(&entries).Error)
		for _, e := range entries {
			tells := !reflect.DeepEqual(e.Audience(), register.Tell{})
			if e.Verb == "person.invited" { // whoever is of the organisation herself need not tell it
				if tells != (e.ActorID != w.focal.Person) {
					w.Errorf("invited by %s: tells %v", e.ActorID, tells)
				}
				continue
			}
			if !slices.Contains(account.Verbs(), e.Verb) || tells != slices.Contains(account.Told(), e.Verb) && e.Verb != "person.joined" {
				w.Errorf("%s: tells %v", e.Verb, tells)
			}
			for _, id := range e.Audience().Persons {
				reader := policy.Actor{Person: id, Memberships: []policy.Membership{{Organisation: lake}}}
				if !reader.Sees(e.Access, w.r.Now()) {
					w.Errorf("%s tells somebody who may not read it", e.Verb)
				}
			}
		}
		v, err := w.r.Verify(w.ctx, nil, register.Verified{})
		if err != nil || v.Entries != len(entries) {
			w.Errorf("%+v, %v", v, err)
		}
	})
}

func TestEveryMessageStandsInThreeLanguages(t *testing.T) {
	own := fstest.MapFS{}
	for _, code := range lang.Codes() {
		for _, topic := range []string{"account", "fault", "workflow"} {
			name := fmt.Sprintf("%s/%s.%s.toml", code, topic, code)
			data, err := fs.ReadFile(locales.Messages(), name)
			if err != nil {
				t.Fatal(err)
			}
			own[name] = &fstest.MapFile{Data: data}
		}
	}
	catalogue, err := lang.Load(own)
	if err != nil {
		t.Fatal(err)
	}
	if err := catalogue.Require(account.MessageIDs()...); err != nil {
		t.Error(err)
	}
	for _, args := range []fault.Message{
		{ID: "password.short", Args: fault.Args{"N": 4, "Min": 10}}, {ID: "password.long", Args: fault.Args{"N": 200, "Max": 128}},
		{ID: "guard.office.confirmer", Args: fault.Args{"N": 1}},
	} {
		if err := catalogue.Fits(args); err != nil {
			t.Error(err)
		}
	}
	wanted := account.MessageIDs()
	for _, id := range catalogue.IDs() {
		foreign := strings.HasPrefix(id, "fault.") || strings.HasPrefix(id, "workflow.") || id == "guard.second_person" || id == "guard.reason"
		if !foreign && !slices.Contains(wanted, id) {
			t.Errorf("%s is in the files and said nowhere", id)
		}
	}
}
