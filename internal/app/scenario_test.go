package app_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sametable/internal/app"
	"sametable/internal/fault"
	"sametable/internal/forumtest/house"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/workflow"
)

// attempt is one try at an act by somebody; it gives the state the noun is left in.
type attempt func(policy.Actor) (left string, err error)

// scenario is the table of one use case, in four cells: who may and what it leads to; who sees the noun and may not; who is not to
// know of it; and what is said where the noun is in another state. Where a use case has no such cell, lacks says why.
type scenario struct {
	act   string   // "room.Function"
	steps []string // "noun verb": the transitions it takes
	set   func(*scene) attempt

	may, leaves string
	not, says   string
	stranger    string
	after       func(*scene) attempt // by may, on a noun in another state; nil: the same once more
	wrong       string               // the message
	lacks       string
}

// kept are the acts that nobody's standing decides: time, a sign-in, the first start. Their tests stand in their rooms.
func kept() []struct {
	act, steps, file, test string
} {
	return []struct{ act, steps, file, test string }{
		{"account.CarryOutResets", "", "account/reset_test.go", "TestResetByMail"},
		{"account.ConfirmEmail", "", "account/profile_test.go", "TestChangeEmail"},
		{"account.IssueSetup", "", "account/slip_test.go", "TestTheFirstStartHappensOnce"},
		{"account.Reset", "", "account/reset_test.go", "TestIssueReset"},
		{"account.SignIn", "", "account/signin_test.go", "TestHashesAreRenewed"},
		{"account.Sweep", "", "account/slip_test.go", "TestSlipsEnd"},
		{"appeal.Sweep", "appeal remind", "appeal/time_test.go", "TestSilenceDecidesNothing"},
		{"byletter.Sweep", "by_letter lapse", "byletter/withdrawal_test.go", "TestALetterThatIsNoLongerNeeded"},
		{"ballot.Sweep", "", "ballot/ballot_test.go", "TestTimeClosesABallotInWriting"},
		{"charter.Sweep", "charter_change enforce", "charter/change_test.go", "TestNobodyObjects"},
		{"commitment.Sweep", "commitment escalate", "commitment/sweep_test.go", "TestWhatIsLongOverdueIsToldOnce"},
		{"forum.Sweep", "mandate expire", "forum/turns_test.go", "TestATermRunsOut"},
		{"handling.Sweep", "proposal record_silence", "handling/sweep_test.go", "TestSilenceIsRecorded"},
		{"handling.Sweep", "answer publish_silently", "handling/sweep_test.go", "TestSilenceIsRecorded"},
		{"meeting.Sweep", "", "meeting/meeting_test.go", "TestWhoHasNotAnsweredIsReminded"},
		{"minutes.Sweep", "", "minutes/minutes_test.go", "TestMinutesGoTheirWay"},
		{"notice.Start", "", "notice/queue_test.go", "TestStoppingLeavesNothingBehind"},
		{"organisation.Join", "", "organisation/people_test.go", "TestJoiningIsOneActWithTheMembership"},
		{"organisation.Sweep", "organisation expire", "organisation/sweep_test.go", "TestRemindersEachOnceThenTheEnd"},
		{"partnership.Sweep", "partnership lapse", "partnership/partnership_test.go", "TestAPartnershipEndsWithItsTerm"},
		{"printing.File", "", "printing/printing_test.go", "TestTheFirstReaderHasItKept"},
		{"printing.Sweep", "", "printing/printing_test.go", "TestIssuedPapersAreKept"},
		{"proposal.Sweep", "proposal admit_silently", "proposal/sweep_test.go", "TestSilenceAdmits"},
		{"setup.Begin", "", "setup/setup_test.go", "TestTheFirstStart"},
		{"setup.Complete", "office found", "setup/setup_test.go", "TestTheFirstStart"},
		{"setup.Load", "", "setup/setup_test.go", "TestTheFirstStart"},
	}
}

func scenarios() []scenario {
	return slices.Concat(minutesScenarios(), meetingScenarios(), tableErasingScenarios(), postScenarios(), stepScenarios(), proposalScenarios(), statementScenarios(), cosignScenarios(), byLetterScenarios(), ballotScenarios(), decisionScenarios(), charterScenarios(), changeScenarios(), forumScenarios(), mandateScenarios(), documentScenarios(), commitmentScenarios(), partnershipScenarios(), accountScenarios(), officeScenarios(),
		organisationScenarios(), accreditationScenarios(), handlingScenarios(), erasingScenarios(), translatingScenarios(), appealScenarios())
}

