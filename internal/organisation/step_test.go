package organisation_test

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"sametable/internal/fault"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/workflow"
)

func TestAnApplicationGoesThroughTwoOfficers(t *testing.T) {
	worlds(t, func(w *world) {
		o := w.to(organisation.InReview)
		w.must(w.step(w.johan, &o, "accredit", "材料齐全"))
		if o.State != organisation.InReview || o.ProposedVerb != "accredit" || o.ProposedBy != "johan" || o.Proposal != "材料齐全" {
			t.Fatalf("%+v", o)
		}
		w.refused(w.step(w.johan, &o, "accredit", ""), fault.ReasonForbidden, workflow.SecondPerson)
		w.must(w.step(w.song, &o, "accredit", ""))
		until := time.Date(2021, 6, 9, 16, 0, 0, 0, time.UTC)
		if o.State != organisation.Accredited || o.ProposedVerb != "" || o.ProposedBy != "" || !o.AccreditedUntil.Equal(until) || !o.Accredited(w.r.Now()) {
			t.Fatalf("%+v", o)
		}
		if got := w.verbs(w.visitor, o); !slices.Equal(got, []string{"accredited"}) {
			t.Errorf("a visitor sees %v", got)
		}
		if got := w.verbs(focal(o, "hanlian"), o); !slices.Equal(got, []string{"drafted", "submitted", "review_opened", "accredited"}) {
			t.Errorf("its people see %v", got)
		}
		if got := w.verbs(w.song, o); !slices.Equal(got, []string{"drafted", "submitted", "review_opened", "accreditation_proposed", "accredited"}) {
			t.Errorf("officers see %v", got)
		}
	})
}

func TestStepsAndWhoMayTakeThem(t *testing.T) {
	actors := func(w *world, o organisation.Organisation) map[string]policy.Actor {
		own := w.johan
		own.Memberships = append(slices.Clone(own.Memberships), policy.Membership{Organisation: o.ID})
		return map[string]policy.Actor{"FP": focal(o, "hanlian"), "member": member(o, "maliqing"), "ACC": w.johan, "own ACC": own, "ADM": w.mats,
			"MOD": w.moderator, "stranger": w.stranger, "visitor": w.visitor, "SYS": w.system}
	}
	worlds(t, func(w *world) {
		for _, c := range []struct {
			state, verb string
			want        map[string]string // message id; "" allowed; those not named: workflow.not_yours, or not found where they cannot see it
		}{
			{organisation.Draft, "submit", map[string]string{"FP": "", "SYS": ""}},
			{organisation.Draft, "accredit", map[string]string{"ACC": "workflow.wrong_state", "own ACC": "guard.organisation.own"}},
			{organisation.Submitted, "review", map[string]string{"ACC": "", "own ACC": "guard.organisation.own", "SYS": ""}},
			{organisation.InReview, "ask", map[string]string{"ACC": "", "own ACC": "guard.organisation.own"}},
			{organisation.InReview, "accredit", map[string]string{"ACC": "", "own ACC": "guard.organisation.own"}},
			{organisation.InReview, "decline", map[string]string{"ACC": "", "own ACC": "guard.organisation.own"}},
			{organisation.InfoRequested, "answer", map[string]string{"FP": "", "SYS": ""}},
			{organisation.Accredited, "suspend", map[string]string{"ACC": "", "own ACC": "guard.organisation.own", "ADM": ""}},
			{organisation.Accredited, "expire", map[string]string{"SYS": ""}},
			{organisation.Accredited, "renew", map[string]string{"FP": "guard.organisation.renewal_due", "SYS": "guard.organisation.renewal_due"}},
			{organisation.Accredited, "extend", map[string]string{"ACC": "guard.organisation.renewal_filed", "own ACC": "guard.organisation.own"}},
			{organisation.Suspended, "lift", map[string]string{"ACC": "", "own ACC": "guard.organisation.own", "ADM": ""}},
			{organisation.Accredited, "close", map[string]string{"ACC": "", "own ACC": "guard.organisation.own", "ADM": ""}},
		} {
			o := w.to(c.state)
			for name := range actors(w, o) {
				actor := actors(w, o)[name] // of the body as it is now: each allowed step leaves a new one
				want, named := c.want[name]
				seen := c.state == organisation.Accredited || c.state == organisation.Suspended || slices.Contains([]string{"FP", "member", "ACC", "own ACC", "SYS"}, name)
				if !named {
					want = "workflow.not_yours"
					if !seen {
						want = "fault.not_found"
					}
				}
				options, err := w.s.Possible(w.ctx, actor, o.ID)
				if !seen {
					w.refused(err, fault.ReasonNotFound, "fault.not_found")
				}
				button := want
				if _, here := organisation.Machine().Find(c.state, c.verb); !here {
					button = "workflow.wrong_state"
				}
				w.possible(c.verb, button, options)
				step := organisation.Step{ID: o.ID, Verb: c.verb, Note: "理由", Version: o.Version}
				_, err = w.s.Step(w.ctx, actor, step)
				if got := idOf(err); got != want {
					w.Errorf("%s from %s by %s: %q, want %q", c.verb, c.state, name, got, want)
				}
				if want == "" {
					o = w.to(c.state)
				}
			}
		}
	})
}

