package account_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"sametable/internal/account"
	"sametable/internal/fault"
	"sametable/internal/safeguard"
	"sametable/internal/store"
)

func TestSignIn(t *testing.T) {
	worlds(t, func(w *world) {
		p := w.find(w.none.Person)
		w.withEmail(w.none, "wang@example.org")
		d := account.Device{Address: "203.0.113.9", Agent: "Mozilla/5.0 (Windows NT 10.0) Chrome/109.0 Safari/537.36 Edg/109"}
		for _, typed := range []string{p.Username, strings.ToUpper(p.Username), " " + p.Username + " ", "Wang@Example.org"} {
			e, err := w.a.SignIn(w.ctx, typed, phrase, d)
			if err != nil {
				w.Fatalf("%q: %v", typed, err)
			}
			seen, err := w.a.Session(w.ctx, e.Cookie)
			if err != nil || seen.Person.ID != p.ID || seen.Session.Agent != "Edge · Windows" || seen.Session.Network != "203.0.113.0/24" {
				w.Errorf("%q: %+v, %v", typed, seen, err)
			}
			if e.Device == "" || e.Cookie == e.Device {
				w.Errorf("device cookie %q", e.Device)
			}
		}
		for what, try := range map[string][2]string{
			"wrong": {p.Username, phrase + "x"}, "unknown": {"nobody.here", phrase}, "empty": {"", ""}, "no password": {p.Username, ""},
			"too long": {p.Username, strings.Repeat("x", 100000)}, "not text": {p.Username, "\xff\xfe"},
		} {
			_, err := w.a.SignIn(w.ctx, try[0], try[1], account.Device{})
			w.refused(what, err, fault.ReasonUnauthenticated, "sign_in.wrong")
		}
		if _, err := w.a.SignIn(w.ctx, p.Username, strings.ReplaceAll(phrase, "o", "o"), d); err != nil {
			w.Error(err)
		}
	})
}

// TestUnknownCostsTheSame compares the work instead of the time: hashes, statements, and what lies in the tables afterwards.
func TestUnknownCostsTheSame(t *testing.T) {
	worlds(t, func(w *world) {
		p := w.find(w.none.Person)
		w.withEmail(w.none, "wang@example.org")
		work := func(do func()) [2]int64 {
			ctx, n := store.WithCounter(w.ctx)
			plain, before := w.ctx, w.a.Hashings()
			w.ctx = ctx
			do()
			w.ctx = plain
			return [2]int64{w.a.Hashings() - before, n.Load()}
		}
		sign := func(name string) [2]int64 {
			return work(func() {
				_, err := w.a.SignIn(w.ctx, name, "something wrong", account.Device{Address: "198.51.100.1"})
				w.refused(name, err, fault.ReasonUnauthenticated, "sign_in.wrong")
			})
		}
		known, unknown := sign(p.Username), sign("nobody.here")
		if known != unknown || known[0] != 1 {
			w.Errorf("sign in: %v for a known account, %v for an unknown one", known, unknown)
		}
		ask := func(name string) [2]int64 {
			return work(func() { w.must(w.a.RequestReset(w.ctx, name, "198.51.100.2")) })
		}
		known, unknown = ask("wang@example.org"), ask("nobody@example.org")
		if known != unknown || w.count("reset_requests") != 2 {
			w.Errorf("reset: %v for a known account, %v for an unknown one", known, unknown)
		}
	})
}

func TestGuessingIsLimited(t *testing.T) {
	worlds(t, func(w *world) {
		p := w.find(w.none.Person)
		home := w.signIn(w.none, phrase)
		owner := account.Device{Cookie: home.Device, Address: "192.0.2.1"}
		stranger := account.Device{Address: "198.51.100.7"}
		for _, name := range []string{p.Username, "nobody.here"} {
			for i := range 5 {
				_, err := w.a.SignIn(w.ctx, name, "guess", stranger)
				w.refused("guess "+string(rune('1'+i)), err, fault.ReasonUnauthenticated, "sign_in.wrong")
			}
			_, err := w.a.SignIn(w.ctx, name, phrase, stranger)
			w.refused("the sixth, though right", err, fault.ReasonTooMany, "fault.too_many")
		}
		if _, err := w.a.SignIn(w.ctx, p.Username, phrase, owner); err != nil {
			w.Errorf("the owner on her own device: %v", err)
		}
		other := owner
		other.Cookie = "made up, of no account at all, 32"
		_, err := w.a.SignIn(w.ctx, p.Username, phrase, other)
		w.refused("a device nobody knows", err, fault.ReasonTooMany, "fault.too_many")
		for range 5 {
			_, err := w.a.SignIn(w.ctx, p.Username, "guess", owner)
			w.refused("guess on the owner's device", err, fault.ReasonUnauthenticated, "sign_in.wrong")
		}
		_, err = w.a.SignIn(w.ctx, p.Username, phrase, owner)
		w.refused("the device has its own counter", err, fault.ReasonTooMany, "fault.too_many")

		w.wall.Advance(15 * time.Minute)
		for range 5 {
			_, err := w.a.SignIn(w.ctx, p.Username, "guess", stranger)
			w.refused("next round", err, fault.ReasonUnauthenticated, "sign_in.wrong")
		}
		w.wall.Advance(15 * time.Minute)
		_, err = w.a.SignIn(w.ctx, p.Username, phrase, stranger)
		w.refused("the wait has doubled", err, fault.ReasonTooMany, "fault.too_many")
		w.wall.Advance(15 * time.Minute)
		if _, err := w.a.SignIn(w.ctx, p.Username, phrase, stranger); err != nil {
			w.Errorf("after the wait: %v", err)
		}
	})
}

