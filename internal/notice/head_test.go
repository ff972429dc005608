package notice_test

import (
	"fmt"
	"strings"
	"testing"

	"sametable/internal/account"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/thread"
)

// TestTheHeadLeavesTheDatabase: with every letter of the day, and to auditors on each day the register grew, whatever they are told.
func TestTheHeadLeavesTheDatabase(t *testing.T) {
	worlds(t, nil, func(w *world) {
		w.write(&organisation.Membership{ID: "m-stranger-2", OrganisationID: "sambord", PersonID: "stranger", Since: w.r.Now()}) // an office stands on an accredited organisation
		w.office("stranger", policy.Auditor)
		w.office("acc", policy.Auditor) // wants every letter at once: she gets none of the day
		for _, p := range []string{"stranger", "wang"} {
			w.change(&account.Person{}, p, "mail_mode", account.Daily)
		}
		for range 2 {
			w.say("mod", register.Note{Noun: thread.Noun, ID: "t1", Verb: "thread.locked", Access: members(), Tell: register.Tell{Persons: []policy.PersonID{"wang"}}})
		}
		seq, hash, err := w.r.Head(ctx)
		w.must(err)
		w.hasten()
		w.send()
		head := fmt.Sprintf("%d:%s", seq, hash)
		want := map[string]string{
			"stranger@people.example": "Same Table: The register has new entries\nWhere the register stood when this letter was sent: " + head,
			"wang@people.example":     "【同席】2条通知提醒\n本邮件发出时登记簿的最新编号和校验码：" + head,
		}
		for _, l := range w.pile.all() {
			if !strings.HasPrefix(l.MessageID, "day.") {
				continue
			}
			subject, line, _ := strings.Cut(want[l.To], "\n")
			if line == "" || l.Subject != subject || !strings.Contains(l.Text, line) || !strings.Contains(l.HTML, line) {
				w.Errorf("to %s: %q\n%s", l.To, l.Subject, l.Text)
			}
			delete(want, l.To)
		}
		if len(want) > 0 {
			w.Errorf("no letter: %v", want)
		}
	})
}