// possible compares the buttons with what a step answers. A step whose second person is missing is open.
func (w *world) possible(verb, want string, options []workflow.Option) {
	w.Helper()
	at := slices.IndexFunc(options, func(o workflow.Option) bool { return o.Verb == verb })
	switch {
	case want == "fault.not_found", want == "workflow.not_yours", want == "workflow.wrong_state":
		if at >= 0 {
			w.Errorf("%s: a button for nothing (%s)", verb, want)
		}
	case at < 0:
		w.Errorf("%s: no button, want %q", verb, want)
	case want == "":
		if o := options[at]; o.Blocked != nil && !o.NeedsOnlySecond() {
			w.Errorf("%s: blocked by %s", verb, o.Blocked.ID)
		}
	case options[at].Blocked == nil || options[at].Blocked.ID != want:
		w.Errorf("%s: %v, want %s", verb, options[at].Blocked, want)
	}
}

func idOf(err error) string {
	var f *fault.Fault
	if err == nil {
		return ""
	}
	if f, _ = err.(*fault.Fault); f == nil {
		return err.Error()
	}
	return f.ID
}

func TestReasonsAreAskedForAndKept(t *testing.T) {
	worlds(t, func(w *world) {
		o := w.to(organisation.InReview)
		for _, verb := range []string{"ask", "decline", "close"} {
			w.refused(w.step(w.johan, &o, verb, " "), fault.ReasonInvalid, "note: input.required")
		}
		w.must(w.step(w.johan, &o, "ask", "请补充制度"))
		if o.Reason != "请补充制度" {
			t.Errorf("%q", o.Reason)
		}
		w.must(w.step(focal(o, "hanlian"), &o, "answer", ""))
		w.must(w.step(w.johan, &o, "decline", "没有登记"))
		w.must(w.step(w.song, &o, "decline", ""))
		if o.State != organisation.Declined || o.Reason != "没有登记" {
			t.Errorf("%s: %q", o.State, o.Reason)
		}
		closed := w.to(organisation.Closed)
		if got := w.verbs(w.visitor, closed); !slices.Equal(got, []string{"accredited", "closed"}) {
			t.Errorf("why it was closed is not for everybody: %v", got)
		}
		if got := w.verbs(focal(closed, "hanlian"), closed); got[len(got)-1] != "reason_given" {
			t.Errorf("its people may read why: %v", got)
		}
	})
}

