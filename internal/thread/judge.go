package thread

import (
	"context"
	"slices"
	"time"

	"gorm.io/gorm/clause"

	"sametable/internal/account"
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
	"sametable/internal/text"
	"sametable/internal/workflow"
)

// Step is one step of a post's life: a verb of the machine. Reason is asked for where something is taken from the readers or
// given back to the author; Body and Explanation go with resubmit.
type Step struct {
	Post        string
	Verb        string
	Reason      string
	Body        string
	Explanation string
	DropPhoto   bool // with resubmit: the photo is taken out
	Version     int
	Anyway      bool // the reason may go out in a language its reader does not read
}

// NeedsReason tells the verbs that need a reason, which its reader gets in the words it was given.
func NeedsReason(verb string) bool {
	return slices.Contains([]string{"return", "decline", "refuse_letter", "hide", "remove", "erase", "dismiss_removal"}, verb)
}

// Take takes a post one step on.
func (s *Threads) Take(ctx context.Context, actor policy.Actor, step Step) (Thread, Post, error) {
	var t Thread
	var p Post
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		var err error
		if t, p, err = s.post(tx, actor, step.Post); err != nil {
			return err
		}
		return s.take(tx, actor, &t, &p, step)
	})
	return t, p, err
}

// post gives a post the actor may see, with its thread locked for counting.
func (s *Threads) post(tx *register.Tx, actor policy.Actor, id string) (t Thread, p Post, err error) {
	if err = tx.Scopes(register.Visible(actor, tx.Now(), "posts.")).Where("id = ?", id).Take(&p).Error; err != nil {
		return t, p, store.Found(err)
	}
	err = tx.Clauses(clause.Locking{Strength: "UPDATE"}).Where("id = ?", p.ThreadID).Take(&t).Error
	return t, p, store.Found(err)
}

func (s *Threads) take(tx *register.Tx, actor policy.Actor, t *Thread, p *Post, step Step) error {
	if step.Verb = Meant(*p, step.Verb); past()[step.Verb] == "" || step.Verb == "attach_letter" {
		return fault.NotFound() // the paper comes with its own form
	}
	to, err := s.allowed(tx, actor, *t, *p, step)
	if workflow.OnlySecond(err) && removes(step.Verb) && !p.proposedFor(step.Verb) {
		return s.propose(tx, t, p, step)
	}
	if err != nil {
		return err
	}
	kept := p.Reason
	if removes(step.Verb) {
		kept = p.ProposedReason
	}
	reason, err := s.reason(step, kept)
	if err != nil {
		return err
	}
	if err := legible(tx, *p, step, reason); err != nil {
		return err
	}
	tx.Permit(policy.Allow(PostNoun, p.ID, step.Verb))
	if step.Verb == "dismiss_removal" || step.Verb == "undo_removal" {
		return s.unpropose(tx, t, p, step.Verb, reason)
	}
	p.Reason = reason
	was := p.letGo()
	if err := s.change(tx, t, p, step); err != nil {
		return err
	}
	p.State = to
	s.recount(t, was.state, to)
	if err := s.settle(tx, t, p); err != nil {
		return err
	}
	if err := tx.Save(p); err != nil {
		return err
	}
	if !removes(step.Verb) {
		was.lapsed(tx, *t, *p)
	}
	return s.enter(tx, *t, *p, step, was)
}

// Meant is the verb of the machine for one that a door names: what is confirmed or checked may still have to wait, and a
// statement that was changed is confirmed again.
func Meant(p Post, verb string) string {
	switch {
	case (verb == "confirm" || verb == "check") && p.HeldFor != "":
		return verb + "_held"
	case verb == "resubmit" && p.Kind == Statement:
		return "ask"
	}
	return verb
}

// allowed judges a step.
func (s *Threads) allowed(tx *register.Tx, actor policy.Actor, t Thread, p Post, step Step) (to string, err error) {
	roles := actor.RolesIn(t.Forum, tx.Now())
	reads, err := s.reads(tx, p, step.Verb)
	if err != nil {
		return "", err
	}
	speaks, err := s.authorSpeaks(tx.DB, p)
	if err != nil {
		return "", err
	}
	j := Judge(actor, tx.Now(), t, p, Known{Reads: reads, Speaks: speaks})
	if removes(step.Verb) && !p.proposedFor(step.Verb) {
		j[workflow.SecondPerson] = workflow.If(false, nil) // what another proposed was something else
	}
	return Machine().StepOn(step.Version == p.Version, p.State, step.Verb, roles, j)
}

// reads tells whether the actor reads the language of a post, where a step asks that.
func (s *Threads) reads(tx *register.Tx, p Post, verb string) (bool, error) {
	if !removes(verb) {
		return false, nil
	}
	var persons []account.Person
	if err := tx.Select("id", "language", "reads").Where("id = ?", tx.Actor.Person).Find(&persons).Error; err != nil {
		return false, err
	}
	var texts []text.Text
	if err := tx.Select("id", "language").Where("id = ?", p.TextID).Find(&texts).Error; err != nil {
		return false, err
	}
	return len(persons) == 1 && len(texts) == 1 && persons[0].ReadsLanguage(texts[0].Language), nil
}

