package proposal

import (
	"context"
	"slices"
	"time"

	"gorm.io/gorm/clause"

	"sametable/internal/clock"
	"sametable/internal/drafting"
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/text"
)

// Stating is a statement as its organisation's representative types it. Version is the statement that was read, 0 where there was none,
// and Of the proposal's revision she had before her.
type Stating struct {
	Proposal string
	Mandate  policy.MandateID
	Language string
	Stance   string
	Typed    drafting.Typed // the reasons: of the whole, and of each block
	Unnamed  bool           // the organisation is not to be named in public
	Of       int
	Version  int
}

// MayState refuses whoever may not state what her organisation thinks of a forum's proposals now. Pages ask it as well.
func MayState(actor policy.Actor, id policy.ForumID, now time.Time) error {
	switch {
	case policy.May(policy.TakePosition, actor.RolesIn(id, now)):
		return nil
	case actor.Visitor():
		return fault.Unauthenticated()
	}
	return fault.Forbidden("statement.not_a_delegate", nil)
}

// states gives the mandate under which somebody states: the one she chose, or any of hers where all are of one organisation.
func states(actor policy.Actor, id policy.ForumID, now time.Time, chosen policy.MandateID) (policy.Mandate, error) {
	if err := MayState(actor, id, now); err != nil {
		return policy.Mandate{}, err
	}
	if m, ok := Settled(actor, id, now, chosen); ok {
		return m, nil
	}
	return policy.Mandate{}, fault.Invalid(fault.Says("mandate", "post.choose_voice", nil))
}

// Settled gives the mandate under which somebody states, as far as it is settled whose statement it is.
func Settled(actor policy.Actor, id policy.ForumID, now time.Time, chosen policy.MandateID) (policy.Mandate, bool) {
	all := Represents(actor, id, now)
	only := func(of func(policy.Mandate) bool) []policy.Mandate {
		return slices.DeleteFunc(slices.Clone(all), func(m policy.Mandate) bool { return !of(m) })
	}
	if chosen != "" {
		all = only(func(m policy.Mandate) bool { return m.ID == chosen })
	} else if mine := only(func(m policy.Mandate) bool { return m.Organisation == actor.SpeaksFor }); len(mine) > 0 {
		all = mine
	}
	if len(all) == 0 || slices.ContainsFunc(all, func(m policy.Mandate) bool { return m.Organisation != all[0].Organisation }) {
		return policy.Mandate{}, false
	}
	return all[0], true
}

// MayFile refuses whoever could not file a statement of an organisation now, with what it has said so far, in the words of the room: a
// page asks before anything is written.
func MayFile(actor policy.Actor, now time.Time, p Proposal, own Statement, org policy.OrganisationID) error {
	if own.ID == "" {
		own = Statement{State: Draft, StatedFor: org}
	}
	_, err := StatementMachine().Step(own.State, "file", actor.RolesIn(p.Forum, now), JudgeStatement(actor, now, p, own, StatementKnown{}))
	return err
}

// FileStatement files what an organisation says, anew or in place of what it said: a second person of it confirms those very words.
// Until then the position that was confirmed before stands. Every change is kept as a version of one text.
func (s *Proposals) FileStatement(ctx context.Context, actor policy.Actor, f Stating) (Statement, error) {
	var st Statement
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		p, err := find(tx, actor, f.Proposal)
		if err != nil {
			return err
		}
		m, err := states(actor, p.Forum, tx.Now(), f.Mandate)
		if err != nil {
			return err
		}
		if st, err = statementOf(tx, p, m.Organisation); err != nil {
			return err
		}
		known, err := s.knowStatement(tx.DB, st)
		if err != nil {
			return err
		}
		roles := actor.RolesIn(p.Forum, tx.Now())
		to, err := StatementMachine().StepOn(f.Version == st.Version, st.State, "file", roles, JudgeStatement(actor, tx.Now(), p, st, known))
		if err != nil {
			return err
		}
		if f.Of != p.Revision {
			return fault.Conflict("statement.newer_version", nil)
		}
		now := tx.Now()
		pos := Position{Named: !f.Unnamed, FiledBy: actor.Person, MandateID: m.ID, FiledAt: &now}
		words, err := s.words(tx, p, &pos, f)
		if err != nil {
			return err
		}
		return s.filed(tx, p, &st, filing{verb: "file", to: to, pos: pos, words: words})
	})
	return st, err
}