func TestTheOppositeProposalTakesThePlace(t *testing.T) {
	worlds(t, func(w *world) {
		o := w.to(organisation.InReview)
		w.must(w.step(w.johan, &o, "accredit", ""))
		w.must(w.step(w.song, &o, "decline", "登记已注销"))
		if o.State != organisation.InReview || o.ProposedVerb != "decline" || o.ProposedBy != "song" {
			t.Fatalf("%+v", o)
		}
		w.refused(w.step(w.song, &o, "decline", ""), fault.ReasonForbidden, workflow.SecondPerson)
		w.must(w.step(w.johan, &o, "decline", ""))
		if o.State != organisation.Declined {
			t.Error(o.State)
		}
	})
}

func TestStaleAndDoubledSteps(t *testing.T) {
	worlds(t, func(w *world) {
		o := w.to(organisation.Submitted)
		old := o
		w.must(w.step(w.johan, &o, "review", ""))
		w.refused(w.step(w.song, &old, "ask", "理由"), fault.ReasonConflict, "fault.stale")
		w.refused(w.step(w.song, &old, "review", ""), fault.ReasonConflict, "workflow.wrong_state") // which says more than that her page is old
		old.Version = o.Version
		w.refused(w.step(w.song, &old, "review", ""), fault.ReasonConflict, "workflow.wrong_state")
		w.refused(w.step(w.johan, &organisation.Organisation{ID: "nobody"}, "review", ""), fault.ReasonNotFound, "fault.not_found")
	})
}

func TestOfTwoSecondOfficersOneWins(t *testing.T) {
	worlds(t, func(w *world) {
		o := w.to(organisation.InReview)
		w.must(w.step(w.johan, &o, "accredit", ""))
		third := w.officer("third", policy.AccreditationOfficer)
		var wait sync.WaitGroup
		errs := make([]error, 2)
		for i, actor := range []policy.Actor{w.song, third} {
			wait.Go(func() {
				_, errs[i] = w.s.Step(w.ctx, actor, organisation.Step{ID: o.ID, Verb: "accredit", Version: o.Version})
			})
		}
		wait.Wait()
		won := 0
		for _, err := range errs {
			if err == nil {
				won++
			} else if !fault.Is(err, fault.ReasonConflict) {
				t.Errorf("the other meets %v", err)
			}
		}
		if won != 1 {
			t.Errorf("%d winners", won)
		}
		accredited := 0
		for _, v := range w.verbs(w.johan, o) {
			accredited += strings.Count(v, "accredited")
		}
		if accredited != 1 {
			t.Errorf("%d entries", accredited)
		}
	})
}

func TestAnApplicationIsComplete(t *testing.T) {
	worlds(t, func(w *world) {
		for _, c := range []struct {
			name, want string
			spoil      func(f *organisation.Form)
		}{
			{"whole", "", func(*organisation.Form) {}},
			{"no children, no policy", "", func(f *organisation.Form) { f.WorksWithChildren, f.Safeguarding = false, "" }},
			{"no evidence", "guard.organisation.complete", func(f *organisation.Form) { f.Evidence = "" }},
			{"no policy", "guard.organisation.complete", func(f *organisation.Form) { f.Safeguarding = "" }},
			{"no native name", "guard.organisation.complete", func(f *organisation.Form) { f.NameNative = "" }},
			{"no name", "guard.organisation.complete", func(f *organisation.Form) { f.NameZh, f.NameEn = "", "" }},
			{"no identifier", "guard.organisation.complete", func(f *organisation.Form) { f.Identifier = "" }},
			{"no scheme", "guard.organisation.complete", func(f *organisation.Form) { f.Scheme, f.Identifier = "", "" }},
		} {
			form := w.form()
			c.spoil(&form)
			o := w.draft(form)
			if got := idOf(w.step(focal(o, "hanlian"), &o, "submit", "")); got != c.want {
				t.Errorf("%s: %q, want %q", c.name, got, c.want)
			}
		}
	})
}