// change does what a step does besides moving the post.
func (s *Threads) change(tx *register.Tx, t *Thread, p *Post, step Step) error {
	switch step.Verb {
	case "resubmit", "ask":
		return s.rewrite(tx, t, p, step)
	case "confirm", "confirm_held", "check", "check_held":
		p.ConfirmedBy = tx.Actor.Person
	case "ask_letter":
		p.LetterAsked = true
	case "return":
		p.JudgedBy = tx.Actor.Person
		p.hold(heldReturned)
	case "release", "hide", "restore", "remove":
		p.JudgedBy = tx.Actor.Person
	case "erase":
		p.JudgedBy = tx.Actor.Person
		return s.erase(tx, p)
	}
	return nil
}

// recount keeps the number of posts that readers see.
func (s *Threads) recount(t *Thread, from, to string) {
	if from == Published && to != Published {
		t.Posts--
	}
	if from == Hidden && to == Published {
		t.Posts++
	}
}

// Known is what the judgement of a post needs to know beside the actor and the post.
type Known struct {
	Reads  bool // the actor reads the post's language
	Speaks bool // its author speaks for its organisation now; asked where a letter waits for its check
}

// Judge asks every guard of the post's machine for an actor. Pages ask the same, so that a button that is shown works. Whether the
// second of two wants what the first proposed is asked by the step. Nobody speaks for an organisation while it is not accredited: its
// focal points and delegates hear that, rather than that the step is not theirs.
func Judge(actor policy.Actor, now time.Time, t Thread, p Post, known Known) workflow.Judgement {
	member, belongs := actor.Member(p.AuthorFor)
	delegate := slices.ContainsFunc(actor.Voices(p.Forum, now), func(m policy.Mandate) bool { return m.Organisation == p.AuthorFor })
	mine := actor.Person == p.AuthorID
	entered := p.typedForHer() && actor.Person == p.EnteredBy && p.PublishedAt == nil
	proposer := p.Proposed() && p.ProposedBy == actor.Person
	return workflow.Judgement{
		guardAuthor:           workflow.Whose(mine || entered),
		guardWriter:           workflow.Whose(actor.Person == p.Writer()),
		guardColleague:        {OK: !mine && p.Letter == "", Whose: mine},
		guardMember:           workflow.Whose(belongs && (member.FocalPoint || delegate || !member.Accredited)),
		guardStands:           workflow.If(member.Accredited, nil),
		guardSender:           workflow.If(known.Speaks, nil),
		guardChecker:          {OK: p.Letter != "" && actor.Person != p.EnteredBy && !mine, Whose: mine || actor.Person == p.EnteredBy},
		guardOwnMatter:        workflow.Whose(!belongs || p.Kind == Personal && !mine && member.Kind == policy.Facilitator),
		guardOpen:             workflow.If(t.State == Open, nil),
		guardClean:            workflow.If(p.HeldFor == "", nil),
		guardLanguage:         workflow.If(!p.Proposed() || proposer || p.ProposedReads || known.Reads, nil),
		guardProposed:         workflow.If(p.Proposed(), nil),
		guardProposer:         {OK: proposer, Whose: p.Proposed()},
		guardNoLetter:         workflow.If(!p.LetterAsked && p.Letter == "", nil),
		guardAsked:            workflow.If(p.LetterAsked && p.Letter == "" && !mine, nil),
		workflow.SecondPerson: workflow.If(p.Proposed() && !proposer, nil),
	}
}

func (s *Threads) reason(step Step, kept string) (string, error) {
	var fields fault.Fields
	needed := NeedsReason(step.Verb)
	if needed && !removes(step.Verb) {
		kept = ""
	}
	reason := input.Prose(&fields, "reason", step.Reason, 600, needed && kept == "")
	if err := fields.Err(); err != nil {
		return "", err
	}
	if found := s.Look(reason); len(found) > 0 {
		return "", stop("reason", found, false)
	}
	if reason == "" {
		return kept, nil
	}
	return reason, nil
}

// legible refuses a reason in a language that its reader does not read, unless the actor was told and sends it anyway.
func legible(tx *register.Tx, p Post, step Step, reason string) error {
	if !NeedsReason(step.Verb) {
		return nil
	}
	reader := p.Writer()
	if step.Verb == "dismiss_removal" {
		reader = p.ProposedBy
	}
	var fields fault.Fields
	if err := (account.Reason{Field: "reason", Text: reason, From: tx.Actor.Person, To: []policy.PersonID{reader}, Anyway: step.Anyway}).Legible(tx.DB, &fields); err != nil {
		return err
	}
	return fields.Err()
}

// past is what the register says of each step.
func past() map[string]string {
	return map[string]string{"confirm": "confirmed", "confirm_held": "confirmed_held", "check": "checked", "check_held": "checked_held",
		"ask_letter": "letter_asked", "attach_letter": "letter_attached", "refuse_letter": "letter_refused", "decline": "declined",
		"release": "released", "return": "returned", "resubmit": "resubmitted", "ask": "confirmation_asked", "hide": "hidden",
		"restore": "restored", "remove": "removed", "erase": "erased", "withdraw": "withdrawn", "dismiss_removal": "removal_dismissed",
		"undo_removal": "removal_undone"}
}

func (s *Threads) enter(tx *register.Tx, t Thread, p Post, step Step, was before) error {
	n := p.note(t, "post."+past()[step.Verb], was.state)
	var v text.Version
	if err := tx.Select("hash").Where("id = ?", p.VersionID).Take(&v).Error; err != nil {
		return err
	}
	n.Hash = v.Hash
	if NeedsReason(step.Verb) {
		n.Values["reason"] = p.Reason
	}
	if was.proposer != "" && removes(step.Verb) {
		n.Facts["proposed_by"] = string(was.proposer)
	}
	return s.told(tx, t, p, n)
}