// statementOf gives what an organisation has said on a proposal; one that is new has the version 0. The proposal is locked: of two who
// file at once, the second finds the first one's.
func statementOf(tx *register.Tx, p Proposal, org policy.OrganisationID) (Statement, error) {
	var found []Statement
	err := tx.Clauses(clause.Locking{Strength: "UPDATE"}).Where("proposal_id = ? AND stated_for = ?", p.ID, org).Limit(1).Find(&found).Error
	if err != nil || len(found) == 1 {
		return append(found, Statement{})[0], err
	}
	return Statement{ID: clock.NewID(), ProposalID: p.ID, ForumKey: p.ForumKey, StatedFor: org, State: Draft, Access: policy.Access{Forum: p.Forum}}, nil
}

// words reads stance and reasons, and binds the position to the proposal's words as they stand.
func (s *Proposals) words(tx *register.Tx, p Proposal, pos *Position, f Stating) (text.Draft, error) {
	var fields fault.Fields
	pos.Stance = input.Choice(&fields, "stance", f.Stance, Stances())
	_, v, _, err := text.Of(tx.DB, p.Record())
	if err != nil {
		return text.Draft{}, err
	}
	pos.OfRevision, pos.OfHash = p.Revision, v.Hash
	r, err := s.ReadRemarks(f.Typed, f.Language, len(drafting.Parse(v.Language, v.Title, v.Source).Measures))
	if err != nil {
		return text.Draft{}, err
	}
	if pos.Stance.NeedsReasons() && r.Empty() {
		fields.Add(drafting.ReasonsField, "statement.reasons_needed", nil)
	}
	return text.Draft{Language: r.Language, Title: string(pos.Stance), Source: r.Compose()}, fields.Err()
}

// filing is a position on its way into the record.
type filing struct {
	verb   string // file or enter
	to     string
	pos    Position
	words  text.Draft
	letter *StatementLetter
}

// filed keeps the words and moves the statement.
func (s *Proposals) filed(tx *register.Tx, p Proposal, st *Statement, f filing) error {
	tx.Permit(policy.Allow(StatementNoun, st.ID, f.verb))
	first := st.TextID == ""
	from := st.State
	if !first {
		if err := st.dropLetter(tx); err != nil {
			return err
		}
	}
	version, err := st.worded(tx, f.words)
	if err != nil {
		return err
	}
	f.pos.VersionID, f.pos.Revision, f.pos.Hash = version.ID, version.Number, version.Hash
	if f.letter != nil {
		f.letter.StatementID, f.pos.LetterID = st.ID, f.letter.ID
	}
	st.State, st.StateSince, st.Language, st.Reason, st.Position = f.to, tx.Now(), f.words.Language, "", f.pos
	st.settle(p)
	if first {
		from, st.Version = "", 1
		err = tx.Add(st)
	} else {
		err = tx.Save(st)
	}
	if err != nil {
		return err
	}
	if f.letter != nil {
		if err := tx.Add(f.letter); err != nil {
			return err
		}
	}
	return s.toldStatement(tx, p, *st, st.note(p, "statement."+map[string]string{"file": "filed", "enter": "entered"}[f.verb], from))
}

// worded keeps the words as a version, where they are others than before.
func (st *Statement) worded(tx *register.Tx, d text.Draft) (text.Version, error) {
	if st.TextID == "" {
		doc, version, err := text.Begin(tx, st.Record(), d)
		st.TextID = doc.ID
		return version, err
	}
	doc, current, _, err := text.Of(tx.DB, st.Record())
	if err != nil || text.Digest(d.Language, d.Title, d.Source) == current.Hash {
		return current, err
	}
	doc.Language = d.Language
	return text.Revise(tx, &doc, d)
}

// toldStatement enters the note with whom it concerns, and puts the card.
func (s *Proposals) toldStatement(tx *register.Tx, p Proposal, st Statement, n register.Note) error {
	if err := st.put(tx, p); err != nil {
		return err
	}
	t := &n.Tell
	t.FocalPoints = append(t.FocalPoints, st.StatedFor)
	for _, id := range []policy.PersonID{st.FiledBy, st.EnteredBy} {
		if id != "" {
			t.Persons = append(t.Persons, id)
		}
	}
	switch n.Verb {
	case "statement.filed":
		sitting, err := sittingFor(tx.DB, p.Forum, tx.Now(), st.StatedFor)
		if err != nil {
			return err
		}
		t.Persons = append(t.Persons, sitting...)
	case "statement.entered":
		chairs, err := chairsOf(tx.DB, p.Forum, tx.Now())
		if err != nil {
			return err
		}
		t.Moderators, t.Persons = true, append(t.Persons, chairs...)
	case "statement.confirmed", "statement.checked":
		t.Followers = []policy.Ref{p.Record()}
	case "statement.withdrawn":
		if st.known() {
			t.Secretaries, t.Followers = p.Forum, []policy.Ref{p.Record()}
		}
	}
	tx.Enter(n)
	return nil
}