func TestTwoLivingBodiesShareNothing(t *testing.T) {
	worlds(t, func(w *world) {
		first := w.form()
		first.NameNative = "湖东省民政厅（例）"
		a := w.draft(first)
		second := w.form()
		second.NameNative = "湖东省民政厅 (例)"
		third := w.form()
		third.Identifier = first.Identifier
		b, c := w.draft(second), w.draft(third)
		w.must(w.step(focal(b, "b"), &b, "submit", "")) // drafts keep no place
		w.refused(w.step(focal(a, "a"), &a, "submit", ""), fault.ReasonForbidden, "guard.organisation.duplicate")
		w.must(w.step(focal(c, "c"), &c, "submit", ""))
		w.must(w.step(w.johan, &b, "close", "误"))
		w.must(w.step(w.song, &b, "close", ""))
		w.refused(w.step(focal(a, "a"), &a, "submit", ""), fault.ReasonForbidden, "guard.organisation.duplicate")
		form := a.Form()
		form.Identifier = "HD-ANEW"
		a, err := w.s.Edit(w.ctx, focal(a, "a"), a.ID, form)
		w.must(err)
		w.must(w.step(focal(a, "a"), &a, "submit", ""))
	})
}

// Readers know a body by its name in their language: no other takes it, neither when it applies nor once it is accredited.
func TestNoBodyTakesAnothersNameInAnyLanguage(t *testing.T) {
	worlds(t, func(w *world) {
		first, second := w.form(), w.form()
		first.NameSv = "Exempelprefekturens kontor"
		second.NameEn = "EXEMPELPREFEKTURENS kontor"
		a, b := w.draft(first), w.draft(second)
		w.must(w.step(focal(a, "a"), &a, "submit", ""))
		w.refused(w.step(focal(b, "b"), &b, "submit", ""), fault.ReasonForbidden, "guard.organisation.duplicate")
		c := w.to(organisation.Accredited)
		form := c.Form()
		form.NameEn = first.NameEn
		_, err := w.s.Edit(w.ctx, focal(c, "c"), c.ID, form)
		w.refused(err, fault.ReasonForbidden, "guard.organisation.duplicate")
	})
}

// A name tells of a body, never of one child.
func TestABodyIsNotCalledAfterAChild(t *testing.T) {
	worlds(t, func(w *world) {
		for _, name := range []string{"马小禾，女，9岁，就读于北岭市第二小学三年级二班", "Anna Exempel, 9 years old, class 3B at Example Primary School", "例 13800138000"} {
			form := w.form()
			form.NameEn = name
			if _, err := w.s.Draft(w.ctx, w.johan, form); !invalidAt(err, "name_en") {
				w.Errorf("%s: %v", name, err)
			}
			form = w.form()
			form.SortKey = name
			if _, err := w.s.Draft(w.ctx, w.johan, form); !invalidAt(err, "sort_key") {
				w.Errorf("sorted by %s: %v", name, err)
			}
		}
		for _, name := range []string{"北岭市第二小学", "0-3岁婴幼儿照护例中心", "Example Centre for Children aged 6 to 12", "Barnens hus för barn 6–12 år"} {
			form := w.form()
			form.NameEn = name
			w.draft(form)
		}
	})
}

func invalidAt(err error, field string) bool {
	var f *fault.Fault
	return errors.As(err, &f) && slices.ContainsFunc(f.Fields, func(one fault.Field) bool { return one.Name == field })
}

func TestOfTwoTwinsAtOnceOneIsTaken(t *testing.T) {
	worlds(t, func(w *world) {
		form := w.form()
		form.Key = ""
		a, b := w.draft(form), w.draft(form)
		var wait sync.WaitGroup
		errs := make([]error, 2)
		for i, o := range []organisation.Organisation{a, b} {
			wait.Go(func() {
				_, errs[i] = w.s.Step(w.ctx, focal(o, o.Key), organisation.Step{ID: o.ID, Verb: "submit", Version: o.Version})
			})
		}
		wait.Wait()
		if (errs[0] == nil) == (errs[1] == nil) {
			t.Fatalf("%v, %v", errs[0], errs[1])
		}
		for _, err := range errs {
			if err != nil {
				w.refused(err, fault.ReasonForbidden, "guard.organisation.duplicate")
			}
		}
	})
}
