package workflow_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/workflow"
)

func TestStepFollowsTheMachine(t *testing.T) {
	ok := workflow.Judgement{"guard.items_complete": workflow.Pass(), "guard.languages": workflow.Pass()}
	for _, c := range []struct {
		from, verb, to string
		role           policy.Role
	}{
		{"draft", "submit", "chair_review", policy.RoleSecretary},
		{"chair_review", "circulate", "circulated", policy.RoleChair},
		{"chair_review", "return", "draft", policy.RoleSecretary},
		{"circulated", "return", "draft", policy.RoleChair},
		{"approved", "issue", "issued", policy.RoleSecretary},
	} {
		to, err := minutes().Step(c.from, c.verb, as(c.role), ok)
		if err != nil || to != c.to {
			t.Errorf("%s from %s: got %q, %v; want %q", c.verb, c.from, to, err, c.to)
		}
	}
}

func TestStepSaysWhyNot(t *testing.T) {
	quorum := fault.Args{"Present": 8, "Needed": 9}
	for _, c := range []struct {
		name, from, verb string
		roles            []policy.Role
		judged           workflow.Judgement
		reason           fault.Reason
		message          fault.Message
	}{
		{"a verb of another state", "issued", "approve", as(policy.RoleChair), nil, fault.ReasonConflict,
			fault.Message{ID: "workflow.wrong_state", Args: fault.Args{"State": fault.Message{ID: "state.minutes.issued"}}}},
		{"a verb nobody knows is nobody's", "draft", "burn", as(policy.RoleChair), nil, fault.ReasonForbidden, fault.Message{ID: "workflow.not_yours"}},
		{"another's role, before the state", "issued", "approve", as(policy.RoleSecretary), nil, fault.ReasonForbidden,
			fault.Message{ID: "workflow.not_yours"}},
		{"a guard that asks whose step it is, before the state", "issued", "circulate", as(policy.RoleChair),
			workflow.Judgement{"guard.languages": {}, "guard.items_complete": workflow.Whose(false)},
			fault.ReasonForbidden, fault.Message{ID: "guard.items_complete"}},
		{"a guard that holds for her, then the state", "issued", "circulate", as(policy.RoleChair),
			workflow.Judgement{"guard.languages": {}, "guard.items_complete": workflow.Whose(true)},
			fault.ReasonConflict, fault.Message{ID: "workflow.wrong_state", Args: fault.Args{"State": fault.Message{ID: "state.minutes.issued"}}}},
		{"another's role, before any guard", "draft", "submit", as(policy.RoleRepresentative), nil, fault.ReasonForbidden,
			fault.Message{ID: "workflow.not_yours"}},
		{"no role at all", "draft", "submit", nil, nil, fault.ReasonForbidden, fault.Message{ID: "workflow.not_yours"}},
		{"a guard with its numbers", "circulated", "approve", as(policy.RoleChair),
			workflow.Judgement{"guard.quorum": workflow.If(8 >= 9, quorum), workflow.SecondPerson: {}},
			fault.ReasonForbidden, fault.Message{ID: "guard.quorum", Args: quorum}},
		{"the second person last", "circulated", "approve", as(policy.RoleChair),
			workflow.Judgement{"guard.quorum": workflow.Pass(), workflow.SecondPerson: {}},
			fault.ReasonForbidden, fault.Message{ID: workflow.SecondPerson}},
		{"an exceptional step without a reason", "issued", "withhold", as(policy.RoleConvener),
			workflow.Judgement{workflow.SecondPerson: workflow.Pass(), workflow.ReasonGiven: {}},
			fault.ReasonForbidden, fault.Message{ID: workflow.ReasonGiven}},
	} {
		t.Run(c.name, func(t *testing.T) {
			to, err := minutes().Step(c.from, c.verb, c.roles, c.judged)
			var f *fault.Fault
			if to != "" || !errors.As(err, &f) {
				t.Fatalf("got %q, %v; want a refusal", to, err)
			}
			if f.Reason != c.reason {
				t.Errorf("reason %v, want %v", f.Reason, c.reason)
			}
			if diff := cmp.Diff(c.message, f.Message); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAGuardThatWasNotJudgedNeverPasses(t *testing.T) {
	for _, c := range []struct {
		from, verb string
		role       policy.Role
		judged     workflow.Judgement
	}{
		{"draft", "submit", policy.RoleSecretary, nil},
		{"chair_review", "circulate", policy.RoleChair, workflow.Judgement{"guard.languages": workflow.Pass()}},
		{"chair_review", "circulate", policy.RoleChair, workflow.Judgement{"guard.languages": {}}},
		{"circulated", "approve", policy.RoleChair, workflow.Judgement{"guard.quorum": workflow.Pass()}},
		{"issued", "withhold", policy.RoleConvener, workflow.Judgement{workflow.SecondPerson: workflow.Pass()}},
	} {
		to, err := minutes().Step(c.from, c.verb, as(c.role), c.judged)
		if to != "" || !errors.Is(err, workflow.ErrNotJudged) {
			t.Errorf("%s: got %q, %v; want ErrNotJudged", c.verb, to, err)
		}
	}
}

// Of an old page nobody hears whose step it is not, or that is not possible any more; and everybody else before anything else.
func TestWhatIsSaidOfAnOldPage(t *testing.T) {
	for _, c := range []struct {
		name, from, verb string
		role             policy.Role
		judged           workflow.Judgement
		want             string
	}{
		{"nothing else is wrong", "approved", "issue", policy.RoleSecretary, nil, "fault.stale"},
		{"a second person is missing", "circulated", "approve", policy.RoleChair, workflow.Judgement{"guard.quorum": workflow.Pass(), workflow.SecondPerson: {}}, "fault.stale"},
		{"a guard does not hold", "circulated", "approve", policy.RoleChair, workflow.Judgement{"guard.quorum": {}, workflow.SecondPerson: {}}, "fault.stale"},
		{"another's step", "circulated", "approve", policy.RoleSecretary, nil, "workflow.not_yours"},
		{"another's step, by a guard", "circulated", "approve", policy.RoleChair, workflow.Judgement{"guard.quorum": workflow.Whose(false)}, "guard.quorum"},
		{"another state", "issued", "approve", policy.RoleChair, nil, "workflow.wrong_state"},
	} {
		_, err := minutes().StepOn(false, c.from, c.verb, as(c.role), c.judged)
		var f *fault.Fault
		if !errors.As(err, &f) || f.ID != c.want {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
}

func TestPossibleListsButtonsWithReasons(t *testing.T) {
	quorum := fault.Args{"Present": 8, "Needed": 9}
	judged := workflow.Judgement{"guard.quorum": {Args: quorum}, "guard.languages": workflow.Pass(), "guard.items_complete": workflow.Pass()}
	second := workflow.Judgement{"guard.quorum": workflow.Pass(), workflow.SecondPerson: {}}
	for _, c := range []struct {
		name, from string
		roles      []policy.Role
		judged     workflow.Judgement
		want       []workflow.Option
	}{
		{"nothing for a stranger", "draft", as(), judged, nil},
		{"nothing from an unknown state", "", as(policy.RoleChair), judged, nil},
		{"in the machine's order", "chair_review", as(policy.RoleChair), judged,
			[]workflow.Option{{Verb: "return", To: "draft"}, {Verb: "circulate", To: "circulated"}}},
		{"only one's own", "chair_review", as(policy.RoleSecretary), judged, []workflow.Option{{Verb: "return", To: "draft"}}},
		{"blocked with numbers", "circulated", as(policy.RoleConvener), judged, []workflow.Option{
			{Verb: "approve", To: "approved", Second: true, Blocked: &fault.Message{ID: "guard.quorum", Args: quorum}}}},
		{"not judged is blocked", "draft", as(policy.RoleSecretary), nil, []workflow.Option{
			{Verb: "submit", To: "chair_review", Blocked: &fault.Message{ID: "workflow.not_judged"}}}},
		{"a second person is missing", "circulated", as(policy.RoleConvener), second, []workflow.Option{
			{Verb: "approve", To: "approved", Second: true, Blocked: &fault.Message{ID: workflow.SecondPerson}}}},
		{"the reason is asked for on the form", "issued", as(policy.RoleConvener), workflow.Judgement{workflow.SecondPerson: workflow.Pass()},
			[]workflow.Option{{Verb: "withhold", To: "withheld", Second: true, Exceptional: true}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, minutes().Possible(c.from, c.roles, c.judged)); diff != "" {
				t.Error(diff)
			}
		})
	}
	if o := minutes().Possible("circulated", as(policy.RoleChair), second)[1]; !o.NeedsOnlySecond() {
		t.Errorf("%+v: all that is missing is a second person", o)
	}
	if o := minutes().Possible("circulated", as(policy.RoleChair), judged)[1]; o.NeedsOnlySecond() {
		t.Errorf("%+v: the quorum is missing as well", o)
	}
}
