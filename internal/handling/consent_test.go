package handling_test

import (
	"slices"
	"testing"

	"sametable/internal/charter"
	"sametable/internal/forum"
	"sametable/internal/forumtest/house"
	"sametable/internal/handling"
	"sametable/internal/policy"
)

// clock compares who sees the clock with who should.
func (d *desk) clock(when string, members, public bool) {
	d.Helper()
	st := d.state()
	for who, want := range map[string]bool{"": public, "zhaoliran": members, "alex": members, "fangliqin": public, "maliqing": true, "jialixing": true, "sunlizhen": true, "wangliwen": true, "elin": true} {
		if got := st.ShowsClock(d.Actor(d.T, who), d.Clock.Now()); got != want {
			d.Errorf("%s: %q sees the clock: %v", when, who, got)
		}
	}
}

// opens lets the charter say whether the forum's members see the clock.
func (d *desk) opens(to bool) {
	d.Helper()
	d.Chartered(d.T, "HD", func(r *forum.Rules) { r.ClockToMembers = to })
}

// Where the charter says nothing, the clock is the parties' until the authority agrees to more. It is asked, may say later, says it with its reply at the latest, and can
// change its mind.
func TestTheAuthorityConsentsToItsClock(t *testing.T) {
	desks(t, func(d *desk) {
		d.opens(false)
		d.Must(d.hand("sunlizhen"))
		d.clock("handed over", false, false)
		say := func(who, shown string) string {
			t.Helper()
			return house.Says(d.take(who, handling.Step{Verb: "show_clock", Shown: shown}))
		}
		for _, c := range [][3]string{{"sunlizhen", "public", "workflow.not_yours"}, {"maliqing", "public", "guard.handling.lead"}, {"jialixing", "all", "shown:input.choice"}, {"jialixing", handling.Later, ""}} {
			if got := say(c[0], c[1]); got != c[2] {
				d.Errorf("%s says %s: %s, want %s", c[0], c[1], got, c[2])
			}
		}
		d.clock("later", false, false)
		if !d.state().AsksClock() {
			d.Error("it is not asked again")
		}
		d.Must(d.take("jialixing", handling.Step{Verb: "show_clock", Shown: string(policy.Members)}))
		d.clock("members", true, false)
		if got := say("jialixing", handling.Later); got != "shown:input.choice" {
			d.Errorf("it takes back that it was asked: %s", got)
		}
		d.Must(d.take("jiangliyan", handling.Step{Verb: "show_clock", Shown: string(policy.Public)}))
		d.clock("all", true, true)
		d.Must(d.take("jialixing", handling.Step{Verb: "show_clock"}))
		d.clock("the parties", false, false)
		f := d.reply(handling.Accepted, handling.Accepted, handling.Accepted)
		f.Clock = string(policy.Public) // an old page
		_, err := d.file("jialixing", f)
		d.Must(err)
		d.clock("said before the reply", false, false)
	})
}

// The charter in force opens the clock to the forum's members, whatever the authority says; to all it opens with its consent alone. A
// draft of a charter changes nothing.
func TestTheCharterOpensTheClockToMembers(t *testing.T) {
	desks(t, func(d *desk) {
		d.Must(d.hand("sunlizhen"))
		d.clock("by the charter", true, false)
		if got := d.state().ClockChoices(); !slices.Equal(got, []string{"", string(policy.Public), handling.Later}) {
			d.Errorf("the authority chooses from %q", got)
		}
		for _, c := range []struct {
			shown  string
			public bool
		}{{handling.Later, false}, {"", false}, {string(policy.Members), false}, {string(policy.Public), true}, {"", false}} {
			d.Must(d.take("jialixing", handling.Step{Verb: "show_clock", Shown: c.shown}))
			d.clock("by the charter, and the authority says "+c.shown, true, c.public)
		}
		d.NextCharter(d.T, "HD", func(f *charter.Form) { f.Rules.ClockToMembers = false })
		d.clock("a draft of the next charter", true, false)
	})
	desks(t, func(d *desk) {
		d.Must(d.hand("sunlizhen"))
		d.opens(false)
		d.clock("no longer by the charter", false, false)
		if got := d.state().ClockChoices(); !slices.Equal(got, append(handling.Shown(), handling.Later)) {
			d.Errorf("without the charter the authority chooses from %q", got)
		}
	})
}

// What the authority says with its reply is what holds afterwards.
func TestTheClockIsSettledWithTheReply(t *testing.T) {
	for clock, want := range map[string][3]bool{"": {false, false, true}, handling.Later: {false, false, true}, handling.ClockParties: {false, false, false}, string(policy.Members): {true, false, false},
		string(policy.Public): {true, true, false}} {
		t.Run("with the reply "+clock, func(t *testing.T) {
			desks(t, func(d *desk) {
				d.opens(false)
				d.Must(d.hand("sunlizhen"))
				f := d.reply(handling.Accepted, handling.Accepted, handling.Accepted)
				if f.Clock = "all"; clock == "" {
					if _, err := d.file("jialixing", f); house.Says(err) != "shown:input.choice" {
						d.Errorf("what nobody can say: %s", house.Says(err))
					}
				}
				f.Clock = clock
				_, err := d.file("jialixing", f)
				d.Must(err)
				d.clock("with the reply "+clock, want[0], want[1])
				if got := d.state().AsksClock(); got != want[2] {
					d.Errorf("asked again: %v", got)
				}
			})
		})
	}
}
