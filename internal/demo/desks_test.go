package demo_test

import (
	"testing"

	"sametable/internal/account"
	"sametable/internal/app"
	"sametable/internal/clock"
	"sametable/internal/config"
	"sametable/internal/demo"
	"sametable/internal/forumtest"
	"sametable/internal/forumtest/house"
	"sametable/internal/register"
	"sametable/internal/store"
)

// TestTheDesksOfTheDemoDay: whoever signs in with one click finds what is promised, and few old notices.
func TestTheDesksOfTheDemoDay(t *testing.T) {
	forumtest.Engines(t, func(t *testing.T, db *store.DB) {
		c := clock.At(forumtest.Start)
		a, err := app.Over(t.Context(), db, config.Config{Listen: "localhost:8080", Data: t.TempDir(), MailFrom: "forum@localhost"}, app.WithClock(c),
			app.WithoutLimits(), app.WithAccounts(account.WithPasswordCost(account.Cost{Memory: 64, Time: 1, Threads: 1})))
		if err != nil {
			t.Fatal(err)
		}
		a.Demo(demo.Roles(), demo.Password)
		play, err := demo.Run(t.Context(), a.Rooms, c)
		if err != nil {
			t.Fatal(err)
		}
		if err := play.LayDesks(t.Context()); err != nil {
			t.Fatal(err)
		}
		if _, err := a.Verify(t.Context(), register.Verified{}); err != nil {
			t.Error(err)
		}
		h := &house.House{App: a, Clock: c}
		served := h.Serve(t)
		for _, officer := range []string{"johan", "songlishen"} {
			queue, err := a.Rooms.Organisations.Queue(t.Context(), h.Actor(t, officer))
			if err != nil || len(queue) != 1 || queue[0].NameZh != "例桥社区服务中心" || queue[0].ProposedVerb != "accredit" {
				t.Errorf("before %s lies %+v, %v", officer, queue, err)
			}
		}
		for who, lies := range map[string][]string{
			"maliqing":  {"A reply", "谢谢这份小结", "Your statement waits for a colleague"},
			"hanlian":   {"Confirm your organisation’s statement", "我单位支持用交接单"},
			"elin":      {"1 post to look at"},
			"sunlizhen": {"Confirm a mandate"},
			"mats":      {"1 with others", "Translator"},
		} {
			desk := h.Client(t, served).SignIn(who).Get("/en/desk")
			for _, want := range lies {
				if !desk.Has(want) {
					t.Errorf("%s does not find %q on the desk:\n%s", who, want, desk.Text())
				}
			}
			if n, err := a.Rooms.Notices.Unread(t.Context(), h.Actor(t, who)); err != nil || n > 12 {
				t.Errorf("%s has %d unread notices, %v", who, n, err)
			}
		}
	})
}
