// Package demo plays the demo world through the real use cases, under its own clock: every organisation is accredited by two
// officers, every mandate is proposed, accepted and confirmed, every post passes the gate. When a guard refuses, the play stops.
package demo

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"sametable/internal/clock"
	"sametable/internal/demo/world"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/site"
)

// Password is what everybody of the demo world signs in with. It opens a house of invented people on one's own machine.
const Password = "one-table-five-shapes"

// Play is the world being played.
type Play struct {
	rooms   site.Rooms
	clock   *clock.Shifted
	w       *world.World
	people  map[string]policy.PersonID
	orgs    map[string]policy.OrganisationID
	slips   map[string]string // secret of an invitation by username
	threads map[string]string // id by key
	posts   map[string]string // id by "T01#3"
	refs    map[string]string // reference by key

	sheets, proposals, commitments, partnerships, ballots, meetings map[string]string // ids by key; of a ballot, that of its proposal
}

// Run plays the whole world and leaves the clock running from its last instant.
func Run(ctx context.Context, rooms site.Rooms, c *clock.Shifted) (*Play, error) {
	w, err := world.Load()
	if err != nil {
		return nil, err
	}
	p := &Play{rooms: rooms, clock: c, w: w, people: map[string]policy.PersonID{}, orgs: map[string]policy.OrganisationID{},
		slips: map[string]string{}, threads: map[string]string{}, posts: map[string]string{}, refs: map[string]string{},
		sheets: map[string]string{}, proposals: map[string]string{}, commitments: map[string]string{}, partnerships: map[string]string{}, ballots: map[string]string{}, meetings: map[string]string{}}
	for _, step := range w.Timeline() {
		c.Set(step.At)
		play, known := p.actions()[step.Action]
		if !known {
			return nil, fmt.Errorf("line %d: nobody knows how to play %q", step.Line, step.Action)
		}
		if err := play(ctx, step); err != nil {
			return nil, fmt.Errorf("line %d, %s, %s %v: %w", step.Line, step.At.Format("2006-01-02 15:04"), step.Action, step.Actors, err)
		}
	}
	if err := rooms.Register.CatchUp(ctx); err != nil {
		return nil, err
	}
	c.Run()
	return p, nil
}

type action func(context.Context, world.Step) error

// actions are the words of the play. What nobody has to do (a window ends, history is over) happens outside.
func (p *Play) actions() map[string]action {
	outside := func(context.Context, world.Step) error { return nil }
	all := map[string]action{
		"instance.start": p.start, "donor.admit": p.admitDonors, "division.load": p.loadDivisions,
		"person.invite": p.invite, "person.activate": p.activate, "office.grant": p.grant,
		"organisation.submit": p.submit, "organisation.request_info": p.ask, "organisation.answer_info": p.answer,
		"organisation.accredit": p.accredit, "organisation.renew": p.renew, "organisation.expire": p.expire,
		"charter.review": p.found, "charter.consult": p.consultCharter, "charter.comment": p.commentCharter, "charter.consulted": outside, "charter.answer": p.answerCharter, "charter.adopt": p.adopt,
		"charter.announce_edit": p.changeCharter, "charter.edit": p.enforceChange,
		"mandate.propose": p.propose, "mandate.accept": p.accept, "mandate.confirm": p.confirm,
		"mandate.reconfirm": outside, // mandates sleep while the accreditation is out, and wake with it
		"officer.propose":   p.nominate, "officer.elect": p.elect, "officer.rotate": p.rotate,
		"thread.open": p.openThread, "thread.lock": p.steer("lock"), "thread.archive": p.steer("archive"),
		"post.publish": p.publish, "post.state": p.state, "post.state_by_letter": p.letter, "post.attempt": p.attempt,
		"post.hold": p.hold, "post.return": p.giveBack, "post.resubmit": p.resubmit, "post.release": p.release,
		"translation.machine": p.translate("machine"), "translation.submit": p.translate("in_review"), "translation.review": p.translate("reviewed"),
		"proposal.keep": p.keepSheet, "proposal.ask": p.askFor, "proposal.confirm": p.stepProposal("confirm"), "proposal.return": p.stepProposal("return"),
		"proposal.admit": p.stepProposal("admit"), "proposal.translate": p.translateProposal, "proposal.consult": p.consult,
		"proposal.revise": p.reviseProposal, "proposal.confirm_revision": p.confirmRevision, "proposal.deliberate": p.stepProposal("deliberate"),
		"ballot.put": p.putToVote, "ballot.vote": p.vote, "ballot.maintain": p.keepObjection, "ballot.close": p.closeBallot, "proposal.announce": p.announce,
		"commitment.enter": p.promise, "commitment.accept": p.stepCommitment("accept"), "commitment.start": p.stepCommitment("start"), "commitment.report": p.stepCommitment("report"),
		"commitment.verify": p.stepCommitment("verify"), "commitment.ask_extension": p.stepCommitment("ask_extension"), "commitment.extend": p.stepCommitment("extend"),
		"statement.file": p.stateOn, "statement.enter": p.stateOn,
		"document.add": p.addDocument, "clock.start": outside,
	}
	maps.Copy(all, p.handlingActions())
	maps.Copy(all, p.meetingActions())
	maps.Copy(all, p.minutesActions())
	return all
}

