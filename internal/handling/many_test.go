package handling_test

import (
	"context"
	"slices"
	"sync"
	"testing"

	"sametable/internal/forumtest/house"
	"sametable/internal/handling"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/register"
)

// An authority replies once, also where two of its people send from two processes at once: one is told that it is not as she saw it.
func TestTwoProcessesReplyAtOnce(t *testing.T) {
	house.Pairs(t, func(t *testing.T, twins [2]*house.House) {
		d := &desk{Table: house.Table{T: t, House: twins[0]}, p: twins[0].Recommended(t)}
		d.Must(d.hand("sunlizhen"))
		who := [2]policy.Actor{twins[0].Actor(t, "jialixing"), twins[1].Actor(t, "jiangliyan")}
		var wait sync.WaitGroup
		errs := make([]error, 2)
		for i := range errs {
			wait.Go(func() {
				_, errs[i] = twins[i].Rooms.Handlings.File(context.Background(), who[i], d.reply(handling.Accepted, handling.Accepted, handling.Accepted))
			})
		}
		wait.Wait()
		if (errs[0] == nil) == (errs[1] == nil) {
			t.Fatalf("both or neither: %v, %v", errs[0], errs[1])
		}
		for _, err := range errs {
			if err != nil && !slices.Contains([]string{"workflow.wrong_state", "fault.stale"}, house.Says(err)) {
				t.Errorf("the second was told %s", house.Says(err))
			}
		}
		var rows int64
		if err := d.Store.Read(t.Context()).Model(&handling.Answer{}).Where("proposal_id = ?", d.p.ID).Count(&rows).Error; err != nil || rows != 1 {
			t.Errorf("%d replies: %v", rows, err)
		}
		d.Whole()
	})
}

// A reply is issued once, also where two people press at once from two processes; and where one issues it while the other takes it back, one
// of the two is told that it is not as she saw it.
func TestTwoProcessesIssueAtOnce(t *testing.T) {
	for name, verbs := range map[string][2]string{"issue": {"confirm", "confirm"}, "take back": {"confirm", "take_back"}} {
		t.Run(name, func(t *testing.T) {
			house.Pairs(t, func(t *testing.T, twins [2]*house.House) {
				d := &desk{Table: house.Table{T: t, House: twins[0]}, p: twins[0].Recommended(t)}
				d.Must(d.hand("sunlizhen"))
				waiting, err := d.file("jialixing", d.reply(handling.Accepted, handling.Accepted, handling.Accepted))
				d.Must(err)
				people := map[string]string{"confirm": "jiangliyan", "take_back": "jialixing"}
				actors := [2]policy.Actor{twins[0].Actor(t, people[verbs[0]]), twins[1].Actor(t, people[verbs[1]])}
				var wait sync.WaitGroup
				errs := make([]error, 2)
				for i := range errs {
					wait.Go(func() {
						_, errs[i] = twins[i].Rooms.Handlings.TakeAnswer(context.Background(), actors[i], handling.AnswerStep{Answer: waiting.ID, Verb: verbs[i], Version: waiting.Version})
					})
				}
				wait.Wait()
				if (errs[0] == nil) == (errs[1] == nil) {
					t.Fatalf("both or neither: %v, %v", errs[0], errs[1])
				}
				for _, err := range errs {
					if err != nil && !slices.Contains([]string{"workflow.wrong_state", "fault.stale"}, house.Says(err)) {
						t.Errorf("the second was told %s", house.Says(err))
					}
				}
				issued := errs[0] == nil || verbs[1] == "confirm"
				want := map[bool]string{true: proposal.Replied, false: proposal.HandedOver}[issued]
				d.is(want)
				var entries int64
				d.Must(d.Store.Read(t.Context()).Model(&register.Entry{}).Where("noun_id = ? AND verb = 'answer.given'", waiting.ID).Count(&entries).Error)
				if (entries == 1) != issued || entries > 1 {
					t.Errorf("the register says %d times that it was issued", entries)
				}
				d.Whole()
			})
		})
	}
}
