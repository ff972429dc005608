package meeting

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"sametable/internal/ballot"
	"sametable/internal/commitment"
	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/register"
	"sametable/internal/text"
)

// decided is the proposal or the charter that an item decides on, if it does.
func (i Item) decided() (policy.Ref, bool) {
	for _, p := range i.Papers() {
		if i.Purpose == Decide && listed([]string{proposal.Noun, forum.CharterNoun}, p.Noun) {
			return policy.Ref(p), true
		}
	}
	return policy.Ref{}, false
}

// Put puts an item to the vote among those who are there now, and opens the ballot. An item about a proposal puts that to the vote; another
// one its own words.
func (s *Meetings) Put(ctx context.Context, actor policy.Actor, step ItemStep) (ballot.Ballot, error) {
	var b ballot.Ballot
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		scene, item, to, err := s.itemJudged(tx, step.Meeting, step.Item, "put", step.Version)
		if err != nil {
			return err
		}
		i, m := *item, scene.Meeting
		if i.MotionZh == "" {
			return fault.Conflict("meeting.no_motion", nil)
		}
		form := ballot.Form{Meeting: m.Reference, Present: present(scene.Places, scene.People, tx.Now())}
		if b, err = s.puts(tx, m, i, form); err != nil {
			return err
		}
		if b, err = s.ballots.Step(tx, ballot.Step{Ballot: b.ID, Verb: "open", Version: b.Version}); err != nil {
			return err
		}
		i.State, i.BallotID = to, b.ID
		if err := tx.Save(&i); err != nil {
			return err
		}
		return scene.itemDone(tx, "put", i)
	})
	return b, err
}

func (s *Meetings) puts(tx *register.Tx, m Meeting, i Item, form ballot.Form) (ballot.Ballot, error) {
	switch ref, _ := i.decided(); ref.Noun {
	case proposal.Noun:
		return s.decisions.Puts(tx, ref.ID, -1, form)
	case forum.CharterNoun:
		return s.charters.PutIn(tx, ref.ID, -1, form)
	}
	tx.Permit(policy.Allow(ItemNoun, i.ID, "put"))
	access := policy.Access{Class: policy.Public, Forum: m.Forum}
	tx.Put(register.Card{Noun: ItemNoun, NounID: i.ID, Reference: "", Language: i.Language, TitleZh: i.TitleZh, TitleEn: i.TitleEn, TitleSv: i.TitleSv, State: i.State,
		Path: m.Path() + "#item-" + i.ID, Access: access})
	tx.Enter(register.Note{Noun: ItemNoun, ID: i.ID, Verb: ItemNoun + ".put", To: i.State, Access: access, Facts: map[string]any{"meeting": m.Reference, "number": i.Number}})
	return s.ballots.Put(tx, ballot.Question{Subject: i.subject(), Forum: m.Forum, ForumKey: m.ForumKey, Path: m.Path(), Reference: m.Reference, Revision: i.Number,
		VersionID: i.ID, VersionHash: text.Digest(i.Language, i.MotionZh, i.MotionEn+"\x00"+i.MotionSv)}, form)
}

// Deciding is how the chair announces what a ballot came to, with the promises that follow from it.
type Deciding struct {
	Meeting string
	Item    string
	At      string
	Actions []commitment.Form
	Version int // of the item
}

// Decide makes what the ballot came to the table's decision: it moves the proposal the item is about, makes the commitments, and copies who was
// there. It is one act.
func (s *Meetings) Decide(ctx context.Context, actor policy.Actor, d Deciding) (Item, error) {
	var i Item
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		scene, item, to, err := s.itemJudged(tx, d.Meeting, d.Item, "decide", d.Version)
		if err != nil {
			return err
		}
		i = *item
		r := text.Reads(s.gate, tx.Now())
		at := scene.Meeting.minute(r, "at", d.At, tx.Now())
		if err := r.Err(); err != nil {
			return err
		}
		b := scene.Stands
		if err := s.announce(tx, i, b); err != nil {
			return err
		}
		if b.Result == ballot.Carried {
			if err := s.promise(tx, scene.Meeting, &i, d.Actions); err != nil {
				return err
			}
		}
		i.State = to
		i.concluded(scene, at)
		if err := s.copyTable(tx, &i, b); err != nil {
			return err
		}
		if err := tx.Save(&i); err != nil {
			return err
		}
		return scene.itemDone(tx, "decide", i)
	})
	return i, err
}

// announce carries out what the ballot came to.
func (s *Meetings) announce(tx *register.Tx, i Item, b ballot.Ballot) error {
	var err error
	switch ref, _ := i.decided(); ref.Noun {
	case proposal.Noun:
		_, err = s.decisions.Announces(tx, ref.ID, -1)
	case forum.CharterNoun:
		_, err = s.charters.AnnounceIn(tx, ref.ID, -1)
	default:
		_, err = s.ballots.Publish(tx, b.ID)
	}
	return err
}

// copyTable keeps who took part in the ballot: those were there when it was decided.
func (s *Meetings) copyTable(tx *register.Tx, i *Item, b ballot.Ballot) error {
	var voters []ballot.Voter
	if err := tx.Where("ballot_id = ?", b.ID).Order("kind, id").Find(&voters).Error; err != nil {
		return err
	}
	table := i.Table()
	q := b.Quorum(voters)
	table.Organisations = nil
	for _, v := range voters {
		if v.Present {
			table.Organisations = append(table.Organisations, v.OrganisationID)
		}
	}
	table.Seats, table.Needed, table.Groups, table.Met = q.Seats, q.Needed, q.Groups, q.Met
	i.Snapshot = encode(table)
	return nil
}

// promise makes the commitments that follow from a decision, each out of the proposal it is about, else of the meeting.
func (s *Meetings) promise(tx *register.Tx, m Meeting, i *Item, forms []commitment.Form) error {
	origin, ok := i.decided()
	if !ok {
		origin = m.Record()
	}
	var ids []string
	for n, form := range forms {
		form.Forum, form.Language = m.ForumKey, m.Language
		form.From, form.Origin = "", commitment.Origin{Ref: origin}
		c, err := commitment.Propose(tx, s.gate, form)
		if err != nil {
			return of(n, err)
		}
		ids = append(ids, c.ID)
	}
	i.Actions = encode(slices.Concat(i.Promises(), ids))
	return nil
}

// of says of which action on the form a fault is: the fields of the first one are called as they are, those of the second begin with "2_".
func of(n int, err error) error {
	var f *fault.Fault
	if n == 0 || !errors.As(err, &f) {
		return err
	}
	fields := slices.Clone(f.Fields)
	for at := range fields {
		fields[at].Name = fmt.Sprintf("%d_%s", n+1, fields[at].Name)
	}
	within := *f
	within.Fields = fields
	return &within
}
