package minutes

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/text"
)

// CorrectionNoun names the machine of a correction; in the register it is part of its minutes.
const CorrectionNoun = "minutes_correction"

// CorrectionKinds are what can be wrong with minutes.
func CorrectionKinds() []string {
	return []string{"fact", "attribution", Omission, Rendering, "typo"}
}

// Two kinds that something hangs on: something is missing, or a translation is wrong.
const (
	Omission  = "omission"
	Rendering = "translation"
)

// Channels are the ways by which a correction came that the secretariat has entered.
func Channels() []string { return []string{"letter", "telephone", "mail"} }

// Correction is what somebody who was there would have other than it stands: at a paragraph, in place of some of its words.
type Correction struct {
	ID          string `gorm:"primaryKey"`
	MinutesID   string
	BlockID     string
	Edition     int // the version she read
	Kind        string
	Quote       string // the words of the paragraph it is about; empty: the whole
	Place       int    // where they stood, in characters
	Instead     string // what should stand there
	Reason      string
	Language    string // of the words and the reason
	FiledBy     policy.PersonID
	FiledFor    policy.OrganisationID
	FiledAt     time.Time
	Channel     string // it came by; empty: she filed it here
	Sender      string
	Dated       string // of the letter or the call
	EnteredBy   policy.PersonID
	CheckedBy   policy.PersonID
	State       string
	Answer      string // of the secretariat
	Became      string // the words that stand there now
	MadeEdition int    // the version that came of it
	SettledBy   policy.PersonID
	SettledAt   *time.Time
	Version     int
}

// TableName is the table's.
func (Correction) TableName() string { return "minutes_corrections" }

// Record is the minutes it is about.
func (c Correction) Record() policy.Ref { return policy.Ref{Noun: Noun, ID: c.MinutesID} }

// Piece names it in the entries that seal it.
func (c Correction) Piece() string { return "correction " + c.ID }

// Lock is the optimistic lock.
func (c *Correction) Lock() *int { return &c.Version }

// Anchor finds quoted words in a paragraph as it stands now, the place nearest to where they stood, in characters. They may be gone.
func Anchor(words, quote string, place int) (from int, found bool) {
	if quote == "" {
		return 0, true
	}
	best := -1
	for at := 0; ; {
		n := strings.Index(words[at:], quote)
		if n < 0 {
			break
		}
		here := utf8.RuneCountInString(words[:at+n])
		if best < 0 || distance(here, place) < distance(best, place) {
			best = here
		}
		_, size := utf8.DecodeRuneInString(words[at+n:])
		at += n + size
	}
	return max(best, 0), best >= 0
}

func distance(a, b int) int { return max(a-b, b-a) }

// replaced puts other words in the place of quoted ones.
func replaced(words, quote, instead string, place int) (string, bool) {
	from, found := Anchor(words, quote, place)
	if !found || quote == "" && words != "" {
		return words, false
	}
	r := []rune(words)
	return string(r[:from]) + instead + string(r[from+utf8.RuneCountInString(quote):]), true
}

// Filing is a correction as somebody asks for it.
type Filing struct {
	Minutes  string
	Block    string
	Kind     string
	Quote    string
	Place    int
	Instead  string
	Reason   string
	Language string
	Hash     string // of the version she read
}

// Longest texts of a correction, in characters.
const (
	QuoteMost   = 600
	InsteadMost = 1500
)

// File asks for a correction: whoever was there does, while the minutes go round.
func (s *Minutes) File(ctx context.Context, actor policy.Actor, f Filing) (Correction, error) {
	var c Correction
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		scene, err := s.find(tx, actor, f.Minutes)
		if err != nil {
			return err
		}
		if _, err := scene.step(tx, "file", -1, f.Kind); err != nil {
			return err
		}
		org, _ := scene.speaksFor(actor, tx)
		c = Correction{ID: clock.NewID(), MinutesID: f.Minutes, Edition: scene.Set.Edition, State: CorrectionMachine().First, FiledBy: actor.Person, FiledFor: org, FiledAt: tx.Now(), Version: 1}
		if err := s.reads(tx, scene, f, &c); err != nil {
			return err
		}
		if err := tx.Add(&c); err != nil {
			return err
		}
		m := scene.Set
		n := m.note("correction_filed", m.State)
		n.For = org
		scene.says(&n, c)
		n.Tell = register.Tell{Secretaries: m.Forum}
		return m.keep(tx, n)
	})
	return c, err
}

// says puts a correction into an entry; what was asked for lies beside it.
func (s Scene) says(n *register.Note, c Correction) {
	b, _ := s.block(c.BlockID)
	n.Facts["correction"], n.Facts["kind"] = c.ID, c.Kind
	if b != nil {
		n.Facts["item"] = b.Item
	}
	if n.Values == nil {
		n.Values = map[string]string{}
	}
	n.Values["quote"], n.Values["instead"] = c.Quote, c.Instead
	if c.Answer != "" {
		n.Values["reason"] = c.Answer
	}
}