// TestEveryActHasItsScenarios counts: an act of the source without a table fails, a table without an act, a cell without a word,
// a transition of a machine that no table takes.
func TestEveryActHasItsScenarios(t *testing.T) {
	found := acts(t)
	tabled, steps := map[string]bool{}, map[string]bool{}
	for _, s := range scenarios() {
		tabled[s.act] = true
		for _, step := range s.steps {
			steps[step] = true
		}
		if found[s.act] == nil {
			t.Errorf("%s: there is no such act", s.act)
		}
		cells := map[string]string{"not": s.not, "stranger": s.stranger, "wrong": s.wrong}
		for cell, value := range cells {
			if explained := strings.Contains(s.lacks, cell+": "); (value == "") != explained {
				t.Errorf("%s %v: the cell %q is filled or explained, never both", s.act, s.steps, cell)
			}
		}
		if s.may == "" || s.leaves == "" || s.set == nil || (s.not == "") != (s.says == "") {
			t.Errorf("%s %v: nobody is allowed, or a refusal says nothing", s.act, s.steps)
		}
	}
	for _, k := range kept() {
		tabled[k.act], steps[k.steps] = true, true
		source, err := os.ReadFile(filepath.Join("..", k.file))
		if d := found[k.act]; err != nil || d == nil || d.actor || !strings.Contains(string(source), "func "+k.test+"(") {
			t.Errorf("%s is not proven by %s of %s, or depends on who acts: %v", k.act, k.test, k.file, err)
		}
	}
	for act := range found {
		if !tabled[act] {
			t.Errorf("%s has no table of scenarios", act)
		}
	}
	for _, m := range app.Machines() {
		for _, tr := range m.Transitions {
			if !steps[m.Noun+" "+tr.Verb] {
				t.Errorf("%s %s: no scenario takes this step", m.Noun, tr.Verb)
			}
		}
	}
}

// TestScenarios plays every table on both engines. What is refused leaves no entry. Whoever may not hears it whatever stands in her
// form and however old her page is.
func TestScenarios(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		s := &scene{House: h, ctx: context.Background(), T: t}
		s.open()
		for _, c := range scenarios() {
			t.Run(strings.Join(append([]string{c.act}, c.steps...), " "), func(t *testing.T) {
				s.T = t
				s.play(c)
			})
		}
		s.T = t
		if _, err := h.Verify(s.ctx, register.Verified{}); err != nil {
			t.Error(err)
		}
	})
}

func (s *scene) play(c scenario) {
	defer s.Clock.Set(s.Clock.Now()) // some wait for the end of a window
	try := c.set(s)
	for _, s.hasty = range []bool{true, false} {
		s.refused(try, "", "", c.stranger != "", fault.ReasonNotFound, fault.ReasonUnauthenticated)
		s.refused(try, c.stranger, "", c.stranger != "", fault.ReasonNotFound)
		if !s.hasty || c.says != workflow.SecondPerson { // who lacks a second person only has the right: of her page she hears first
			s.refused(try, c.not, c.says, c.not != "", fault.ReasonForbidden)
		}
	}
	left, err := try(s.as(c.may))
	if err != nil || left != c.leaves {
		s.Fatalf("%s may: %s, %v; want %s", c.may, left, err, c.leaves)
	}
	if c.after != nil {
		try = c.after(s)
	}
	s.refused(try, c.may, c.wrong, c.wrong != "", fault.ReasonConflict, fault.ReasonForbidden, fault.ReasonNotFound, fault.ReasonUnauthenticated)
}

// refused asks for a refusal of one of the reasons, with a message where one is named, that leaves the record as it was.
func (s *scene) refused(try attempt, who, says string, asked bool, reasons ...fault.Reason) {
	s.Helper()
	if !asked {
		return
	}
	before, _, err := s.Rooms.Register.Head(s.ctx)
	s.must(err)
	_, err = try(s.as(who))
	var f *fault.Fault
	if !errors.As(err, &f) || !slices.Contains(reasons, f.Reason) || says != "" && f.ID != says {
		s.Errorf("%q: %v, want %v %s", who, err, reasons, says)
	}
	if after, _, err := s.Rooms.Register.Head(s.ctx); err != nil || after != before {
		s.Errorf("%q left %d entries: %v", who, after-before, err)
	}
}