func TestGuessesAtOnceAreCounted(t *testing.T) {
	worlds(t, func(w *world) {
		p := w.find(w.none.Person)
		tried := make([]error, 24)
		before := w.a.Hashings()
		var wg sync.WaitGroup
		for i := range tried {
			wg.Go(func() { _, tried[i] = w.a.SignIn(w.ctx, p.Username, "guess", account.Device{Address: "198.51.100.7"}) })
		}
		wg.Wait()
		wrong := 0
		for _, err := range tried {
			if fault.Is(err, fault.ReasonUnauthenticated) {
				wrong++
			} else if !fault.Is(err, fault.ReasonTooMany) {
				w.Error(err)
			}
		}
		if wrong != 5 || w.a.Hashings()-before != 5 {
			w.Errorf("%d guesses were judged, %d hashed", wrong, w.a.Hashings()-before)
		}
	})
}

func TestAnOfficeMayShareOneAddress(t *testing.T) {
	worlds(t, func(w *world) {
		d := account.Device{Address: "198.51.100.7"}
		for range 70 {
			if _, err := w.a.SignIn(w.ctx, w.find(w.none.Person).Username, phrase, d); err != nil {
				w.Fatal(err)
			}
		}
		for i := range 61 {
			_, err := w.a.SignIn(w.ctx, strings.Repeat("n", 3+i), "guess", d)
			if want := i == 60; fault.Is(err, fault.ReasonTooMany) != want {
				w.Errorf("guess %d from one network: %v", i, err)
			}
		}
	})
}

func TestHashesAreRenewed(t *testing.T) {
	worlds(t, func(w *world) {
		dearer := account.New(w.r, safeguard.Default(), account.WithPasswordCost(account.Cost{Memory: 128, Time: 1, Threads: 1}), account.WithWall(w.wall.Now))
		var before, after string
		read := func(into *string) {
			w.must(w.r.Read(w.ctx).Table("persons").Where("id = ?", w.none.Person).Pluck("password_hash", into).Error)
		}
		read(&before)
		name := w.find(w.none.Person).Username
		_, err := dearer.SignIn(w.ctx, name, phrase, account.Device{})
		w.must(err)
		read(&after)
		if !strings.HasPrefix(before, "$argon2id$v=19$m=64,t=1,p=1$") || !strings.HasPrefix(after, "$argon2id$v=19$m=128,t=1,p=1$") {
			w.Errorf("before %q, after %q", before, after)
		}
		if _, err := w.a.SignIn(w.ctx, name, phrase, account.Device{}); err != nil {
			w.Error(err)
		}
	})
}

func TestLabels(t *testing.T) {
	for agent, want := range map[string]string{
		"Mozilla/5.0 (Linux; Android 10) AppleWebKit/537.36 Chrome/86 Mobile Safari/537.36 MicroMessenger/8.0":  "WeChat · Android",
		"Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0":                                "Firefox · Linux",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Version/17.0 Safari/604.1": "Safari · iPhone",
		"curl/8": "", "": "",
	} {
		if got := account.AgentLabel(agent); got != want {
			t.Errorf("%q: %q, want %q", agent, got, want)
		}
	}
	for address, want := range map[string]string{
		"203.0.113.77": "203.0.113.0/24", "203.0.113.77:4711": "203.0.113.0/24", "::ffff:203.0.113.77": "203.0.113.0/24",
		"2001:db8:1:22ff::9": "2001:db8:1:2200::/56", "[2001:db8::1]:443": "2001:db8::/56", "fe80::1%eth0": "fe80::/56", "nonsense": "", "": "",
	} {
		if got := account.Network(address); got != want {
			t.Errorf("%q: %q, want %q", address, got, want)
		}
	}
}
