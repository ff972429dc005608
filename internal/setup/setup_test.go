package setup_test

import (
	"context"
	"errors"
	"testing"

	"sametable/internal/account"
	"sametable/internal/ballot"
	"sametable/internal/charter"
	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/forumtest"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/safeguard"
	"sametable/internal/setup"
	"sametable/internal/text"
)

func rooms(r *register.Register) (*setup.Setup, *organisation.Organisations, *forum.Forums) {
	accounts := account.New(r, safeguard.Default(), account.WithPasswordCost(account.Cost{Memory: 64, Time: 1, Threads: 1}))
	organisations := organisation.New(r, accounts, safeguard.Default())
	forums := forum.New(r, safeguard.Default())
	return setup.New(r, accounts, organisations, forums, charter.New(r, forums, ballot.New(r, forums, safeguard.Default()), safeguard.Default())), organisations, forums
}

func form(profile string) setup.Form {
	return setup.Form{
		Profile: profile, Funded: true,
		Person: account.JoinForm{Username: "first", Name: "Mats Exempelgren", Password: "one-table-five-shapes", Language: "sv", MailMode: "never"},
		Facilitator: organisation.Form{Key: "sambord", NameNative: "Föreningen Sambord Exempel", NameSv: "Föreningen Sambord Exempel", NativeLanguage: "sv",
			Region: "SE", Scheme: "se_orgnr", Identifier: "402019-0015", Evidence: "Registreringsbevis"},
	}
}

func TestTheFirstStart(t *testing.T) {
	forumtest.Registers(t, func(t *testing.T, r *register.Register, _ *clock.Shifted) {
		ctx := context.Background()
		s, organisations, forums := rooms(r)
		secret, err := s.Begin(ctx)
		if err != nil || secret == "" {
			t.Fatalf("%q, %v", secret, err)
		}
		wrong := form("qinghai-anhui")
		wrong.Facilitator.Identifier = "402019-0016"
		if _, err := s.Complete(ctx, secret, wrong); !fault.Is(err, fault.ReasonInvalid) {
			t.Fatalf("a wrong number: %v", err)
		}
		wrong.Profile, wrong.Person.Username, wrong.Person.Password, wrong.Facilitator.NameNative = "another", "é", "short", ""
		_, err = s.Complete(ctx, secret, wrong)
		var refused *fault.Fault
		told := map[string]bool{}
		if errors.As(err, &refused) {
			for _, f := range refused.Fields {
				told[f.Name] = true
			}
		}
		for _, field := range []string{"profile", "username", "password", "name_native", "identifier"} {
			if !told[field] {
				t.Errorf("what is wrong with the %s is not told with the rest: %v", field, err)
			}
		}
		if s.Done() {
			t.Fatal("half a house was set up")
		}
		if _, err := s.Complete(ctx, secret, form("qinghai-anhui")); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Complete(ctx, secret, form("empty")); err == nil {
			t.Error("the link worked twice")
		}
		if again, err := s.Begin(ctx); err != nil || again != "" {
			t.Errorf("a second link: %q, %v", again, err)
		}
		fs, err := forums.List(ctx)
		if err != nil || len(fs) != 3 {
			t.Fatalf("%d forums, %v", len(fs), err)
		}
		for _, f := range fs {
			c, err := forums.Charter(ctx, f.Key, "sv")
			if err != nil || f.State != forum.Founding || c.Charter.State != forum.CharterDraft || c.Reading.Language != "sv" || c.Sources["zh"] == "" || c.Sources["en"] == "" {
				t.Errorf("%s: %s, charter %s in %q: %v", f.Key, f.State, c.Charter.State, c.Reading.Language, err)
			}
		}
		all, err := organisations.List(ctx, policy.SystemActor(), organisation.Filter{Ended: true})
		if err != nil || len(all) < 8 {
			t.Errorf("%d organisations, %v", len(all), err)
		}
		for _, o := range all {
			if o.Kind != policy.Facilitator && o.State != organisation.Draft {
				t.Errorf("%s is %s: a profile accredits nobody", o.Key, o.State)
			}
		}
		terms, err := s.Terms(ctx)
		if err != nil || len(terms) != 400 || !s.Funded() {
			t.Errorf("%d terms, funded %v, %v", len(terms), s.Funded(), err)
		}
		if err := s.Load(ctx); err != nil { // a second start finds everything there
			t.Error(err)
		}
		if _, err := r.Verify(ctx, text.Witness(r), register.Verified{}); err != nil {
			t.Error(err)
		}
	})
}

func TestAnEmptyHouse(t *testing.T) {
	forumtest.Registers(t, func(t *testing.T, r *register.Register, _ *clock.Shifted) {
		ctx := context.Background()
		s, _, forums := rooms(r)
		secret, err := s.Begin(ctx)
		if err != nil {
			t.Fatal(err)
		}
		f := form("empty")
		f.Funded = false
		if _, err := s.Complete(ctx, secret, f); err != nil {
			t.Fatal(err)
		}
		fs, err := forums.List(ctx)
		if err != nil || len(fs) != 0 || s.Funded() {
			t.Errorf("%d forums, funded %v, %v", len(fs), s.Funded(), err)
		}
	})
}