// reads reads what somebody typed of a correction.
func (s *Minutes) reads(tx *register.Tx, scene Scene, f Filing, c *Correction) error {
	r := text.Reads(s.gate, tx.Now())
	c.Kind = input.Choice(&r.Fields, "kind", f.Kind, CorrectionKinds())
	c.Language = input.Choice(&r.Fields, "language", f.Language, []string{"zh", "en", "sv"})
	c.Quote, c.Instead, c.Reason = r.Prose("quote", f.Quote, QuoteMost, false), r.Prose("instead", f.Instead, InsteadMost, f.Kind == Omission), r.Prose("reason", f.Reason, ReasonMost, true)
	b, ok := scene.block(f.Block)
	if !ok {
		r.Fields.Add("block", "input.choice", nil)
		return r.Err()
	}
	c.BlockID = b.ID
	if Told(b.Kind) && c.Kind != Rendering && c.Kind != Omission && c.Quote == "" && !r.Said("quote") {
		r.Fields.Add("quote", "minutes.quote_what", nil)
	}
	if at, found := Anchor(b.Words, c.Quote, f.Place); found {
		c.Place = at
	} else if Told(b.Kind) && c.Kind != Rendering {
		r.Fields.Add("quote", "minutes.quote_gone", nil)
	}
	if c.Quote != "" && c.Quote == c.Instead {
		r.Fields.Add("instead", "minutes.same_words", nil)
	}
	r.Look("reason", strings.Join([]string{c.Quote, c.Instead, c.Reason}, "\n\n"))
	return r.Err()
}

// Settling is what becomes of a correction.
type Settling struct {
	Minutes    string
	Correction string
	Verb       string // accept, accept_changed, decline, take_back
	Words      string // with accept_changed: the paragraph as it is to stand
	Answer     string
	Version    int
}

// SettleVerbs are the steps of a correction.
func SettleVerbs() []string { return []string{"accept", "accept_changed", "decline", "take_back"} }

// Settle decides on a correction. One that is accepted changes the paragraph; while the minutes go round that makes a new version, which
// the chair has to approve before they are. What was decided is changed in the draft alone.
func (s *Minutes) Settle(ctx context.Context, actor policy.Actor, g Settling) (Correction, error) {
	var c Correction
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		scene, err := s.find(tx, actor, g.Minutes)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(scene.Corrections, func(c Correction) bool { return c.ID == g.Correction })
		if at < 0 || !slices.Contains(SettleVerbs(), g.Verb) {
			return fault.NotFound()
		}
		c = scene.Corrections[at]
		to, err := CorrectionMachine().StepOn(g.Version == c.Version, c.State, g.Verb, scene.roles(actor, tx.Now()), scene.JudgeCorrection(actor, tx.Now(), c))
		if err != nil {
			return err
		}
		m := &scene.Set
		tx.Permit(m.permit(g.Verb))
		r := text.Reads(s.gate, tx.Now())
		c.Answer = r.Prose("answer", g.Answer, ReasonMost, g.Verb == "decline")
		now := tx.Now()
		c.State, c.SettledBy, c.SettledAt = to, actor.Person, &now
		if to == Accepted || to == Changed {
			if err := s.applies(tx, r, &scene, &c, g); err != nil {
				return err
			}
		}
		if err := r.Err(); err != nil {
			return err
		}
		if err := tx.Save(&c); err != nil {
			return err
		}
		n := m.note(past()[g.Verb], m.State)
		scene.says(&n, c)
		n.Tell = register.Tell{Persons: []policy.PersonID{c.FiledBy}}
		if g.Verb == "take_back" {
			n.Tell = register.Tell{Secretaries: m.Forum}
		}
		return m.keep(tx, n)
	})
	return c, err
}

// applies changes the paragraph a correction is about.
func (s *Minutes) applies(tx *register.Tx, r *text.Reader, scene *Scene, c *Correction, g Settling) error {
	m := &scene.Set
	b, ok := scene.block(c.BlockID)
	if !ok {
		return fault.NotFound()
	}
	before := b.Words
	switch {
	case c.State == Changed || !Told(b.Kind) || c.Kind == Rendering:
		b.Words = r.Prose("words", g.Words, WordsMost, c.State == Changed && Told(b.Kind))
		if g.Words == "" {
			b.Words = before
		}
	default:
		words, found := replaced(b.Words, c.Quote, c.Instead, c.Place)
		if !found {
			r.Fields.Add("words", "minutes.words_gone", nil)
			return r.Err()
		}
		b.Words = r.Look("words", words)
	}
	if err := r.Err(); err != nil {
		return err
	}
	c.Became, b.Noted = b.Words, b.Noted && b.Words == ""
	if b.Words == before {
		return nil
	}
	if err := tx.Save(b); err != nil {
		return err
	}
	if m.State != Circulated {
		return nil
	}
	if err := s.freeze(tx, m, scene.Blocks); err != nil {
		return err
	}
	c.MadeEdition = m.Edition
	return nil
}
