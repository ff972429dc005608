package site

import (
	"strconv"

	"sametable/internal/account"
	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/policy"
	"sametable/web"
)

// firstSteps lists what a house that was set up in earnest needs before its forums can work, for those who can do it: administrators
// and the facilitator's focal point. It is read off the house, so that nothing has to be ticked; nil once all is done.
func (v *visit) firstSteps() (*web.FirstSteps, error) {
	own := v.s.Setup.Facilitator()
	if own == "" || len(v.s.Demo) > 0 || !v.confirmsOffices() { // the demo world was played, and is nobody's to set up
		return nil, nil
	}
	ctx := v.Request().Context()
	able, err := v.s.Accounts.Count(ctx)
	if err != nil {
		return nil, err
	}
	grants, err := v.s.Accounts.Grants(ctx, v.actor)
	if err != nil {
		return nil, err
	}
	drafted, err := v.s.Organisations.Drafted(ctx, policy.SystemActor()) // how many there are is no secret
	if err != nil {
		return nil, err
	}
	forums, err := v.s.Forums.Overview(ctx)
	if err != nil {
		return nil, err
	}
	held := map[policy.Office]int{}
	for _, g := range grants {
		if g.State == account.Granted || g.State == account.RevocationProposed {
			held[g.Office]++
		}
	}
	home, err := v.s.Organisations.ByID(ctx, v.actor, own)
	if err != nil {
		return nil, err
	}
	people, drafts := "/admin", ""
	if len(home) == 1 {
		people = "/o/" + home[0].Key + "/people"
	}
	if v.actor.Has(policy.Administrator) || v.actor.Has(policy.AccreditationOfficer) {
		drafts = "/accreditation"
	}
	first := &web.FirstSteps{Steps: []web.FirstStep{
		{Word: v.t.Say("desk.step.people"), Why: v.t.Say("desk.step.people_why"), Href: web.Link(v.t, people), Done: able > 1},
		{Word: v.t.Say("desk.step.officers"), Why: v.t.Say("desk.step.officers_why"), Href: web.Link(v.t, "/admin"), Done: held[policy.AccreditationOfficer] > 1},
		{Word: v.t.Say("desk.step.moderator"), Why: v.t.Say("desk.step.moderator_why"), Href: web.Link(v.t, "/admin"), Done: held[policy.Moderator] > 0},
		v.step("drafts", drafts, len(drafted)),
	}}
	v.forumSteps(first, forums)
	first.Steps = append(first.Steps, web.FirstStep{Word: v.t.Say("desk.step.mail"), Why: v.t.Say("desk.step.mail_why"), Href: web.Link(v.t, "/admin"), Done: v.s.Mails})
	for _, s := range first.Steps {
		if s.Done {
			first.Done++
		}
	}
	if first.Done == len(first.Steps) {
		return nil, nil
	}
	first.Said = v.t.Say("desk.first_n", fault.Args{"Done": strconv.Itoa(first.Done), "All": strconv.Itoa(len(first.Steps))})
	return first, nil
}

// step is one that is done when nothing is left of what it counts. Without a path it is done by others.
func (v *visit) step(name, path string, left int) web.FirstStep {
	s := web.FirstStep{Word: v.t.Say("desk.step." + name), Why: v.t.Count("desk.step."+name+"_why", left), Done: left == 0}
	if path != "" {
		s.Href = web.Link(v.t, path)
	}
	return s
}

// forumSteps are those of the forums: each leads to the first forum that lacks something. A house without a forum founds one.
func (v *visit) forumSteps(first *web.FirstSteps, forums []forum.Overview) {
	if len(forums) == 0 {
		first.Steps = append(first.Steps, web.FirstStep{Word: v.t.Say("forum.found"), Href: web.Link(v.t, "/forums")})
		return
	}
	charters, seats, draft, table := 0, 0, "/forums", "/forums"
	for _, f := range forums {
		if f.State != forum.Active {
			if charters++; charters == 1 {
				draft = f.Path() + "/charter"
			}
		}
		if len(f.Seats) == 0 {
			if seats++; seats == 1 {
				table = f.Path() + "/seats"
			}
		}
	}
	first.Steps = append(first.Steps, v.step("charters", draft, charters), v.step("seats", table, seats))
}