// actor is a person of the world as she is at this instant.
func (p *Play) actor(ctx context.Context, username string) (policy.Actor, error) {
	if username == "SYS" {
		return policy.SystemActor(), nil
	}
	who, ok := p.w.Person(username)
	if !ok {
		return policy.Actor{}, fmt.Errorf("nobody is called %q", username)
	}
	standing, err := p.rooms.Forums.Standing(ctx, p.people[username])
	return policy.Actor{Person: p.people[username], Name: who.Name.ZH, Language: who.Languages[0], Offices: standing.Offices,
		Memberships: standing.Memberships, Mandates: standing.Mandates, SpeaksFor: p.orgs[who.Organisation]}, err
}

// as runs something as each of several people in turn.
func (p *Play) as(ctx context.Context, usernames []string, do func(i int, actor policy.Actor) error) error {
	for i, username := range usernames {
		a, err := p.actor(ctx, username)
		if err != nil {
			return err
		}
		if err := do(i, a); err != nil {
			return fmt.Errorf("as %s: %w", username, err)
		}
	}
	return nil
}

// Roles are the sign-ins of one click, in the order the sign-in page shows them.
func Roles() []site.DemoRole {
	w, err := world.Load()
	if err != nil {
		return nil // the world lies in the program, and its own test reads it
	}
	var roles []site.DemoRole
	for _, username := range []string{"maliqing", "hanlian", "liliming", "elin", "sunlizhen", "chenlichuan", "zhaoliran", "xulijia", "alex", "mats"} {
		if who, ok := w.Person(username); ok {
			kind := policy.Facilitator // offices of the house itself
			if o, ok := w.Organisation(who.Organisation); ok {
				kind = policy.Kind(o.Kind)
			}
			roles = append(roles, site.DemoRole{Username: username, Name: who.Name.ZH, Latin: joining(who).Latin, Kind: kind,
				Try:  map[string]string{"zh": who.Try.ZH, "en": who.Try.EN, "sv": who.Try.SV},
				Role: map[string]string{"zh": who.OneClick.ZH, "en": who.OneClick.EN, "sv": who.OneClick.SV}})
		}
	}
	return roles
}

// form is an organisation as its people fill it in.
func form(o *world.Organisation) organisation.Form {
	f := organisation.Form{
		Key: o.Key, Kind: o.Kind, NameZh: o.Name.ZH, NameEn: o.Name.EN, NameSv: o.Name.SV, NameNative: o.NativeName, NativeLanguage: o.NativeLanguage,
		SortKey: o.SortKey, Region: o.Region, Scheme: o.Identifier.Scheme, Identifier: o.Identifier.Value, ServicesZh: o.Does.ZH,
		ServicesEn: o.Does.EN, ServicesSv: o.Does.SV, WorksWithChildren: o.WorksWithChildren, Safeguarding: o.SafeguardingPolicy.In(o.NativeLanguage),
		Evidence: "登记证书副本，已核对原件", IdentifierNote: "虚构代码，未在GB/T 2260中分配",
	}
	if o.Both {
		f.AlsoRegions = "680000 380000"
	}
	if !slices.Contains([]string{"uscc"}, o.Identifier.Scheme) {
		f.IdentifierNote = ""
	}
	return f
}

// day gives the instant as people write it on letters.
func day(t time.Time) string { return inBeijing(t).Format("2006-01-02") }

// dated names a letter of appointment as offices do, by its day; the page says what it is.
func dated(t time.Time) string { return inBeijing(t).Format("2006年1月2日") }

func inBeijing(t time.Time) time.Time { return t.In(time.FixedZone("Asia/Shanghai", 8*60*60)) }
