package thread

import (
	"context"
	"slices"
	"strings"

	"gorm.io/gorm/clause"

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
}

// needsReason tells the verbs that need a reason, which its reader gets in the words it was given.
func needsReason(verb string) bool {
	return slices.Contains([]string{"return", "decline", "hide", "remove"}, verb)
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
		if step.Version != p.Version {
			return fault.Conflict("fault.stale", nil)
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
	from := p.State
	if step.Verb == "confirm" && p.HeldFor != "" {
		step.Verb = "confirm_held"
	}
	if step.Verb == "resubmit" && p.Kind == Statement {
		step.Verb = "ask" // a statement that was changed is confirmed again
	}
	to, err := Machine().Step(p.State, step.Verb, actor.RolesIn(t.Forum, tx.Now()), s.judge(tx, actor, *t, *p))
	if waiting(err) && p.ProposedBy == "" {
		return s.propose(tx, t, p, step)
	}
	if err != nil {
		return err
	}
	if p.Reason, err = s.reason(step, p.Reason); err != nil {
		return err
	}
	tx.Permit(policy.Allow(PostNoun, p.ID, step.Verb))
	if step.Verb == "resubmit" || (step.Verb == "ask" && from == Returned) {
		if err := s.rewrite(tx, t, p, step); err != nil {
			return err
		}
	}
	p.State = to
	switch step.Verb {
	case "confirm", "confirm_held", "check":
		p.ConfirmedBy = actor.Person
	case "release", "return", "hide", "restore", "remove":
		p.JudgedBy = actor.Person
	}
	if from == Published || from == Hidden {
		s.recount(t, from, to)
	}
	if err := s.settle(tx, t, p); err != nil {
		return err
	}
	if err := tx.Save(p); err != nil {
		return err
	}
	return s.enter(tx, *t, *p, step, from)
}

// waiting tells that nothing is missing but the second person.
func waiting(err error) bool {
	f, ok := err.(*fault.Fault)
	return ok && f.ID == workflow.SecondPerson
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

func (s *Threads) judge(tx *register.Tx, actor policy.Actor, t Thread, p Post) workflow.Judgement {
	member, belongs := actor.Member(p.AuthorFor)
	delegate := false
	for _, m := range actor.In(t.Forum, tx.Now()) {
		delegate = delegate || (m.Organisation == p.AuthorFor && m.Capacity != policy.Observer)
	}
	return workflow.Judgement{
		guardAuthor:           workflow.If(actor.Person == p.AuthorID, nil),
		guardColleague:        workflow.If(actor.Person != p.AuthorID && p.Letter == "", nil),
		guardMember:           workflow.If(belongs && (member.FocalPoint || delegate), nil),
		guardChecker:          workflow.If(p.Letter != "" && actor.Person != p.EnteredBy && actor.Person != p.AuthorID, nil),
		guardOwnMatter:        workflow.If(!belongs || p.Kind == Personal && actor.Person != p.AuthorID && moderatesOwn(actor, p), nil),
		guardOpen:             workflow.If(t.State == Open, nil),
		guardClean:            workflow.If(p.HeldFor == "", nil),
		workflow.SecondPerson: workflow.If(p.ProposedBy != "" && p.ProposedBy != actor.Person, nil),
	}
}

// moderatesOwn: nobody moderates her own organisation's matter, except that one moderator of the facilitator may judge a
// colleague's personal post, since every moderator is of the facilitator.
func moderatesOwn(actor policy.Actor, p Post) bool {
	m, _ := actor.Member(p.AuthorFor)
	return m.Kind == policy.Facilitator
}

// propose notes the first of two who want a post removed.
func (s *Threads) propose(tx *register.Tx, t *Thread, p *Post, step Step) error {
	reason, err := s.reason(step, "")
	if err != nil {
		return err
	}
	p.ProposedBy, p.Reason = tx.Actor.Person, reason
	tx.Permit(policy.Allow(PostNoun, p.ID, step.Verb))
	if err := tx.Save(p); err != nil {
		return err
	}
	n := p.note(*t, "post.removal_proposed", p.State)
	n.Values["reason"], n.Tell = reason, register.Tell{Moderators: true}
	n.Version, n.Access.Class = "", policy.Moderation
	tx.Enter(n)
	return nil
}

func (s *Threads) reason(step Step, kept string) (string, error) {
	var fields fault.Fields
	needed := needsReason(step.Verb)
	reason := input.Prose(&fields, "reason", step.Reason, 600, needed && kept == "" || needed && step.Verb != "remove")
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

// rewrite keeps what the author sends again as a new version of the same post.
func (s *Threads) rewrite(tx *register.Tx, t *Thread, p *Post, step Step) error {
	doc, current, _, err := text.Of(tx.DB, p.Record())
	if err != nil {
		return err
	}
	kept, err := s.pass(current.Language, step.Body, step.Explanation)
	if err != nil {
		return err
	}
	if err := s.photoAgain(tx, *p, step, &kept); err != nil {
		return err
	}
	p.HeldFor, p.Explanation, p.SentAt = strings.Join(kept.heldFor, " "), kept.explain, tx.Now()
	if text.Digest(kept.draft.Language, "", kept.draft.Source) == current.Hash {
		return nil
	}
	v, err := text.Revise(tx, &doc, kept.draft)
	if err != nil {
		return err
	}
	p.VersionID, p.Revision = v.ID, v.Number
	return nil
}

// photoAgain takes the photo out where the author says so; one that stays is a reason to wait, as before.
func (s *Threads) photoAgain(tx *register.Tx, p Post, step Step, kept *passed) error {
	if step.DropPhoto {
		return dropPhotos(tx, p.ID)
	}
	var n int64
	if err := tx.Model(&Photo{}).Where("post_id = ?", p.ID).Count(&n).Error; err != nil {
		return err
	}
	if n > 0 {
		kept.heldFor = append(kept.heldFor, "photo")
	}
	return nil
}

func (s *Threads) enter(tx *register.Tx, t Thread, p Post, step Step, from string) error {
	past := map[string]string{"confirm": "confirmed", "confirm_held": "confirmed_held", "check": "checked", "decline": "declined", "release": "released",
		"return": "returned", "resubmit": "resubmitted", "ask": "confirmation_asked", "hide": "hidden", "restore": "restored", "remove": "removed",
		"withdraw": "withdrawn"}
	n := p.note(t, "post."+past[step.Verb], from)
	var v text.Version
	if err := tx.Select("hash").Where("id = ?", p.VersionID).Take(&v).Error; err != nil {
		return err
	}
	n.Hash = v.Hash
	if needsReason(step.Verb) {
		n.Values["reason"] = p.Reason
	}
	return s.told(tx, t, p, n)
}
