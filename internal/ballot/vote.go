package ballot

import (
	"context"

	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/lang"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/text"
)

// Vote is an organisation's voice. An objection says what would resolve it; another voice may leave words as a reservation. Version is
// that of the organisation's row: 0 before it has said anything.
type Vote struct {
	Ballot       string
	Organisation policy.OrganisationID
	Voice        string
	Words        string
	Language     string // of the words
	Version      int
}

// Cast gives an organisation's voice: its delegate does. It can be given anew while the ballot is open; what was said before stays in the
// register.
func (s *Ballots) Cast(ctx context.Context, actor policy.Actor, vote Vote) (Ballot, error) {
	return s.voice(ctx, actor, "cast", vote)
}

// Enter notes the voice of an organisation that cannot give it itself: the secretary does. It counts once the organisation has confirmed
// it, within two days.
func (s *Ballots) Enter(ctx context.Context, actor policy.Actor, vote Vote) (Ballot, error) {
	return s.voice(ctx, actor, "enter", vote)
}

// ConfirmEntry makes what the secretary entered the organisation's own word.
func (s *Ballots) ConfirmEntry(ctx context.Context, actor policy.Actor, vote Vote) (Ballot, error) {
	return s.voice(ctx, actor, "confirm_entry", vote)
}

func (s *Ballots) voice(ctx context.Context, actor policy.Actor, verb string, vote Vote) (Ballot, error) {
	var b Ballot
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		var voters []Voter
		var err error
		if b, voters, err = find(tx, actor, vote.Ballot); err != nil {
			return err
		}
		at := of(voters, vote.Organisation)
		if at < 0 {
			return fault.NotFound()
		}
		v := &voters[at]
		_, err = Machine().StepOn(vote.Version == v.Version, b.State, verb, actor.RolesIn(b.Forum, tx.Now()), Judge(actor, tx.Now(), b, voters, *v))
		if err != nil {
			return err
		}
		before := v.Voice
		if verb == "confirm_entry" {
			v.ConfirmedBy = actor.Person
		} else if err := s.said(tx, b, v, verb, vote); err != nil {
			return err
		}
		tx.Permit(policy.Allow(Noun, b.ID, verb))
		if err := tx.Save(v); err != nil {
			return err
		}
		n := b.note(past()[verb], b.State)
		n.For, n.Mandate = v.OrganisationID, v.MandateID
		n.Facts["organisation"], n.Facts["voice"], n.Facts["before"] = string(v.OrganisationID), string(v.Voice), string(before)
		if v.Words != "" {
			n.Facts["language"], n.Values["words"] = v.Language, v.Words
		}
		if err := b.told(tx, n, voters); err != nil {
			return err
		}
		if b.State == Closed { // the last one that was waited for
			return s.count(tx, &b, voters)
		}
		return nil
	})
	return b, err
}

// said reads a voice into the organisation's row.
func (s *Ballots) said(tx *register.Tx, b Ballot, v *Voter, verb string, vote Vote) error {
	r, now := text.Reads(s.gate, tx.Now()), tx.Now()
	voice := input.Choice(&r.Fields, "voice", vote.Voice, Voices())
	words := r.Prose("words", vote.Words, WordsMost, false)
	if voice == Objects && words == "" && !r.Said("words") {
		r.Fields.Add("words", "ballot.what_resolves", nil)
	}
	language := ""
	if words != "" {
		language = string(input.Choice(&r.Fields, "language", vote.Language, lang.Codes()))
	}
	if err := r.Err(); err != nil {
		return err
	}
	v.Voice, v.Words, v.Language, v.CastAt = voice, words, language, &now
	v.Objection, v.Answer, v.AnsweredBy = "", "", ""
	if voice == Objects {
		v.Objection = ObjectionMachine().First
	}
	v.CastBy, v.EnteredBy, v.ConfirmedBy, v.MandateID = tx.Actor.Person, "", "", mandate(tx.Actor, b.Forum, v.OrganisationID, now)
	if verb == "enter" {
		v.CastBy, v.EnteredBy, v.MandateID = "", tx.Actor.Person, ""
	}
	return nil
}

func of(voters []Voter, org policy.OrganisationID) int {
	for i, v := range voters {
		if v.OrganisationID == org {
			return i
		}
	}
	return -1
}
